// Puts the brand's answer under a post of a Mastodon server, never more public than the post, and finds it again.
import { VISIBILITIES, type Visibility } from '../../domain/mention.ts';
import type { Measure } from '../../domain/reply-permit.ts';
import { textOf } from '../html-text.ts';
import type { AnsweredPost, OwnReply, ReplyOrder } from '../platform.ts';
import { NotFound, ReplyNotPermitted, TooLong } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import type { MastodonClient } from './mastodon-client.ts';
import { limitsIn } from './mastodon-limits.ts';
import { visibilityOf } from './mastodon-mapper.ts';
import { contextSchema, statusSchema } from './mastodon-wire.ts';

/** `unlisted` for public posts: an answer belongs into its thread, not into the public timelines. */
const ANSWER_VISIBILITY: Readonly<Record<Visibility, string>> = {
  public: 'unlisted',
  unlisted: 'unlisted',
  followers: 'private',
  private: 'direct',
};

export async function reply(client: MastodonClient, order: ReplyOrder): Promise<OwnReply> {
  const { post, text, sendKey } = order;
  const { length, max, fits } = measure(text, post);
  if (order.visibility === 'direct') refuseOthers(text, post);
  if (!fits) throw new TooLong(`Mastodon: the answer has ${length} characters; the server allows ${max}`);
  // Some servers publish an answer to a post that is gone as a post of its own.
  const standing = await client.forAnswers.get(statusPath(post.id), {}, statusSchema);
  const json = {
    status: addressedText(text, post),
    in_reply_to_id: post.id,
    visibility: order.visibility ?? ANSWER_VISIBILITY[narrower(post.visibility, visibilityOf(standing))],
  };
  const status = await client.post('/api/v1/statuses', json, { schema: statusSchema, idempotencyKey: sendKey });
  return ownReply(status);
}

export async function findOwnReply(client: MastodonClient, order: ReplyOrder): Promise<OwnReply | undefined> {
  const { id } = await client.own();
  const thread = await client.forAnswers
    .get(`${statusPath(order.post.id)}/context`, {}, contextSchema)
    .catch((error: unknown) => {
      if (error instanceof NotFound) return { descendants: [] };
      throw error;
    });
  const found = thread.descendants
    .flatMap((item) => statusSchema.safeParse(item).data ?? [])
    .find(
      (status) =>
        status.account.id === id &&
        status.in_reply_to_id === order.post.id &&
        sameWords(textOf(status.content), order.text),
    );
  return found && ownReply(found);
}

/** Where a post stands in the API. */
export function statusPath(id: string): string {
  return `/api/v1/statuses/${encodeURIComponent(id)}`;
}

/** A full stop after a link is not part of it. */
const LINKS = /https?:\/\/[^\s/]+\.[^\s<>"]*[^\s<>".,;:!?'”’)]/g;
const FULL_ADDRESSES = /(@[\w.-]+)@[\w.-]*\w/g;

/**
 * Counts as Mastodon does: a link has a fixed length, of an address only the name counts; what is added counts too. The limits
 * are those of the server as it stated them when the post was heard.
 */
export function measure(text: string, post: AnsweredPost): Measure {
  const { characters: max, perLink } = limitsIn(post.replyRef);
  const counted = addressedText(text, post).replace(LINKS, 'x'.repeat(perLink)).replace(FULL_ADDRESSES, '$1');
  const length = [...counted.normalize('NFC')].length;
  return { length, max, unit: 'character', fits: length <= max };
}

/**
 * An account's name in a post; what follows a letter or a slash is an e-mail address or a link. Servers differ in what else may
 * stand before a name: what any of them reads as one counts. Source: `MENTION_RE` in mastodon's app/models/account.rb.
 */
const NAMED = /(?<![\w/])@[\w.-]*\w(?:@[\w.-]*\w)?/g;

/** A direct post is delivered to everybody it names. */
function refuseOthers(text: string, post: AnsweredPost): void {
  const others = (text.match(NAMED) ?? []).filter((name) => name.toLowerCase() !== addressOf(post).toLowerCase());
  if (others.length === 0) return;
  const reason = `A direct message goes to everybody it names: take ${others.join(', ')} out of it.`;
  throw new ReplyNotPermitted(`Mastodon: nothing was sent. ${reason}`, { reason });
}

function narrower(a: Visibility, b: Visibility): Visibility {
  return VISIBILITIES.indexOf(a) > VISIBILITIES.indexOf(b) ? a : b;
}

/** Without the author's address nobody is told of the answer. Others whom the post names are left in peace. */
function addressedText(text: string, post: AnsweredPost): string {
  const address = addressOf(post);
  const words = text.toLowerCase().match(/@[\w.-]+(@[\w.-]*\w)?/g) ?? [];
  return words.some((word) => word === address.toLowerCase()) ? text : `${address} ${text}`;
}

function addressOf({ replyRef, author }: AnsweredPost): string {
  return `@${replyRef['acct'] ?? author.handle}`;
}

function ownReply({ id, url }: { readonly id: string; readonly url?: string | null | undefined }): OwnReply {
  return { nativeId: id, ...(url ? { url } : {}) };
}
