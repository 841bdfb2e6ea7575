import { describe, expect, it } from 'vitest';
import { caseNumberFor } from '../../../lib/domain/case-number.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import { isEmpty, matches, parseFilter, type ThreadFilter } from '../../../lib/domain/thread-filter.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const CASE = caseNumberFor('search', 0);

const thread: Thread = {
  id: 't1',
  caseNumber: CASE,
  network: 'reddit',
  author: { id: '1', handle: 'ada_l', name: 'Ada Lund' },
  status: 'open',
  version: 3,
  versionToKnow: 3,
  openedAt: '2026-11-21T07:00:00.000Z',
  beganAt: '2026-11-21T07:00:00.000Z',
  changedAt: '2026-11-21T07:10:00.000Z',
  heardAt: '2026-11-21T07:00:00.000Z',
  dueAt: '2026-11-21T08:00:00.000Z',
  decision: 'complaint',
  probability: 0.9,
  kind: 'complaint',
  severity: 3,
  causes: ['billing'],
  risks: ['legal-threat'],
  language: { code: 'de', known: false },
  latestPostId: 'p1',
  excerpt: 'Where is my Parcel? I want my money back.',
  posts: 1,
  sample: false,
  history: false,
  claim: { agent: 'Ana', until: '2026-11-21T09:20:00.000Z' },
  escalation: 3,
  promises: [
    {
      id: 'a',
      text: 'by Friday',
      dueAt: '2026-11-20T17:00:00.000Z',
      by: 'Ana',
      at: NOW,
      brokenAt: '2026-11-20T17:00:01.000Z',
    },
  ],
};

function filterOf(text: string): ThreadFilter {
  const filter = parseFilter(text);
  if ('problems' in filter) throw new Error(filter.problems.join('; '));
  return filter;
}

const finds = (text: string, changed: Partial<Thread> = {}, agent = 'Ana') =>
  matches(filterOf(text), { ...thread, ...changed }, { agent, now: NOW });

describe('the search of a list', () => {
  it.each([
    'cause:refund',
    'cause:billing',
    'CAUSE:Refund',
    'sev:high',
    'sev:3',
    'severity:accusation',
    'is:late',
    'is:overdue',
    'is:mine',
    'is:broken',
    'is:escalated',
    'has:promise',
    'has:risk',
    'risk:legal',
    'risk:any',
    'from:@ada_l',
    'from:ada',
    'from:"ada lund"',
    'channel:reddit',
    'escalation:3',
    'escalation:medium',
    'owner:me',
    'owner:ana',
    'lang:de',
    'parcel',
    'money parcel',
    '"my parcel?"',
    '@ada_l',
    'lund',
    CASE,
    CASE.replace('-', ''),
    'cause:delivery cause:refund',
    'cause:refund sev:high is:late from:@ada channel:reddit parcel',
    '',
  ])('finds the thread by %s', (text) => {
    expect(finds(text)).toBe(true);
  });

  it.each([
    'cause:delivery',
    'sev:low',
    'sev:4',
    'is:unassigned',
    'is:answered',
    'is:repeat',
    'has:survey',
    'risk:press',
    'from:@bob',
    'channel:x',
    'escalation:2',
    'owner:none',
    'owner:ben',
    'lang:en',
    'parcel broken',
    '"parcel my"',
    'cause:refund channel:x',
  ])('does not find it by %s', (text) => {
    expect(finds(text)).toBe(false);
  });

  it('takes a claim that has run out for none', () => {
    const lapsed = { claim: { agent: 'Ana', until: '2026-11-21T08:59:00.000Z' } };
    expect(finds('owner:none', lapsed)).toBe(true);
    expect(finds('is:mine', lapsed)).toBe(false);
  });

  it('asks for each word, and for one of the values of a field', () => {
    expect(finds('sev:1 sev:3')).toBe(true);
    expect(finds('parcel sofa')).toBe(false);
  });

  it('takes a network by the name people give it', () => {
    expect(finds('channel:twitter', { network: 'x' })).toBe(true);
    expect(finds('channel:"google play"', { network: 'google-play' })).toBe(true);
  });

  it.each(['10:30', 'https://acorn.example/order', '"colour:red"'])('looks for %s as for a word', (text) => {
    const excerpt = 'At 10:30 on https://acorn.example/order it was colour:red';
    expect(finds(text, { excerpt })).toBe(true);
    expect(finds(text)).toBe(false);
  });

  it.each([
    ['colour:red', /"colour:" is not a field of the search; there are cause: sev: .*"colour:red" in quotes/],
    ['cause:weather', /"cause:weather" is not known; after cause: expected slow, rude, delivery/],
    ['sev:9', /after sev: expected 1 to 4, low \(1 and 2\) or high/],
    ['escalation:6', /after escalation: expected 1 to 5/],
    ['is:angry', /after is: expected late, overdue, mine/],
    ['has:draft', /after has: expected promise/],
    ['cause:', /"cause:" is not known; after cause: expected/],
    ['from:@', /after from: expected a handle/],
    ['constructor:x', /"constructor:" is not a field/],
    ['is:constructor', /after is: expected/],
    ['has:toString', /after has: expected/],
  ])('says of %s what is allowed', (text, problem) => {
    expect(parseFilter(text)).toEqual({ problems: [expect.stringMatching(problem)] });
  });

  it('says every problem at once', () => {
    expect(parseFilter('colour:red parcel sev:9')).toMatchObject({ problems: { length: 2 } });
  });

  it('knows a search without words', () => {
    expect(isEmpty(filterOf('  '))).toBe(true);
    expect(isEmpty(filterOf('parcel'))).toBe(false);
  });
});
