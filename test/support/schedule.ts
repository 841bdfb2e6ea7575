// Random courses of events on a network and in Earshot: who writes, what fails, who dies when, in which order.
import * as fc from 'fast-check';
import type { Death } from './crashes.ts';
import type { RefusalName } from './fake-network.ts';

export const NETWORKS = ['x', 'bluesky', 'mastodon'] as const;

type Fault =
  | RefusalName
  | 'cut-before'
  | 'cut-after'
  | 'not-json'
  | 'cut-body'
  | 'reordered'
  | 'doubled'
  | { readonly status: number; readonly headers: Record<string, string> };

export type Step =
  /** Somebody writes; shown by the network so many minutes late. */
  | { readonly do: 'write'; readonly author: number; readonly lateMinutes: number; readonly times: number }
  | { readonly do: 'take-back' | 'edit'; readonly nth: number }
  | { readonly do: 'fail'; readonly fault: Fault; readonly on: 'poll' | 'reply' | 'other'; readonly times: number }
  | { readonly do: 'poll' | 'ingest' | 'send' | 'timers'; readonly death: Death | undefined }
  /** What is done is delivered once more. */
  | { readonly do: 'ingest-twice' }
  /** Two runs at the same moment. */
  | { readonly do: 'poll-together' | 'send-together' }
  | { readonly do: 'answer'; readonly nth: number; readonly death: Death | undefined }
  | { readonly do: 'wait'; readonly minutes: number };

/** A message that fails three times is set aside for a person: so often nobody dies over the same one here. */
const DEATHS_OVER_POSTS = 2;

const dying = fc.record({ step: fc.nat(11), afterEffect: fc.boolean() });
const death = fc.option(dying, { nil: undefined, freq: 2 });

const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  'rate-limited',
  'signed-out',
  'out-of-credit',
  'server-error',
  'cut-before',
  'cut-after',
  'not-json',
  'not-permitted',
  { status: 429, headers: { 'retry-after': '90' } },
  { status: 429, headers: {} },
  { status: 404, headers: {} },
  { status: 500, headers: {} },
);

/** Pages come cut, in another order, or with items twice. */
const faultOfPolls: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 2, arbitrary: fault },
  fc.constantFrom<Fault>('cut-body', 'reordered', 'doubled'),
);

/** Answers are lost above all after they have been taken. */
const faultOfAnswers: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Fault>('cut-after', 'not-json') },
  fault,
);

const write = fc.record({
  do: fc.constant('write' as const),
  author: fc.nat(2),
  lateMinutes: fc.nat(4),
  times: fc.constantFrom(1, 1, 1, 2, 5),
});
const takeBack = fc.record({ do: fc.constant('take-back' as const), nth: fc.nat(5) });
const edit = fc.record({ do: fc.constant('edit' as const), nth: fc.nat(5) });
const wait = fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4, 16) });
const ingest = fc.record({ do: fc.constant('ingest' as const), death });
const failOn = (faults: fc.Arbitrary<Fault>, ...on: Extract<Step, { do: 'fail' }>['on'][]) =>
  fc.record({
    do: fc.constant('fail' as const),
    fault: faults,
    on: fc.constantFrom(...on),
    times: fc.constantFrom(1, 2),
  });

const hearing: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: write },
  { weight: 4, arbitrary: failOn(faultOfPolls, 'poll', 'poll', 'other') },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('poll' as const), death }) },
  { weight: 3, arbitrary: ingest },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ingest-twice' as const) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'poll-together' as const }) },
  { weight: 1, arbitrary: edit },
  { weight: 1, arbitrary: takeBack },
  { weight: 2, arbitrary: wait },
);

const answering: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), nth: fc.nat(3), death }) },
  { weight: 4, arbitrary: failOn(faultOfAnswers, 'reply', 'reply', 'reply', 'other') },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), death }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('timers' as const), death }) },
  { weight: 1, arbitrary: fc.constant({ do: 'send-together' as const }) },
  { weight: 1, arbitrary: write },
  { weight: 1, arbitrary: edit },
  { weight: 1, arbitrary: takeBack },
  { weight: 3, arbitrary: wait },
);

/** First it is heard what people write, then they are answered, then their posts are looked at again; all while things fail. */
export interface Schedule {
  readonly network: (typeof NETWORKS)[number];
  readonly hearing: readonly Step[];
  readonly answering: readonly Step[];
  /** Workers that die while they look at the posts again, before one lives. */
  readonly following: readonly Death[];
}

export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    network: fc.constantFrom(...NETWORKS),
    hearing: fc.array(hearing, { minLength: 3, maxLength: 9 }),
    answering: fc.array(answering, { minLength: 2, maxLength: 7 }),
    following: fc.array(dying, { maxLength: 1 }),
  })
  .filter((schedule) => schedule.hearing.filter(isDeathOverPosts).length <= DEATHS_OVER_POSTS);

function isDeathOverPosts(each: Step): boolean {
  return each.do === 'ingest-twice' || (each.do === 'ingest' && each.death !== undefined);
}
