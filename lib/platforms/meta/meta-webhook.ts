// Meta's webhook: one delivery may hold many changes, of a Facebook Page, of Instagram or of Threads.
import * as z from 'zod';
import type { Instant } from '../../domain/time.ts';
import { type Entry, entriesOf } from '../page.ts';
import { fromInstagram, fromPage, fromThreads } from './meta-mapper.ts';
import {
  changeSchema,
  instagramCommentSchema,
  metaIdSchema,
  metaTimeSchema,
  type PageChange,
  pageChangeSchema,
  threadsPostSchema,
} from './meta-wire.ts';

export interface MetaDelivery {
  /** The brand's own handles: Threads does not say by an id who wrote. */
  readonly ownHandles: readonly string[];
  readonly now: Instant;
}

/** One change with what stands around it. */
interface Change {
  readonly object: string;
  readonly change: unknown;
  /** The Page or the Instagram account it happened to. */
  readonly ownId?: string | undefined;
  /** When Meta sent it; seconds. */
  readonly time?: unknown;
}

/** One entry for each change; what cannot be read comes back raw with the reason. */
export function readMetaDelivery(body: unknown, delivery: MetaDelivery): Entry[] {
  return entriesOf([body].flat().flatMap(changesIn), {
    read: (each) => read(foundSchema.parse(each), delivery),
    at: () => undefined,
  });
}

const foundSchema = z.object({
  object: z.string(),
  change: changeSchema,
  ownId: z.string().optional(),
  time: metaTimeSchema.optional(),
});

const listOrOne = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]);

/** Threads sends its change without an entry around it. Source: Meta, "Webhooks for Threads". */
const threadsSchema = z.object({ topic: z.string(), time: z.unknown(), values: listOrOne });

const entrySchema = z.looseObject({
  id: metaIdSchema.optional(),
  time: z.unknown(),
  changes: z.array(z.unknown()).optional(),
  messaging: z.array(z.unknown()).optional(),
});

const deliverySchema = z.object({ object: z.string(), entry: z.array(entrySchema) });

/** A body of another form is one change that cannot be read. */
function changesIn(body: unknown): Change[] {
  const threads = threadsSchema.safeParse(body).data;
  if (threads) return threads.values.map((change) => ({ object: 'threads', change, time: threads.time }));
  const delivered = deliverySchema.safeParse(body).data;
  if (!delivered) return [{ object: 'unknown', change: body }];
  return delivered.entry.flatMap(({ id: ownId, time, changes, messaging, ...rest }) =>
    // Where Instagram is signed in to directly, the one change stands in the entry itself.
    (changes ?? messaging?.map(asMessage) ?? [rest]).map((change) => ({
      object: delivered.object,
      change,
      ownId,
      time,
    })),
  );
}

/** Private messages have no field of their own; they are told apart so that the reason names them. */
function asMessage(message: unknown): unknown {
  return { field: 'messages', value: { message } };
}

type Found = z.output<typeof foundSchema>;

function read({ object, change: { field, value }, ownId, time }: Found, delivery: MetaDelivery): Entry {
  const at = time ?? delivery.now;
  const isOwn = (handle: string) => delivery.ownHandles.some((own) => own.toLowerCase() === handle.toLowerCase());
  switch (`${object} ${field}`) {
    case 'page feed':
    case 'page mention':
      return readPage(pageChangeSchema.parse(value), ownId, at);
    case 'instagram comments':
    case 'instagram live_comments': {
      const comment = instagramCommentSchema.parse(value);
      const own = comment.from.id === ownId || isOwn(comment.from.username);
      return own ? { unwanted: true, at } : heard(fromInstagram(comment, at));
    }
    case 'instagram mentions':
      throw new Error('Instagram says where the account was mentioned, not what was said; look at it on Instagram');
    case 'threads replies':
    case 'threads mentions': {
      const post = threadsPostSchema.parse(value);
      return isOwn(post.username) ? { unwanted: true, at } : heard(fromThreads(post, at));
    }
    case 'threads delete': {
      const { id } = z.object({ id: metaIdSchema }).parse(value);
      return { gone: { network: 'threads', id }, at };
    }
    case 'threads publish':
      return { unwanted: true, at };
    default:
      throw new Error(`the field "${field}" of "${object}" is not read; take it off the webhook's subscriptions`);
  }
}

/** What has words of its own; beside them the feed tells of reactions, likes and the Page's own settings. */
const WRITTEN = ['comment', 'post', 'status', 'photo', 'video', 'share', 'link', 'note'];
/** An edited post comes as the post it now is. Hidden ones are passed over: the Page hid them, their author did not. */
const EDITS = ['edit', 'edited', 'update'];
const SAYS = ['add', ...EDITS];

function readPage(change: PageChange, pageId: string | undefined, at: Instant): Entry {
  const id = change.commentId ?? change.postId;
  if (change.verb === 'remove' && id !== undefined) return { gone: { network: 'facebook', id }, at };
  if (!SAYS.includes(change.verb) || change.author?.id === pageId) return { unwanted: true, at };
  if (!WRITTEN.includes(change.item)) {
    if (change.text === '') return { unwanted: true, at };
    throw new Error(`the Page's feed tells of a "${change.item}", which is not read`);
  }
  const mention = fromPage(change, at);
  return heard(EDITS.includes(change.verb) ? { ...mention, editedAt: at } : mention);
}

function heard(mention: ReturnType<typeof fromPage>): Entry {
  return { mention, at: mention.createdAt };
}
