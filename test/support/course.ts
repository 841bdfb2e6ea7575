// Plays a course of events: one network, one Earshot whose workers may die, and at the end what stands where.
import { SQSClient } from '@aws-sdk/client-sqs';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { engineAt } from '../../lib/composition.ts';
import { LOCAL_ENV } from '../../lib/config/env-names.ts';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import { ingestMention } from '../../lib/flows/ingest-mention.ts';
import { pollSource } from '../../lib/flows/poll-source.ts';
import { queueReply } from '../../lib/flows/queue-reply.ts';
import { runTimers } from '../../lib/flows/run-timers.ts';
import { sendReply } from '../../lib/flows/send-reply.ts';
import { queueWorker } from '../../lib/local/queue-worker.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import type { Limit } from '../../lib/platforms/rate-limit.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { handleBatch, type QueueBatch } from '../../lib/queues/batch.ts';
import { parseMention } from '../../lib/queues/mentions-queue.ts';
import { parseOutboxMessage } from '../../lib/queues/outbox-queue.ts';
import { getSeenPost } from '../../lib/store/posts.ts';
import { rateLimitStore } from '../../lib/store/rate-limits.ts';
import { sessionStore } from '../../lib/store/sessions.ts';
import { getCursor } from '../../lib/store/sources.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { type Outcome, outcomeOf, type Played, seenPosts, standingPosts } from './course-outcome.ts';
import { type Death, type Mortality, mortal } from './crashes.ts';
import type { TestEarshot } from './earshot.ts';
import { startFakeBluesky } from './fake-bluesky.ts';
import { startFakeMastodon } from './fake-mastodon.ts';
import type { FakeOptions } from './fake-network.ts';
import { startFakeX } from './fake-x.ts';
import type { NETWORKS, Step } from './schedule.ts';

export interface World {
  readonly earshot: TestEarshot;
  readonly mortality: Mortality;
  /** What AWS calls the queues with: it does not die with a worker. */
  readonly sqs: SQSClient;
  readonly classifier: ReturnType<typeof createClassifier>;
}

export interface Course {
  take(step: Step): Promise<void>;
  /** Nothing fails any more but what was ordered before: polls, works and waits until nothing is left to do. */
  settle(): Promise<void>;
  outcome(): Promise<Outcome>;
  /** Calls of the network that failed as ordered. */
  faults(): number;
  deaths(): number;
  close(): Promise<void>;
}

export function openWorld(earshot: TestEarshot): World {
  const sqs = new SQSClient(engineAt(String(earshot.env[LOCAL_ENV.sqsEndpoint])));
  const mortality = mortal(earshot.house.db(), earshot.house.sqs());
  return { earshot, mortality, sqs, classifier: createClassifier() };
}

interface State extends Played {
  readonly world: World;
  readonly network: (typeof NETWORKS)[number];
  readonly written: Map<string, string>;
  readonly takenBack: Set<string>;
  platform: Platform;
  replies: number;
  deaths: number;
}

const START = {
  x: startFakeX,
  bluesky: startFakeBluesky,
  mastodon: (options: FakeOptions) => startFakeMastodon({ ...options, forgetsKeys: true }),
} as const;

const PAGE_SIZE = 3;
const TIMEOUT_MS = 2000;
const MOST_ROUNDS = 30;

/** `name` keeps the course apart from all others in the same table. */
export async function openCourse(world: World, { network, name }: Pick<State, 'network' | 'name'>): Promise<Course> {
  const { clock } = world.earshot;
  const fake = await START[network]({ clock: clock.now, pageSize: PAGE_SIZE });
  const db = world.earshot.house.db();
  const base = {
    world,
    db,
    name,
    network,
    fake,
    written: new Map<string, string>(),
    takenBack: new Set<string>(),
    replies: 0,
    deaths: 0,
  };
  const state: State = { ...base, platform: connect(base) };
  // The first poll sets the beginning: what stands there before is not heard.
  await poll(state);
  // What is shown late may be older than the beginning, and would not be wanted.
  clock.advance({ minutes: 6 });
  return {
    take: (step) => take(state, step),
    settle: () => settle(state),
    outcome: () => outcomeOf(state),
    faults: () => fake.calls().filter(({ failedWith }) => failedWith !== undefined).length,
    deaths: () => state.deaths,
    close: () => fake.close(),
  };
}

