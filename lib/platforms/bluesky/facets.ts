// Marks the links and the author's handle in an answer: Bluesky takes a text literally and wants their places in UTF-8 bytes.
import type { Author } from '../../domain/mention.ts';

export interface Facet {
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly [
    | { readonly $type: 'app.bsky.richtext.facet#link'; readonly uri: string }
    | { readonly $type: 'app.bsky.richtext.facet#mention'; readonly did: string },
  ];
}

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?'”’]/g;

/** The facets of `text`. Only the author's handle is known to belong to an account; other handles stay plain text. */
export function facetsOf(text: string, author: Pick<Author, 'id' | 'handle'>): Facet[] {
  const links = [...text.matchAll(LINK)].map((match): Facet => {
    const uri = withoutLoneBracket(match[0]);
    return { index: bytesOf(text, match.index, uri), features: [{ $type: 'app.bsky.richtext.facet#link', uri }] };
  });
  const handle = `@${author.handle}`;
  const mentions = [...text.matchAll(/@[\w.-]*\w/g)]
    .filter(([word]) => word.toLowerCase() === handle.toLowerCase())
    .map(
      ({ index }): Facet => ({
        index: bytesOf(text, index, handle),
        features: [{ $type: 'app.bsky.richtext.facet#mention', did: author.id }],
      }),
    )
    .filter(
      ({ index }) =>
        !links.some((link) => index.byteStart < link.index.byteEnd && index.byteEnd > link.index.byteStart),
    );
  return [...links, ...mentions].toSorted((a, b) => a.index.byteStart - b.index.byteStart);
}

function bytesOf(text: string, start: number, part: string): Facet['index'] {
  const byteStart = Buffer.byteLength(text.slice(0, start));
  return { byteStart, byteEnd: byteStart + Buffer.byteLength(part) };
}

/** A closing bracket belongs to the sentence unless the link opened one. */
function withoutLoneBracket(uri: string): string {
  return uri.endsWith(')') && !uri.includes('(') ? uri.slice(0, -1) : uri;
}
