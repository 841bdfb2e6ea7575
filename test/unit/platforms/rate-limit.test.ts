// When a network may be called again.
import { describe, expect, it } from 'vitest';
import { retryAt } from '../../../lib/platforms/rate-limit.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const from = (headers: Record<string, string>) => retryAt((name) => headers[name], NOW);

describe('the time of the next call after a refusal', () => {
  it('is the latest of several headers', () => {
    expect(from({ 'retry-after': '30', 'x-rate-limit-reset': '1795252200' })).toBe('2026-11-21T09:10:00.000Z');
  });

  it('reads small numbers as seconds from now, as the draft standard has them', () => {
    expect(from({ 'ratelimit-reset': '30' })).toBe('2026-11-21T09:00:30.000Z');
  });

  it('is later than now even when the network says a time that has passed', () => {
    expect(from({ 'x-rate-limit-reset': '1795251000' })).toBe('2026-11-21T09:01:00.000Z');
    expect(from({ 'retry-after': '0' })).toBe('2026-11-21T09:01:00.000Z');
  });

  it('is never more than a day away, whatever the header says', () => {
    expect(from({ 'retry-after': '99999999' })).toBe('2026-11-22T09:00:00.000Z');
    expect(from({ 'x-rate-limit-reset': '9'.repeat(400) })).toBe('2026-11-21T09:01:00.000Z');
  });

  it('ignores what is neither a number nor a time', () => {
    expect(from({ 'retry-after': 'soon' })).toBe('2026-11-21T09:01:00.000Z');
  });

  it('ignores a day bucket that is not used up', () => {
    const headers = { 'x-app-limit-24hour-remaining': '5', 'x-app-limit-24hour-reset': '1795305600' };
    expect(from({ ...headers, 'x-rate-limit-reset': '1795252200' })).toBe('2026-11-21T09:10:00.000Z');
  });
});
