// RSS 2.0, RSS 1.0 and Atom as far as Earshot reads them: XML in, plain items out.
import { DomHandler, DomUtils, Parser } from 'htmlparser2';
import * as z from 'zod';
import { type Instant, isInstant, toInstant } from '../../domain/time.ts';
import { textOf } from '../html-text.ts';

type Node = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** One item as the feed gives it, its HTML turned into text. */
export interface RawItem {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  readonly authorUrl: string;
  readonly published: string;
}

export interface Feed {
  readonly title: string;
  readonly items: readonly RawItem[];
}

export const itemSchema = z
  .object({
    id: z.string(),
    link: z.string(),
    title: z.string(),
    text: z.string(),
    author: z.string(),
    authorUrl: z.string(),
    published: z.string().transform(instantFrom),
  })
  .refine(
    ({ id, link, title, text }) => id !== '' || link !== '' || title !== '' || text !== '',
    'an item without id, link, title and text',
  );

export type Item = z.output<typeof itemSchema>;

/** Deeper than an article in Atom's XHTML; the parser would take minutes for a megabyte of opened tags. */
const MOST_DEPTH = 200;

/** Ten times what a mention holds; patterns take too long for more. */
const MOST_HTML = 200_000;
const MOST_NAME = 300;

const ROOTS = new Set(['rss', 'rdf:RDF', 'feed']);

/**
 * The feed in `xml`; undefined for anything else, such as a page or a feed that was cut short. Entities are not expanded
 * beyond XML's five and character references: declarations in the document are not looked at. Throws RangeError for a
 * document that is nested deeper than any feed.
 */
export function parseFeed(xml: string): Feed | undefined {
  const [root] = DomUtils.getElementsByTagName((name) => ROOTS.has(name), documentIn(xml), false, 1);
  if (root === undefined || !xml.includes(`</${root.name}`)) return undefined;
  const isAtom = root.name === 'feed';
  const channel = isAtom ? root : (child(root, 'channel') ?? root);
  // In RSS 1.0 the items stand beside the channel.
  const places = isAtom || root.name === 'rdf:RDF' ? root : channel;
  const items = DomUtils.getElementsByTagName(isAtom ? 'entry' : 'item', places.children, false);
  return { title: textIn(channel, 'title'), items: items.map(isAtom ? atomItem : rssItem) };
}

/** Throws RangeError for a document that is nested deeper than any feed. */
function documentIn(xml: string): DomHandler['dom'] {
  const handler = new DomHandler(undefined, { xmlMode: true });
  let depth = 0;
  const open = handler.onopentag.bind(handler);
  handler.onopentag = (name, attributes) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw new RangeError(`the document is nested more than ${MOST_DEPTH} deep`);
    open(name, attributes);
  };
  const close = handler.onclosetag.bind(handler);
  handler.onclosetag = () => {
    depth -= 1;
    close();
  };
  new Parser(handler, { xmlMode: true }).end(xml);
  return handler.dom;
}

function rssItem(item: Node): RawItem {
  const guid = child(item, 'guid');
  const id = guid ? text(guid) : (item.attribs['rdf:about'] ?? '');
  const link = textIn(item, 'link');
  return {
    id,
    link: link === '' && guid?.attribs['isPermaLink'] !== 'false' ? id : link,
    title: plainOf(textIn(item, 'title')),
    text: plainOf(firstOf(textIn(item, 'content:encoded'), textIn(item, 'description'))),
    author: personOf(firstOf(textIn(item, 'dc:creator'), textIn(item, 'author'))),
    authorUrl: '',
    published: firstOf(textIn(item, 'pubDate'), textIn(item, 'dc:date')),
  };
}

function atomItem(entry: Node): RawItem {
  const author = child(entry, 'author');
  const content = child(entry, 'content') ?? child(entry, 'summary');
  return {
    id: textIn(entry, 'id'),
    link: atomLink(entry),
    title: atomText(child(entry, 'title')),
    text: atomText(content),
    author: author ? personOf(textIn(author, 'name')) : '',
    authorUrl: author ? textIn(author, 'uri') : '',
    published: firstOf(textIn(entry, 'published'), textIn(entry, 'updated')),
  };
}

/** The page itself, not the feed's own address or an attachment. */
function atomLink(entry: Node): string {
  const links = DomUtils.getElementsByTagName('link', entry.children, false);
  const page = links.find(({ attribs }) => (attribs['rel'] ?? 'alternate') === 'alternate');
  return page?.attribs['href']?.trim() ?? '';
}

/** Atom says whether a text is plain, HTML written as text, or HTML itself (RFC 4287, 3.1.1). */
function atomText(node: Node | undefined): string {
  if (node === undefined) return '';
  const type = node.attribs['type'] ?? 'text';
  if (type === 'xhtml') return plainOf(DomUtils.getInnerHTML(node));
  return type === 'text' || type === 'text/plain' ? text(node) : plainOf(text(node));
}

/** RSS has authors as `ann@acme.example (Ann Smith)`: their names will do. */
function personOf(given: string): string {
  const author = given.slice(0, MOST_NAME);
  const [, name] = /^\S+@\S+\s+\((.+)\)$/.exec(author) ?? [];
  return name ?? author.replace(/^(\S+)@\S+$/, '$1');
}

/** Dates as in RFC 822 and RFC 3339; one without a zone is taken for UTC, and what is no date for none. */
function instantFrom(date: string): Instant | undefined {
  const isWhole = /([zZ]|[+-]\d\d:?\d\d|\b[A-Z]{1,4}|^\d{4}-\d\d-\d\d)$/.test(date);
  const zoned = isWhole ? date : `${date}${/\d:\d\d/.test(date) ? 'Z' : ' UTC'}`;
  return isInstant(zoned) ? toInstant(zoned) : undefined;
}

/** What is too deep to be read as HTML loses its tags without regard to their meaning. */
function plainOf(html: string): string {
  try {
    return textOf(html.slice(0, MOST_HTML));
  } catch {
    return html
      .slice(0, MOST_HTML)
      .replace(/<[^<>]*>/g, ' ')
      .trim();
  }
}

function child(node: Node, name: string): Node | undefined {
  return DomUtils.getElementsByTagName(name, node.children, false, 1)[0];
}

function textIn(node: Node, name: string): string {
  const found = child(node, name);
  return found ? text(found) : '';
}

function text(node: Node): string {
  return DomUtils.textContent(node).trim();
}

function firstOf(...texts: readonly string[]): string {
  return texts.find((one) => one !== '') ?? '';
}
