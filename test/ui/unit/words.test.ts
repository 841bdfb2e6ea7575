import { describe, expect, it } from 'vitest';
import { customerTitle } from '../../../ui/src/customer/customer-title.ts';
import { rowWindow, scrollToShow } from '../../../ui/src/inbox/row-window.ts';
import { formatRoute, parseRoute } from '../../../ui/src/shared/route.ts';
import { ago, due, span } from '../../../ui/src/shared/times.ts';
import { authorName, estimateLength, languageWords, likelihood, money } from '../../../ui/src/shared/words.ts';
import { markedText } from '../../../ui/src/thread/marked-text.ts';
import { aThread } from './small-server.ts';

const MINUTE = 60_000;

describe('words for what the server says', () => {
  it('a probability is said in words', () => {
    expect([0.97, 0.7, 0.5, 0.2, 0.01].map(likelihood)).toEqual([
      'Very likely a complaint',
      'Probably a complaint',
      'Could be either way',
      'Probably not a complaint',
      'Very likely not a complaint',
    ]);
  });

  it('a language the model does not know is left to a person, and so is one that nobody recognises', () => {
    expect(languageWords({ code: 'pl', known: false })).toBe('Polish: not judged, a person must read it');
    expect(languageWords({ code: 'und', known: false })).toBe('Language not recognised: a person must read it');
    expect(languageWords({ code: 'en', known: true })).toBe('English');
  });

  it('a customer without a name is called as their account is', () => {
    const by = { basis: 'own-account', evidence: '', by: 'Earshot', at: '2026-11-21T08:30:00Z' } as const;
    const link = { ...by, id: 'l1', kind: 'author', value: 'trustpilot/u-7', label: 'Mo' } as const;
    const nobody = { id: 'c1', summary: { promised: [] }, suggestions: [], links: [], timeline: [] };
    expect(customerTitle({ ...nobody, links: [link] })).toBe('Mo');
    expect(customerTitle(nobody)).toBe('Customer without a name');
  });

  it('an author is called by their name, else by their handle', () => {
    expect(authorName({ name: 'Mo Kent', handle: 'mo_k' })).toBe('Mo Kent');
    expect(authorName({ handle: 'mo_k' })).toBe('mo_k');
  });

  it('a cost is said before it is paid', () => {
    expect([0, 5_000, 200_000].map(money)).toEqual(['free', '$0.005', '$0.20']);
  });

  it('a length is estimated the way the network counts', () => {
    expect(estimateLength('👩‍👩‍👧 ok', 'grapheme')).toBe(4);
    expect(estimateLength('👩‍👩‍👧 ok', 'x-weighted')).toBe(5);
    expect(estimateLength('see https://example.org/a/very/long/address “now”', 'x-weighted')).toBe(33);
    expect(estimateLength('日本', 'x-weighted')).toBe(4);
    expect(estimateLength('日本\n', 'character')).toBe(3);
  });
});

const at = (minutes: number) => Date.parse('2026-11-21T08:30:00Z') + minutes * MINUTE;

describe('times', () => {
  it('a deadline is words and a level: what is left of the time allowed, or less than a quarter of an hour', () => {
    const thread = aThread('t', { dueAt: '2026-11-21T10:30:00Z' });
    expect([10, 70, 110, 160].map((minutes) => due(thread, at(minutes)))).toEqual([
      { text: '1h 50m left', level: 'calm' },
      { text: '50m left', level: 'calm' },
      { text: '10m left', level: 'urgent' },
      { text: '40m overdue', level: 'late' },
    ]);
    const levels = ([50, 75, 100] as const).map((warned) => due({ ...thread, warned }, at(70)).level);
    expect(levels).toEqual(['soon', 'urgent', 'urgent']);
  });

  it('a thread that waits for the customer is paused', () => {
    const { dueAt: _none, ...waiting } = aThread('t', { status: 'waiting' });
    expect(due(waiting, at(0))).toEqual({ text: 'paused', level: 'none' });
  });

  it('spans and moments read short', () => {
    expect([30_000, 5 * MINUTE, 125 * MINUTE, 26 * 60 * MINUTE, 300 * 60 * MINUTE].map(span)).toEqual([
      '<1m',
      '5m',
      '2h 5m',
      '1d 2h',
      '12d',
    ]);
    expect(ago('2026-11-21T08:30:00Z', at(0) + 20_000)).toBe('20 s ago');
  });
});

describe('the marked words of a post', () => {
  it('keep the text whole and mark what decided', () => {
    const because = [
      { text: 'late', start: 8, end: 12, weight: 1.5 },
      { text: 'Still', start: 0, end: 5, weight: 0.7 },
    ];
    expect(markedText('Still 2 late', because.slice(1))).toEqual([{ text: 'Still', weight: 0.7 }, { text: ' 2 late' }]);
    const pieces = markedText('Still a late kettle', because);
    expect(pieces.map((piece) => piece.text).join('')).toBe('Still a late kettle');
    expect(pieces.filter((piece) => piece.weight !== undefined)).toHaveLength(2);
  });

  it('leave out marks that overlap or lie outside, and lose no letter', () => {
    const because = [
      { text: '', start: 0, end: 4, weight: 1 },
      { text: '', start: 2, end: 6, weight: 1 },
      { text: '', start: 5, end: 99, weight: 1 },
      { text: '', start: 5, end: 5, weight: 1 },
    ];
    expect(markedText('<b>no</b>', because)).toEqual([{ text: '<b>n', weight: 1 }, { text: 'o</b>' }]);
  });
});

describe('places', () => {
  it('every list, thread and customer is a link that leads back to it', () => {
    for (const route of [
      { page: 'inbox', view: 'to-decide' },
      { page: 'inbox', view: 'mine', threadId: 'x/12 3#4' },
      { page: 'inbox', view: 'open', q: 'cause:refund from:@x ü/?&' },
      { page: 'inbox', view: 'snoozed', threadId: 't', q: 'kettle' },
      { page: 'customer', id: 'c/1' },
      { page: 'settings' },
    ] as const) {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }
  });

  it('an unknown address leads to what needs a reply', () => {
    expect(['', '#/', '#/inbox/nonsense', '#/%E0%A4%A'].map((hash) => parseRoute(hash))).toEqual(
      Array.from({ length: 4 }, () => ({ page: 'inbox', view: 'open' })),
    );
  });

  it('of ten thousand rows only those in sight are drawn', () => {
    expect(rowWindow(10_000, { scrollTop: 84_000, height: 840 })).toEqual([996, 1014]);
    expect(rowWindow(3, { scrollTop: 0, height: 840 })).toEqual([0, 3]);
    expect(rowWindow(3, { scrollTop: 84_000, height: 840 })).toEqual([3, 3]);
  });

  it('an opened row is scrolled wholly into sight and no further', () => {
    const viewport = { scrollTop: 840, height: 840 };
    expect([9, 12, 20].map((index) => scrollToShow(index, viewport))).toEqual([756, 840, 924]);
  });
});
