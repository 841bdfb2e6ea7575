// A clock that stands still until the test moves it.
import { type Clock, type Instant, plus, type Span } from '../../lib/domain/time.ts';

export interface TestClock {
  readonly now: Clock;
  advance(span: Span): Instant;
}

export function testClock(start: Instant = '2026-11-21T09:00:00.000Z'): TestClock {
  let instant = start;
  return {
    now: () => instant,
    advance: (span) => {
      instant = plus(instant, span);
      return instant;
    },
  };
}
