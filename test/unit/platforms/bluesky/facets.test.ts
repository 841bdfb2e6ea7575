// The places of links and handles in an answer on Bluesky.
import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../../../lib/platforms/bluesky/facets.ts';

const ANN = { id: 'did:plc:ann', handle: 'ann.bsky.social' };

const marked = (text: string): string[] =>
  facetsOf(text, ANN).map(({ index }) => Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString());

describe('what is marked in an answer', () => {
  it.each([
    ['nothing in plain text', 'Sorry about that', []],
    ['a link without the full stop after it', 'See https://acme.example/a.', ['https://acme.example/a']],
    ['a link in brackets', '(see https://acme.example/a)', ['https://acme.example/a']],
    ['a link with brackets of its own', 'https://acme.example/a_(b)', ['https://acme.example/a_(b)']],
    ['a link after letters of several bytes', 'Grüße 😀 https://acme.example', ['https://acme.example']],
    ['two links', 'https://a.example https://b.example', ['https://a.example', 'https://b.example']],
    ['the author, however written', 'Hi @Ann.bsky.social!', ['@Ann.bsky.social']],
    ['nobody else', 'Hi @bob.bsky.social', []],
    ['no handle that only begins like the author', 'Hi @ann.bsky.social.evil.example', []],
    ['no handle inside a link', 'https://bsky.app/@ann.bsky.social', ['https://bsky.app/@ann.bsky.social']],
  ])('is %s', (_what, text, expected) => {
    expect(marked(text)).toEqual(expected);
  });
});
