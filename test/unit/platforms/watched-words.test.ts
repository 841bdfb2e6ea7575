// Finding the watched words on networks that cannot be asked for them.
import { describe, expect, it } from 'vitest';
import { watchFor } from '../../../lib/platforms/watched-words.ts';

describe('a watched word', () => {
  it.each([
    ['in other letters', 'acme', 'Is ACME down?'],
    ['with an ending of its own', 'acme', "Acme's service"],
    ['at the end', 'acme', 'never again, acme'],
    ['between signs', 'acme', '(acme)'],
    ['as a hashtag', '#acme', 'never again #Acme!'],
    ['with signs in it', 'c++', 'a C++ shop'],
    ['as a phrase over a line break', 'acorn mobile', 'Acorn\n  Mobile is down'],
    ['written with another accent', 'cafe\u0301', 'the Café'],
    ['among letters without spaces', '返金', 'はやく返金してください'],
  ])('is found %s', (_how, word, text) => {
    expect(watchFor([word])(text)).toBe(true);
  });

  it.each([
    ['inside another word', 'acme', 'acmeology and macme'],
    ['as half of a phrase', 'acorn mobile', 'acorn and mobile'],
    ['as a hashtag that goes on', '#acme', '#acmefan'],
    ['where nothing is watched', ' ', 'anything'],
  ])('is not found %s', (_how, word, text) => {
    expect(watchFor([word])(text)).toBe(false);
  });
});
