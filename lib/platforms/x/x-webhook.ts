// X's Activity API: what it sends to our address by itself, read into mentions.
import * as z from 'zod';
import type { Instant } from '../../domain/time.ts';
import { type Entry, entriesOf } from '../page.ts';
import { isRepost, toMention } from './x-mapper.ts';
import { instantOfId } from './x-snowflake.ts';
import { idSchema, type XPost, type XUser, xPostSchema, xUserSchema } from './x-wire.ts';

export interface XDelivery {
  /** The brand's account. */
  readonly userId: string;
  readonly now: Instant;
}

/** Source: docs.x.com, "X Activity API event payload examples": one event a delivery, under `data`. */
const eventSchema = z.object({
  event_type: z.string(),
  filter: z.object({ user_id: z.string().optional() }).optional(),
  payload: z.record(z.string(), z.unknown()),
  includes: z.object({ users: z.array(z.unknown()).optional() }).optional(),
});

type XEvent = z.output<typeof eventSchema>;

/** Each of them means that somebody spoke to the account: named it, answered it or quoted it. */
const HEARD = ['post.mention.create', 'post.reply.create', 'post.quote.create'];
/** The account's own posts. */
const PASSED_OVER = ['post.create'];

/** One entry for each event; what is no event that is read here comes back raw with the reason. */
export function readXDelivery(body: unknown, delivery: XDelivery): Entry[] {
  return entriesOf(eventsIn(body), { read: (event) => read(eventSchema.parse(event), delivery), at: () => undefined });
}

function eventsIn(body: unknown): unknown[] {
  return [fieldIn(body, 'data') ?? body].flat();
}

function read(event: XEvent, { userId, now }: XDelivery): Entry {
  const type = event.event_type.replace(/^tweet\./, 'post.');
  if (PASSED_OVER.includes(type)) return { unwanted: true, at: now };
  if (type === 'post.delete') return deleted(event.payload, now);
  if (!HEARD.includes(type))
    throw new Error(`the event ${event.event_type} is not read; subscribe to ${HEARD.join(', ')} alone`);
  const post = postIn(event.payload);
  const at = instantOfId(post.id);
  if (post.authorId === userId || isRepost(post)) return { unwanted: true, at };
  const addressed = (event.filter?.user_id ?? userId) === userId;
  const mention = toMention(post, { source: 'x:webhook', userId, addressed, users: usersIn(event) });
  return { mention, at };
}

/** X's documentation does not show this event: a name that is found is followed, else a later look finds the post gone. */
function deleted(payload: XEvent['payload'], at: Instant): Entry {
  const id = placesIn(payload)
    .flatMap((place) => ['id', 'post_id', 'tweet_id'].map((name) => fieldIn(place, name)))
    .find((value) => idSchema.safeParse(value).success);
  return id === undefined ? { unwanted: true, at } : { gone: { network: 'x', id: String(id) }, at };
}

const answeredSchema = z.object({
  in_reply_to_tweet_id: z.string().optional(),
  in_reply_to_post_id: z.string().optional(),
});

/** The post is the payload itself, or lies in it under one of its names. */
function postIn(payload: Readonly<Record<string, unknown>>): XPost {
  const raw = placesIn(payload).find((each) => fieldIn(each, 'id'));
  const post = xPostSchema.parse(raw ?? payload);
  const { in_reply_to_tweet_id, in_reply_to_post_id } = answeredSchema.parse(raw);
  const answered = in_reply_to_tweet_id ?? in_reply_to_post_id;
  if (answered === undefined || post.references.length > 0) return post;
  return { ...post, references: [{ type: 'replied_to', id: answered }] };
}

/** The payload itself, and what lies in it under one of its names. */
function placesIn(payload: XEvent['payload']): unknown[] {
  return [payload, ...['data', 'post', 'tweet'].map((name) => payload[name])];
}

/** Beside a payload users lie bare, or each under `data`. */
function usersIn({ includes }: XEvent): Map<string, XUser> {
  const users = (includes?.users ?? []).flatMap(
    (each) => xUserSchema.safeParse(fieldIn(each, 'data') ?? each).data ?? [],
  );
  return new Map(users.map((user) => [user.id, user]));
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
