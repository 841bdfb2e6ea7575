// Turns a comment, a post or a private message of Reddit into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { withinMention } from '../long-text.ts';
import {
  commentSchema,
  linkSchema,
  messageSchema,
  type RedditComment,
  type RedditLink,
  type RedditMessage,
  thingSchema,
} from './reddit-wire.ts';

export interface RedditContext {
  readonly source: string;
  /** Whether everything in this source addresses the brand, as its inbox does. */
  readonly addressed: boolean;
  readonly username: string;
}

/** What people see; the API has a host of its own. */
const WEB = 'https://www.reddit.com';
const TAKEN_BACK = ['[deleted]', '[removed]'];
/** Reddit's own voices, which nobody needs to answer. */
const PROGRAMS = ['automoderator', 'reddit'];

/** One item of a list; each kind is parsed as what it is. */
export type Thing =
  | ({ readonly kind: 'comment' } & RedditComment)
  | ({ readonly kind: 'link' } & RedditLink)
  | ({ readonly kind: 'message' } & RedditMessage);

/** Undefined for kinds that are no post, as `more`. Throws for an item that is not as it should be. */
export function thingOf(item: unknown): Thing | undefined {
  const { kind, data } = thingSchema.parse(item);
  if (kind === 't1') return { kind: 'comment', ...commentSchema.parse(data) };
  if (kind === 't3') return { kind: 'link', ...linkSchema.parse(data) };
  if (kind === 't4') return { kind: 'message', ...messageSchema.parse(data) };
  return undefined;
}

/** Posts stay as shells after their author or a moderator has taken them away; what a deleted account wrote must go too. */
export function isGone(thing: Thing): boolean {
  const text = thing.kind === 'link' ? thing.selftext : thing.body;
  return thing.author === '[deleted]' || TAKEN_BACK.includes(text.trim()) || Boolean(thing.removed_by_category);
}

export function isOfPerson({ author }: Thing): boolean {
  return author !== null && !PROGRAMS.includes(author.toLowerCase());
}

export function toMention(thing: Thing, context: RedditContext): Mention {
  const author = thing.author ?? '';
  const text = textOf(thing);
  return mentionSchema.parse({
    network: 'reddit',
    id: thing.name,
    text: withinMention(text),
    // Names are for ever there: they are neither changed nor given to others.
    author: { id: author, handle: author, url: `${WEB}/user/${encodeURIComponent(author)}` },
    createdAt: thing.created_utc,
    url: urlOf(thing),
    ...placeOf(thing),
    visibility: thing.kind === 'message' ? 'private' : 'public',
    addressed: context.addressed || names(text, context.username),
    replyRef: closedBy(thing),
    source: context.source,
  });
}

export function textOf(thing: Thing): string {
  const parts =
    thing.kind === 'comment'
      ? [thing.body]
      : thing.kind === 'link'
        ? [thing.title, thing.selftext]
        : [thing.subject, thing.body];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

export function urlOf(thing: Pick<Thing, 'kind' | 'name' | 'permalink'> & { readonly context?: unknown }): string {
  if (thing.kind === 'message') return `${WEB}/message/messages/${thing.name.slice(3)}`;
  if (thing.permalink) return `${WEB}${thing.permalink}`;
  const context = typeof thing.context === 'string' ? thing.context : '';
  return context.startsWith('/') ? `${WEB}${context}` : `${WEB}/api/info?id=${thing.name}`;
}

function placeOf(thing: Thing): Pick<Mention, 'inReplyTo' | 'threadRoot'> {
  if (thing.kind !== 'comment') return { threadRoot: thing.name };
  const [, number] = /\/comments\/([a-z0-9]+)\//.exec(thing.context ?? thing.permalink ?? '') ?? [];
  const threadRoot = thing.link_id ?? (number === undefined ? undefined : `t3_${number}`);
  return { inReplyTo: thing.parent_id, ...(threadRoot === undefined ? {} : { threadRoot }) };
}

function names(text: string, username: string): boolean {
  return new RegExp(`(^|[^\\w/])/?u/${username.replace(/[^\w-]/g, '')}(?![\\w-])`, 'i').test(text);
}

export function closedBy({ kind, locked, archived }: Thing): Record<string, string> {
  const closed = kind === 'message' ? 'message' : locked ? 'locked' : archived ? 'archived' : undefined;
  return closed === undefined ? {} : { closed };
}
