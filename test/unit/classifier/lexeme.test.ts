import { expect, it } from 'vitest';
import { isListed, lexemeAt, readDocument } from '../../../lib/classifier/lexeme.ts';
import { readText } from '../../../lib/classifier/reading.ts';

it('asks wink-nlp once about each way to write a word', () => {
  const [slow, again, capital] = [0, 1, 2].map((i) => lexemeAt(i, readDocument('slow slow Slow')));
  expect(again).toBe(slow);
  expect(capital).not.toBe(slow);
  expect(capital?.word).toBe(slow?.word);
});

it('forgets unknown words and links when there are very many, so that a process may run for ever, and reads on alike', () => {
  const text = "@NimbusHelp it's 3 weeks, my #refund isn't here… https://example.org/x";
  const before = readText(text);
  const sizes = Array.from({ length: 50 }, (_, part) => {
    readText(Array.from({ length: 5_000 }, (_, i) => `https://example.org/${part}/${i}`).join(' '));
    // How many lexemes wink-nlp holds; its types leave the cache open.
    return (readDocument('').cache as { currentSize(): number }).currentSize();
  });
  expect(Math.max(...sizes)).toBeGreaterThan(290_000);
  expect(Math.max(...sizes)).toBeLessThan(310_000);
  const after = readText(text);
  expect(after.pairs).toEqual(before.pairs);
  expect(after.tokens.map(({ start, normal, negated }) => [start, normal, negated])).toEqual(
    before.tokens.map(({ start, normal, negated }) => [start, normal, negated]),
  );
});

it('knows the words of the language from names', () => {
  for (const word of ['sprout', 'four', 'orange']) expect(isListed(word)).toBe(true);
  for (const name of ['norrwind', 'birchtel', 'two words']) expect(isListed(name)).toBe(false);
});