/** A new process: nothing is left of what the last one had in memory. */
function connect({ world, name, network, fake }: Pick<State, 'world' | 'name' | 'network' | 'fake'>): Platform {
  const { accounts } = parseSettings(fake.env());
  const db = world.earshot.house.db();
  const common = {
    keywords: [],
    watched: [],
    clock: world.earshot.clock.now,
    fetch,
    timeoutMs: TIMEOUT_MS,
    limits: rateLimitStore<Limit>(db, name),
  };
  if (network === 'x' && accounts.x) return underName(createXPlatform({ account: accounts.x, ...common }), name);
  if (network === 'bluesky' && accounts.bluesky)
    return underName(
      createBlueskyPlatform({ account: accounts.bluesky, sessions: sessionStore(db, name), ...common }),
      name,
    );
  if (accounts.mastodon) return underName(createMastodonPlatform({ account: accounts.mastodon, ...common }), name);
  throw new Error(`the scripted ${network} gave no settings that connect to it`);
}

/** The same network under another name, so that many courses fit into one table. */
function underName(platform: Platform, network: string): Platform {
  const sources = platform.sources.filter(({ kind }) => kind === 'mentions');
  return {
    ...platform,
    network,
    sources: sources.map((source) => ({ ...source, network, id: `${network}/${source.id}` })),
    poll: async (request) => {
      const [source] = sources;
      const page = await platform.poll({ ...request, source: source ?? request.source });
      // As history nobody's deadline runs on into the courses after this one.
      const items = page.items.map(({ mention, at }) => ({ mention: { ...mention, network, backfill: true }, at }));
      return { ...page, items };
    },
  };
}

async function take(state: State, step: Step): Promise<void> {
  switch (step.do) {
    case 'write':
      return write(state, step);
    case 'take-back': {
      const [id] = standingPosts(state)[step.nth] ?? [];
      if (id === undefined) return;
      state.fake.remove(id);
      state.takenBack.add(id);
      return;
    }
    case 'fail':
      return state.fake.failNext(step.fault, step.times, step.on);
    case 'poll':
      return mortally(state, step.death, () => poll(state));
    case 'ingest':
      return ingest(state, step.death);
    case 'ingest-twice':
      return ingest(state, undefined, { deliverAgain: true });
    case 'send':
      return send(state, step.death);
    case 'timers':
      return mortally(state, step.death, () => timers(state));
    case 'answer':
      return mortally(state, step.death, () => answer(state, step.nth));
    case 'wait':
      state.world.earshot.clock.advance({ minutes: step.minutes });
  }
}

function write({ world, fake, written }: State, step: Extract<Step, { do: 'write' }>): void {
  const { clock } = world.earshot;
  for (let nth = 0; nth < step.times; nth += 1) {
    clock.advance({ seconds: 1 });
    const text = `My refund has not come, this is awful (${written.size + 1})`;
    const at = plus(clock.now(), { minutes: -step.lateMinutes });
    const { id } = fake.addMention({ author: `author${step.author}`, text, at });
    written.set(id, text);
  }
}

async function mortally(state: State, death: Death | undefined, work: () => Promise<unknown>): Promise<void> {
  if (!(await state.world.mortality.run(death, work))) return;
  state.deaths += 1;
  state.platform = connect(state);
}

async function poll({ world, platform }: Pick<State, 'world' | 'platform'>): Promise<void> {
  const { house } = world.earshot;
  const { businessHours } = house.watchlist();
  const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue'), businessHours };
  for (const source of platform.sources) await pollSource(deps, platform, source);
}

