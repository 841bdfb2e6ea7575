import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Call, callSummary, mergedCall } from '../../../lib/domain/call.ts';

const instant = fc.integer({ min: 0, max: 59 }).map((s) => `2026-11-20T10:00:${String(s).padStart(2, '0')}.000Z`);
const told = fc
  .record(
    { startedAt: instant, connectedAt: instant, endedAt: instant, agent: fc.string(), number: fc.string() },
    { requiredKeys: [] },
  )
  .map((fields): Call => ({ contactId: 'one', ...fields }));

function all(calls: readonly Call[]): Call {
  return calls.reduce(mergedCall, { contactId: 'one' });
}

it('is the same call in whatever order its events come, and however often', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 5 }), fc.nat(), (events, turn) => {
      const turned = [...events.slice(turn % events.length), ...events.slice(0, turn % events.length)];
      expect(all([...turned, ...events.toReversed()])).toEqual(all(events));
    }),
  );
});

it.each([
  [{}, 'Call from the customer, under way'],
  [{ endedAt: '2026-11-20T10:00:00.000Z' }, 'Call from the customer, not answered, ended'],
  [
    { direction: 'out', connectedAt: '2026-11-20T10:00:00.000Z', endedAt: '2026-11-20T11:00:01.000Z' },
    'Call to the customer, answered, 60 min 1 s',
  ],
] as const)('says of %j: %s', (fields, words) => {
  expect(callSummary({ contactId: 'one', ...fields })).toBe(words);
});
