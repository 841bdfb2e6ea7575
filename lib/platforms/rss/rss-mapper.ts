// Turns an item of a feed into a mention: every item is one, because a person chose the feed.
import { createHash } from 'node:crypto';
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import type { Instant } from '../../domain/time.ts';
import { withinMention } from '../long-text.ts';
import { webAddress } from '../web-address.ts';
import type { Item } from './rss-wire.ts';

export interface FeedContext {
  /** The source's id. */
  readonly source: string;
  /** What tells this feed from the others, see feedKey. */
  readonly key: string;
  readonly address: string;
  /** The feed's own title. */
  readonly title: string;
}

const MOST_ID_BYTES = 500;
const MOST_NAME_CHARACTERS = 300;

/** Stable as long as the feed stays at its address. */
export function feedKey(address: string): string {
  return hash(address).slice(0, 12);
}

/**
 * What names the item over all feeds. A feed's id that is a web address or another URI is used as it is, so that one article
 * in two feeds is one mention; a mere number is another item in every feed. Without an id the link and the title name it.
 */
export function idOf({ id, link, title, text }: Item, key: string): string {
  if (id === '') return hash(link === '' && title === '' ? `${key} ${text}` : `${link} ${title}`);
  const name = /^[a-z][a-z0-9+.-]*:./i.test(id) ? id : `${key}:${id}`;
  return Buffer.byteLength(name) <= MOST_ID_BYTES ? name : hash(name);
}

/** `createdAt` is when it was published, as far as that is known. */
export function toMention(item: Item, context: FeedContext, createdAt: Instant): Mention {
  const { key, address } = context;
  const id = idOf(item, key);
  const host = new URL(address).host;
  const author = [item.author, context.title, host].find((name) => name !== '') ?? host;
  const url = webAddress(item.link, address);
  const authorUrl = webAddress(item.authorUrl, address);
  return mentionSchema.parse({
    network: 'rss',
    id,
    text: withinMention(wordsOf(item)),
    author: {
      id: item.author === '' ? key : `${key}:${hash(item.author).slice(0, 12)}`,
      handle: author.slice(0, MOST_NAME_CHARACTERS),
      ...(authorUrl === undefined ? {} : { url: authorUrl }),
    },
    createdAt,
    ...(url === undefined ? {} : { url }),
    threadRoot: id,
    source: context.source,
  });
}

/** Many feeds begin the text with the title. */
function wordsOf({ title, text }: Item): string {
  const begun = title.replace(/(…|\.{3})$/, '').trimEnd();
  const parts = text !== '' && text.startsWith(begun) ? [text] : [title, text];
  return parts.filter((part) => part !== '').join('\n\n');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