async function ingest(state: State, death: Death | undefined, { deliverAgain = false } = {}): Promise<void> {
  const { earshot, classifier } = state.world;
  const { house } = earshot;
  const { businessHours } = house.watchlist();
  const assess = (text: string) => classifier.assess(text, { companies: [] });
  const deps = { ...house, db: house.db(), complaints: house.queue('complaintsQueue'), assess, businessHours };
  await deliver(state, 'mentionsQueue', {
    death,
    deliverAgain,
    handle: (body) => ingestMention(deps, parseMention(body)),
  });
}

async function send(state: State, death: Death | undefined): Promise<void> {
  const { house } = state.world.earshot;
  const deps = { ...house, db: house.db(), platforms: [state.platform] };
  await deliver(state, 'outboxQueue', { death, handle: (body) => sendReply(deps, parseOutboxMessage(body)) });
}

interface Delivery {
  readonly death: Death | undefined;
  readonly handle: (body: string) => Promise<unknown>;
  /** The queue does not learn that the work was done. */
  readonly deliverAgain?: boolean;
}

/** As Lambda does: a worker that dies leaves its whole batch to be delivered again. */
async function deliver(state: State, queue: 'mentionsQueue' | 'outboxQueue', delivery: Delivery): Promise<void> {
  const { world } = state;
  const { house } = world.earshot;
  let { death } = delivery;
  const invoke = async (event: unknown): Promise<unknown> => {
    let result: unknown;
    const work = async () => {
      result = await handleBatch(event as QueueBatch, delivery.handle, house.log);
    };
    const died = await world.mortality.run(death, work);
    if (died) {
      state.deaths += 1;
      state.platform = connect(state);
      death = undefined;
    }
    if (died || delivery.deliverAgain) throw new Error('the worker did not live to say what was done');
    return result;
  };
  const worker = queueWorker(world.sqs, { queueUrl: house.queue(queue).url, batchSize: 10, invoke });
  while ((await worker.deliverOnce(0)) > 0);
}

async function timers({ world }: State): Promise<void> {
  const { house } = world.earshot;
  const queues = { outbox: house.queue('outboxQueue'), complaints: house.queue('complaintsQueue') };
  await runTimers({ ...house, ...queues, db: house.db(), spotChecksPerDay: 0 });
}

async function answer(state: State, nth: number): Promise<void> {
  const { world, name, platform } = state;
  const { house } = world.earshot;
  const threadIds = [...new Set(await seenPosts(state))];
  const record = await getThreadRecord(house.db(), threadIds[nth % Math.max(1, threadIds.length)] ?? '');
  if (!record) return;
  state.replies += 1;
  const text = `We are sorry, Ana will call you today about matter ${state.replies}.`;
  const deps = { ...house, db: house.db(), outbox: house.queue('outboxQueue'), platforms: [platform] };
  const { id: threadId, version } = record.thread;
  await queueReply(deps, { id: `${name}-${state.replies}`, threadId, text, by: 'Ana', version });
}

async function settle(state: State): Promise<void> {
  const { earshot } = state.world;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    earshot.clock.advance({ minutes: 5 });
    await poll(state);
    await ingest(state, undefined);
    await timers(state);
    await send(state, undefined);
    if (await isSettled(state)) return;
  }
}

async function isSettled(state: State): Promise<boolean> {
  const db = state.world.earshot.house.db();
  for (const { id } of state.platform.sources) {
    const cursor = await getCursor(db, id);
    if (!cursor || cursor.problem || cursor.gaps.length > 0) return false;
  }
  const heard = standingPosts(state).map(([id]) => getSeenPost(db, { network: state.name, id }));
  if ((await Promise.all(heard)).includes(undefined)) return false;
  const seen = await seenPosts(state);
  const records = await Promise.all([...new Set(seen)].map((threadId) => getThreadRecord(db, threadId)));
  return records.every((record) => record?.replies.every(({ dueAt }) => dueAt === undefined));
}
