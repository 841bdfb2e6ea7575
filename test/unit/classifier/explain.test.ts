import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../lib/classifier/explain.ts';
import { readText } from '../../../lib/classifier/reading.ts';

const explained = (text: string, parts: readonly number[], bias = 0) =>
  explain(readText(text), { bias, parts, total: parts.reduce((sum, part) => sum + part, bias) });

describe('the deciding words', () => {
  it('are spans of the original text, capitals and all', () => {
    const { because } = explained('Still  WAITING here', [1, 1.5, 0]);
    expect(because).toEqual([{ text: 'Still  WAITING', start: 0, end: 14, weight: 2.5 }]);
  });

  it('joins neighbours that pull the same way and parts those that do not', () => {
    const { because } = explained('thanks but still waiting', [-1, 0, 1, 1]);
    expect(because.map(({ text, weight }) => [text, weight])).toEqual([
      ['thanks', -1],
      ['still waiting', 2],
    ]);
  });

  it('shows no handle, link or comma', () => {
    expect(explained('@Nimbus , https://example.org/x', [2, 2, 2]).because).toEqual([]);
  });

  it('shows at most six, the heaviest, in the order of the text', () => {
    const { because } = explained('a , b , c , d , e , f , g , h', [1, 0, 9, 0, 2, 0, 8, 0, 3, 0, 7, 0, 4, 0, 5]);
    expect(because.map(({ weight }) => weight)).toEqual([9, 8, 3, 7, 4, 5]);
  });

  it('shows the earlier ones of equals', () => {
    const { because } = explained('a , b , c , d , e , f , g', [1, 0, 1, 0, -1, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect(because.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('adds up to the score together with the rest, whatever the parts', () => {
    const part = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(part, { minLength: 8, maxLength: 8 }), part, (parts, bias) => {
        const { because, rest } = explained('my parcel never came , why ? @x', parts, bias);
        const shown = because.reduce((sum, { weight }) => sum + weight, 0);
        expect(shown + rest).toBeCloseTo(
          parts.reduce((sum, p) => sum + p, bias),
          9,
        );
      }),
    );
  });
});
