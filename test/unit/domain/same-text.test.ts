// Which words are the same to a network, whatever differs from person to person.
import { describe, expect, it } from 'vitest';
import { digestOf, othersWithin, personOf, sameTextRule } from '../../../lib/domain/same-text.ts';

const NAMES = ['ada_93', 'Ada Lovelace', 'Ana'];
const WORDS = digestOf('Hi Ada, we are sorry. Your refund comes by Friday. – Ana', NAMES);

describe('the same words', () => {
  it.each([
    ['another name', 'Hi Bob, we are sorry. Your refund comes by Friday. – Ana', ['bob', 'Bob', 'Ana']],
    ['another signature', 'Hi Ada, we are sorry. Your refund comes by Friday. – Ben', ['ada', 'Ada', 'Ben']],
    ['a handle', '@ada_93 hi, we are sorry. Your refund comes by Friday', NAMES],
    ['a full handle', '@ada@elsewhere.example Hi, we are sorry. Your refund comes by Friday', NAMES],
    ['numbers', 'Hi Ada, we are sorry (4821-7305). Your refund 12,50 comes by Friday. – Ana', NAMES],
    ['a link', 'Hi Ada, we are sorry. Your refund comes by Friday. https://acorn.example/4?x=1 – Ana', NAMES],
    ['case and marks', 'HI ADA! We are SORRY... your refund comes by friday? – Ana', NAMES],
    ['fancy letters', 'Ｈｉ Ada, we are sorry. Your refund comes by Friday. – Ana', NAMES],
  ])('are those with %s', (_what, text, names) => {
    expect(digestOf(text, names)).toBe(WORDS);
  });

  it.each([
    ['one word more', 'Hi Ada, we are very sorry. Your refund comes by Friday. – Ana'],
    ['another word', 'Hi Ada, we are sorry. Your parcel comes by Friday. – Ana'],
    ['another order', 'Your refund comes by Friday. Hi Ada, we are sorry. – Ana'],
  ])('are not those with %s', (_what, text) => {
    expect(digestOf(text, NAMES)).not.toBe(WORDS);
  });

  it('are none where nothing is left but names, links and numbers', () => {
    expect(digestOf('@ada_93 Ada https://acorn.example/1 123 👍', NAMES)).toBeUndefined();
  });

  it('are counted for other people within a day, each once, and tell nobody who they are', () => {
    const now = '2026-11-23T10:00:00.000Z';
    const sent = [
      { to: 'a', replyId: '1', at: '2026-11-23T09:00:00.000Z' },
      { to: 'a', replyId: '2', at: '2026-11-23T09:30:00.000Z' },
      { to: 'b', replyId: '3', at: '2026-11-22T10:00:01.000Z' },
      { to: 'c', replyId: '4', at: '2026-11-22T10:00:00.000Z' },
    ];
    expect(othersWithin(sent, 'b', now)).toBe(1);
    expect(othersWithin(sent, 'z', now)).toBe(2);
    const author = { id: '7', handle: 'ada' };
    expect(personOf({ network: 'x', author })).not.toBe(personOf({ network: 'y', author }));
    expect(personOf({ network: 'x', author })).not.toContain('ada');
  });

  it('have a limit everywhere, with the network’s own rule where it is known', () => {
    expect(sameTextRule('x')).toMatchObject({ people: 3, source: expect.stringContaining('https://docs.x.com/') });
    expect(sameTextRule('discourse')).toMatchObject({ people: 5 });
    expect(sameTextRule('discourse').source).toBeUndefined();
  });
});
