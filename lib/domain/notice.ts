// What the team chat is told of Earshot itself: a source that falls behind, a sign-in that ends, a budget that runs out.
import { freshnessOf } from './freshness.ts';
import { slowestSeconds } from './pace.ts';
import type { Cursor, Source } from './source.ts';
import { type Caps, dollars, leftFor, type Spending, spendingWords, spentMicros } from './spending.ts';
import { type Instant, secondsBetween, utcDay } from './time.ts';

export interface Notice {
  /** The same for the same state of affairs, however often it is found: it is told of once. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A source that has not been complete for so long is behind. A search, or a quiet hour, has a slower pace than this. */
const BEHIND_SECONDS = 15 * 60;
const BEHIND_POLLS = 3;
const SIGN_IN_ENDS_SOON_DAYS = 7;
const DAY_SECONDS = 86_400;

/** What somebody must be told of a source that nobody has switched off. */
export function noticesOfSource(source: Source, cursor: Cursor | undefined, now: Instant): Notice[] {
  if (!cursor) return [];
  return [...behind(source, cursor, now), ...signInEnding(source, cursor, now)];
}

function behind(source: Source, cursor: Cursor, now: Instant): Notice[] {
  const { completeTo = cursor.startedAt, text } = freshnessOf(source, cursor, { now });
  const isSignedOut = cursor.problem?.startsWith('SignInExpired') ?? false;
  const isBehind =
    secondsBetween(completeTo, now) > Math.max(BEHIND_SECONDS, slowestSeconds(source.everySeconds) * BEHIND_POLLS);
  if (!isBehind && !isSignedOut) return [];
  const title = isSignedOut ? `Signed out of ${source.network}` : `${source.id} has fallen behind`;
  const id = isSignedOut ? signedOutId(source, cursor, now) : `behind/${source.id}/${completeTo}`;
  return [{ id, title, text: `${source.id}: ${text}` }];
}

/** What the notice is called in which this source would be the first of its network to show that the sign-in is lost. */
export function signedOutId(source: Source, cursor: Cursor, now: Instant): string {
  const { completeTo = cursor.startedAt } = freshnessOf(source, cursor, { now });
  return `signed-out/${source.id}/${completeTo}`;
}

function signInEnding({ network }: Source, { signInEnds }: Cursor, now: Instant): Notice[] {
  if (signInEnds === undefined || secondsBetween(now, signInEnds) > SIGN_IN_ENDS_SOON_DAYS * DAY_SECONDS) return [];
  const title = `The sign-in at ${network} ends on ${utcDay(signInEnds)}`;
  const text = `After that nothing is heard and nothing can be answered there. docs/platforms/${network}.md says how to get new keys.`;
  return [{ id: `sign-in/${network}/${utcDay(signInEnds)}`, title, text }];
}

/** What somebody must be told of a network that charges: past the soft cap, and when reads have stopped. A raised cap counts anew. */
export function noticesOfSpending(spending: Spending, caps: Caps, now: Instant): Notice[] {
  const { network, month } = spending;
  const { softMicros, hardMicros } = caps;
  const text = spendingWords(spending, caps, now);
  const soft = softMicros !== undefined && spentMicros(spending) >= softMicros;
  const stopped = leftFor('read', spending, caps) === 0;
  return [
    ...(soft
      ? [
          {
            id: `soft-cap/${network}/${month}/${softMicros}`,
            title: `${network} has cost ${dollars(softMicros)}`,
            text,
          },
        ]
      : []),
    ...(stopped
      ? [
          {
            id: `hard-cap/${network}/${month}/${hardMicros}`,
            title: `${network} is no longer read: the cap is reached`,
            text,
          },
        ]
      : []),
  ];
}
