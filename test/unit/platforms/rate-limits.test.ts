// What networks say of their limits is kept for all runs: no call is made that must be refused, and answers come first.
import { describe, expect, it } from 'vitest';
import { plus } from '../../../lib/domain/time.ts';
import { RateLimited } from '../../../lib/platforms/platform-errors.ts';
import { limitIn } from '../../../lib/platforms/rate-limit.ts';
import { admit, heed } from '../../../lib/platforms/rate-limits.ts';
import { limitsInMemory } from '../../support/platform-scene.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const IN_TEN_MINUTES = '2026-11-21T09:10:00.000Z';
/** Ten minutes from now, as unix seconds. */
const RESET = '1795252200';
/** At the end of the day, as unix seconds. */
const MIDNIGHT = '1795305600';

type Headers = Readonly<Record<string, string>>;

const limitOf = (headers: Headers) => limitIn((name) => headers[name], NOW);
const day = (remaining: number, limit = 1000) => ({
  'x-app-limit-24hour-limit': String(limit),
  'x-app-limit-24hour-remaining': String(remaining),
  'x-app-limit-24hour-reset': MIDNIGHT,
});
const quarter = (remaining: number, limit = 900) => ({
  'x-rate-limit-limit': String(limit),
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': RESET,
});

describe('the limit an answer tells of', () => {
  it.each<[string, Headers]>([
    ['X, in unix seconds', quarter(12, 900)],
    ['Bluesky, in unix seconds', { 'ratelimit-limit': '900', 'ratelimit-remaining': '12', 'ratelimit-reset': RESET }],
    ['Mastodon, as a time', mastodon('2026-11-21T09:10:00.000000Z')],
    ['Reddit, in seconds from now and parts of calls', { ...mastodon('600'), 'x-ratelimit-remaining': '12.0' }],
  ])('is read as %s', (_, headers) => {
    expect(limitOf(headers)).toEqual({ remaining: 12, resetAt: IN_TEN_MINUTES, most: 900 });
  });

  it('is no limit where nothing, half of it, or something that has passed is said', () => {
    expect(limitOf({})).toBeUndefined();
    expect(limitOf({ 'x-rate-limit-remaining': '3' })).toBeUndefined();
    expect(limitOf({ 'x-rate-limit-remaining': 'many', 'x-rate-limit-reset': RESET })).toBeUndefined();
    expect(limitOf({ 'x-rate-limit-remaining': '', 'x-rate-limit-reset': RESET })).toBeUndefined();
    expect(limitOf({ 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': '1795251600' })).toBeUndefined();
  });

  it('is reckoned from what is used where the network says that instead, as Reddit does', () => {
    const headers = { 'x-ratelimit-remaining': '40.0', 'x-ratelimit-used': '60', 'x-ratelimit-reset': '600' };
    expect(limitOf(headers)).toEqual({ remaining: 40, resetAt: IN_TEN_MINUTES, most: 100 });
  });

  it('is not believed for more than a day', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90000000' };
    expect(limitOf(headers)?.resetAt).toBe(plus(NOW, { hours: 24 }));
  });

  it('is not opened again by an answer that was under way when it was closed', async () => {
    const limits = limitsInMemory();
    const counted = { bucket: 'all', urgent: false, call: 'X: GET /2/x' };
    await heed(limits, counted, { status: 429, header: (name) => ({ 'retry-after': '600' })[name], now: NOW });
    await heed(limits, counted, {
      status: 200,
      header: (name) => quarter(3)[name as keyof ReturnType<typeof quarter>],
      now: NOW,
    });
    expect(await limits.load('all')).toMatchObject({ remaining: 0 });
  });

  it('goes without the most where that is not a plain number', () => {
    const drafted = { 'ratelimit-limit': '100, 100;w=60', 'ratelimit-remaining': '12', 'ratelimit-reset': '600' };
    expect(limitOf(drafted)).toEqual({ remaining: 12, resetAt: IN_TEN_MINUTES });
  });

  it('is the tightest of several: of the one that leaves the smallest share', () => {
    expect(limitOf({ ...quarter(300), ...day(0) })).toMatchObject({
      remaining: 0,
      resetAt: '2026-11-22T00:00:00.000Z',
    });
    expect(limitOf({ ...quarter(80, 900), ...day(60, 100) })).toMatchObject({ remaining: 80 });
  });

  it('is the one that lasts longest where several are used up', () => {
    expect(limitOf({ ...quarter(0), ...day(0) })).toMatchObject({ resetAt: '2026-11-22T00:00:00.000Z' });
  });
});

describe('a call', () => {
  const read = { bucket: 'GET /2/users/:id/mentions', urgent: false, call: 'X: GET mentions' };
  const answer = { bucket: read.bucket, urgent: true, call: 'X: POST tweets' };

  /** What is kept after a network answered like this. */
  async function after(headers: Headers, status = 200) {
    const limits = limitsInMemory();
    await heed(limits, read, { status, header: (name) => headers[name], now: NOW });
    return limits;
  }

  it('is made as long as nothing is known, and where nothing is kept', async () => {
    await expect(admit(limitsInMemory(), read, NOW)).resolves.toBeUndefined();
    await expect(admit(undefined, read, NOW)).resolves.toBeUndefined();
    await heed(undefined, read, { status: 429, header: () => undefined, now: NOW });
  });

  it('is made while more is left than what is kept for answers', async () => {
    await expect(admit(await after(quarter(91, 900)), read, NOW)).resolves.toBeUndefined();
  });

  it('that reads is not made for the last tenth, and an answer is', async () => {
    const limits = await after(quarter(90, 900));
    await expect(admit(limits, read, NOW)).rejects.toThrow(
      `X: GET mentions was not made: the last 90 calls are kept for answers until ${IN_TEN_MINUTES}`,
    );
    await expect(admit(limits, answer, NOW)).resolves.toBeUndefined();
  });

  it('is not made by anybody while all are used, and is when they are there again', async () => {
    const limits = await after(quarter(0));
    await expect(admit(limits, answer, NOW)).rejects.toThrow(RateLimited);
    await expect(admit(limits, read, NOW)).rejects.toMatchObject({ retryAt: IN_TEN_MINUTES });
    await expect(admit(limits, read, IN_TEN_MINUTES)).resolves.toBeUndefined();
  });

  it('is not kept from by a small limit of which a tenth is less than one call', async () => {
    await expect(admit(await after(quarter(1, 5)), read, NOW)).resolves.toBeUndefined();
  });

  it.each([420, 429])('is not made after a refusal with %i until the network wants it again', async (status) => {
    const limits = await after({ 'retry-after': '90' }, status);
    await expect(admit(limits, answer, NOW)).rejects.toMatchObject({ retryAt: plus(NOW, { seconds: 90 }) });
    const unsaid = await after({}, status);
    await expect(admit(unsaid, read, NOW)).rejects.toMatchObject({ retryAt: plus(NOW, { seconds: 60 }) });
  });

  it('is not made while a server that is down has said until when, by the header that is meant for it', async () => {
    const limits = await after({ 'retry-after': '90', 'x-rate-limit-reset': RESET }, 503);
    await expect(admit(limits, read, NOW)).rejects.toMatchObject({ retryAt: plus(NOW, { seconds: 90 }) });
  });

  it('is kept from by its own bucket alone', async () => {
    const limits = await after(quarter(0));
    await expect(admit(limits, { ...read, bucket: 'GET /2/tweets/search/recent' }, NOW)).resolves.toBeUndefined();
  });

  it('after another failure is made: that says nothing of limits', async () => {
    await expect(admit(await after({ 'retry-after': '90' }, 500), read, NOW)).resolves.toBeUndefined();
    await expect(admit(await after({ 'x-rate-limit-reset': RESET }, 503), read, NOW)).resolves.toBeUndefined();
  });
});

function mastodon(reset: string): Headers {
  return { 'x-ratelimit-limit': '900', 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': reset };
}
