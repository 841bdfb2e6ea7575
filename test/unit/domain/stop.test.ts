// Which stop switch keeps what from happening.
import { describe, expect, it } from 'vitest';
import { isNetworkStopped, isStoppable, stopOfSending, stopOfSource, stopWords } from '../../../lib/domain/stop.ts';
import { at } from './histories.ts';

const stop = (what: string) => ({ what, by: 'Ana', at: at('14:02') });
const mentions = { id: 'x:mentions:44', network: 'x' };
const search = { id: 'x:search:9f86d081884c', network: 'x' };

describe('a stop switch', () => {
  it.each(['sending', 'network/x', 'network/google-play', 'source/x:mentions:44', 'source/rss:feed:Acorn-News'])(
    'can be "%s"',
    (what) => {
      expect(isStoppable(what)).toBe(true);
    },
  );

  it.each([
    '',
    'receiving',
    'sending ',
    'network/',
    'network/X Y',
    'source/',
    'source/a b',
    `source/${'a'.repeat(201)}`,
  ])('cannot be "%s"', (what) => {
    expect(isStoppable(what)).toBe(false);
  });

  it('of a source keeps that source from being read, and no other', () => {
    const stops = [stop('source/x:mentions:44')];
    expect(stopOfSource(stops, mentions)?.what).toBe('source/x:mentions:44');
    expect(stopOfSource(stops, search)).toBeUndefined();
    expect(stopOfSending(stops, 'x')).toBeUndefined();
    expect(isNetworkStopped(stops, 'x')).toBe(false);
  });

  it('of a network keeps all its sources from being read and its posts from being answered, and no other network', () => {
    const stops = [stop('network/x')];
    expect([mentions, search].map((source) => stopOfSource(stops, source)?.what)).toEqual(['network/x', 'network/x']);
    expect(stopOfSending(stops, 'x')?.what).toBe('network/x');
    expect(isNetworkStopped(stops, 'x')).toBe(true);
    expect(stopOfSource(stops, { id: 'bluesky:mentions:7', network: 'bluesky' })).toBeUndefined();
    expect(stopOfSending(stops, 'bluesky')).toBeUndefined();
  });

  it('of all sending keeps every answer back, and everything is read all the same', () => {
    const stops = [stop('sending')];
    expect(stopOfSending(stops, 'x')?.what).toBe('sending');
    expect(stopOfSending(stops, 'mastodon')?.what).toBe('sending');
    expect(stopOfSource(stops, mentions)).toBeUndefined();
    expect(isNetworkStopped(stops, 'x')).toBe(false);
  });

  it('says who moved it, when and why', () => {
    expect(stopWords(stop('sending'))).toBe('switched off by Ana since 2026-11-23 14:02 UTC');
    expect(stopWords({ ...stop('sending'), reason: 'wrong texts' })).toBe(
      'switched off by Ana since 2026-11-23 14:02 UTC: wrong texts',
    );
  });
});
