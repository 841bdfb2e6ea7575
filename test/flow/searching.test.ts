// Looking through a list for what somebody typed: a stretch at a time, honest about what was not looked at.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadList } from '../../lib/api/schemas.ts';
import { plus } from '../../lib/domain/time.ts';
import { write } from '../../lib/store/db.ts';
import { appendEvent } from '../../lib/store/threads.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { openedEvent } from '../support/opened-event.ts';

const THREADS = 1250;

let earshot: TestEarshot;

/** The last one speaks of a sofa; every tenth is on Reddit. */
function opening(n: number, now: string) {
  const event = openedEvent(`thread-${n}`, plus(now, { seconds: n }));
  const network = n % 10 === 0 ? 'reddit' : 'x';
  const excerpt = n === THREADS - 1 ? 'The sofa came without legs.' : event.excerpt;
  return appendEvent(undefined, { ...event, excerpt, thread: { ...event.thread, network } }).writes;
}

async function search(q: string, after?: string): Promise<ThreadList> {
  const { status, body } = await earshot.call(`/threads?${new URLSearchParams({ q, ...(after ? { after } : {}) })}`);
  expect({ status, detail: body.detail }).toEqual({ status: 200 });
  return body;
}

describe('searching a list', () => {
  beforeAll(async () => {
    earshot = await startEarshot();
    const now = earshot.clock.now();
    for (let start = 0; start < THREADS; start += 40) {
      const some = Array.from({ length: Math.min(40, THREADS - start) }, (_, offset) => start + offset);
      await write(
        earshot.house.db(),
        some.flatMap((n) => opening(n, now)),
      );
    }
  });
  afterAll(() => earshot.stop());

  it('finds what stands far behind by going on, and says so before', async () => {
    const first = await search('sofa');
    expect(first.items).toEqual([]);
    expect(first.next).toBeDefined();
    const rest = await search('sofa', first.next);
    expect(rest.items.map(({ id }) => id)).toEqual([`thread-${THREADS - 1}`]);
    expect(rest.next).toBeUndefined();
  });

  it('shows each thread that fits once, in the order of the list', async () => {
    const found: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await search('channel:reddit cause:refund', after);
      found.push(...page.items.map(({ id }) => id));
      expect(page.items.length).toBeLessThanOrEqual(100);
      after = page.next;
      pages += 1;
    } while (after);
    expect(found).toEqual(Array.from({ length: THREADS / 10 }, (_, n) => `thread-${n * 10}`));
    expect(pages).toBeGreaterThan(1);
  });

  it('answers an empty search as the list', async () => {
    const { items, next } = await search('');
    expect(items).toHaveLength(100);
    expect(next).toBeDefined();
  });

  it('looks through what one has claimed, too', async () => {
    await earshot.call('/threads/thread-10/events', { method: 'POST', body: { type: 'claim' } });
    await earshot.call('/threads/thread-11/events', { method: 'POST', body: { type: 'claim' } });
    const { body } = await earshot.call('/threads?owner=Ana&q=channel:reddit');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['thread-10']);
    expect((await search('is:mine')).items).toHaveLength(2);
  });

  it('says what is wrong with a search', async () => {
    const { status, body } = await earshot.call('/threads?q=colour:red');
    expect(status).toBe(400);
    expect(body.detail).toMatch(/"colour:" is not a field of the search; there are cause: sev:/);
  });
});
