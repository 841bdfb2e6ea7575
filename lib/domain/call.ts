// A phone call, put together from events that come in any order and more than once.
import { epochMs, type Instant } from './time.ts';

/** What is known of a call so far, or what one event tells of it. */
export interface Call {
  readonly contactId: string;
  readonly direction?: 'in' | 'out';
  /** The customer's number as it was given. */
  readonly number?: string;
  readonly startedAt?: Instant;
  readonly connectedAt?: Instant;
  readonly endedAt?: Instant;
  /** The call centre's id of who answered. */
  readonly agent?: string;
}

/** Both together: the same whatever came first, and no more when something comes again. */
export function mergedCall(one: Call, other: Call): Call {
  const field = <Name extends keyof Call>(name: Name, choose: typeof earliest) => {
    const chosen = choose(one[name], other[name]);
    return chosen === undefined ? {} : { [name]: chosen };
  };
  return {
    contactId: one.contactId,
    ...field('direction', latest),
    ...field('number', latest),
    ...field('startedAt', earliest),
    ...field('connectedAt', earliest),
    ...field('endedAt', latest),
    ...field('agent', latest),
  };
}

/** Times are compared; of other texts that should be equal any one will do, if it is always the same one. */
function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return [a, b].filter((text) => text !== undefined).sort()[0];
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return [a, b]
    .filter((text) => text !== undefined)
    .sort()
    .at(-1);
}

/** For people: `Call from the customer, answered by agent 44ef, 4 min 10 s`. */
export function callSummary({ direction, startedAt, connectedAt, endedAt, agent }: Call): string {
  const who = direction === 'out' ? 'Call to the customer' : 'Call from the customer';
  const answered = agent ? `answered by agent ${agent}` : connectedAt ? 'answered' : endedAt ? 'not answered' : '';
  const from = connectedAt ?? startedAt;
  const lasted = endedAt ? (from ? spanWords(epochMs(endedAt) - epochMs(from)) : 'ended') : 'under way';
  return [who, answered, lasted].filter(Boolean).join(', ');
}

function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
