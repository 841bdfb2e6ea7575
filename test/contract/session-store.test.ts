// The right to renew a sign-in, which only one run may have, on the embedded DynamoDB and in the tests' memory.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { startDynamodbEngine } from '../../lib/local/engines/dynamodb-engine.ts';
import type { SharedSessions } from '../../lib/platforms/sessions.ts';
import { sessionStore } from '../../lib/store/sessions.ts';
import { sessionsInMemory } from '../support/sessions-in-memory.ts';
import { openSession, TableName } from './dynamodb-fixture.ts';

interface Token {
  readonly token: string;
}

const NOW = '2026-11-21T09:00:00.000Z';
const UNTIL = plus(NOW, { seconds: 40 });
const LATER = plus(NOW, { seconds: 41 });

const homes = [
  {
    name: 'the table',
    open: async () => {
      const { documents, close } = await openSession((clock) => startDynamodbEngine({ clock }));
      return { sessions: sessionStore<Token>({ client: documents, table: TableName }, 'bluesky'), close };
    },
  },
  { name: 'memory', open: async () => ({ sessions: sessionsInMemory<Token>(), close: async () => undefined }) },
];

describe.each(homes)('shared sessions in $name', ({ open }) => {
  let sessions: SharedSessions<Token>;
  let close: () => Promise<unknown>;
  beforeEach(async () => {
    ({ sessions, close } = await open());
  });
  afterEach(() => close());

  it('keep what the run that had the right has saved, and give the right to the next', async () => {
    const first = await sessions.hold(NOW, UNTIL);
    expect(await first!.save({ token: 'one' })).toBe(true);
    expect(await sessions.load()).toEqual({ token: 'one' });
    const second = await sessions.hold(NOW, UNTIL);
    expect(await second!.save({ token: 'two' })).toBe(true);
    expect(await sessions.load()).toEqual({ token: 'two' });
  });

  it('give the right to one of many runs that ask at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 6 }, () => sessions.hold(NOW, UNTIL)));
    expect(asked.filter((right) => right !== undefined).length).toBeLessThanOrEqual(1);
    const right = asked.find((each) => each !== undefined) ?? (await sessions.hold(NOW, UNTIL));
    expect(right).toBeDefined();
    expect(await sessions.hold(NOW, UNTIL)).toBeUndefined();
    await right!.release();
    expect(await sessions.hold(NOW, UNTIL)).toBeDefined();
  });

  it('take the right from a run that died, and let it change nothing when it wakes', async () => {
    const dead = await sessions.hold(NOW, UNTIL);
    expect(await sessions.hold(plus(UNTIL, { milliseconds: -1 }), LATER)).toBeUndefined();
    const next = await sessions.hold(LATER, plus(LATER, { seconds: 40 }));
    expect(await next!.save({ token: 'new' })).toBe(true);
    expect(await dead!.save({ token: 'old' })).toBe(false);
    const third = await sessions.hold(LATER, plus(LATER, { seconds: 40 }));
    await dead!.release();
    expect(await sessions.hold(LATER, plus(LATER, { seconds: 40 }))).toBeUndefined();
    expect(await third!.save({ token: 'newest' })).toBe(true);
    expect(await sessions.load()).toEqual({ token: 'newest' });
  });
});
