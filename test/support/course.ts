// Plays a course of events: one network, one Earshot whose workers may die, and at the end what stands where.
import { SQSClient } from '@aws-sdk/client-sqs';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { engineAt } from '../../lib/composition.ts';
import { LOCAL_ENV } from '../../lib/config/env-names.ts';
import { plus } from '../../lib/domain/time.ts';
import { followPosts } from '../../lib/flows/follow-posts.ts';
import { ingestMention } from '../../lib/flows/ingest-mention.ts';
import { pollSource } from '../../lib/flows/poll-source.ts';
import { queueReply } from '../../lib/flows/queue-reply.ts';
import { runTimers } from '../../lib/flows/run-timers.ts';
import { sendReply } from '../../lib/flows/send-reply.ts';
import { queueWorker } from '../../lib/local/queue-worker.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { handleBatch, type QueueBatch } from '../../lib/queues/batch.ts';
import { parseMention } from '../../lib/queues/mentions-queue.ts';
import { parseOutboxMessage } from '../../lib/queues/outbox-queue.ts';
import { getSeenPost } from '../../lib/store/posts.ts';
import { getCursor } from '../../lib/store/sources.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { type Connecting, connect, START } from './course-network.ts';
import { type Outcome, outcomeOf, type Played, seenPosts, standingPosts } from './course-outcome.ts';
import { type Death, type Mortality, mortal } from './crashes.ts';
import type { TestEarshot } from './earshot.ts';
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
  /** A day later the posts are looked at again, and once more when some are missing; those that die do so first. */
  follow(deaths: readonly Death[]): Promise<void>;
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

interface State extends Played, Connecting {
  readonly world: World;
  readonly network: (typeof NETWORKS)[number];
  readonly written: Map<string, string>;
  readonly takenBack: Set<string>;
  platform: Platform;
  replies: number;
  deaths: number;
}

const PAGE_SIZE = 3;
const LOOKS = 12;
const MOST_ROUNDS = 30;

/** `name` keeps the course apart from all others in the same table. */
export async function openCourse(world: World, { network, name }: Pick<State, 'network' | 'name'>): Promise<Course> {
  const { clock } = world.earshot;
  const fake = await START[network]({ clock: clock.now, pageSize: PAGE_SIZE });
  const db = world.earshot.house.db();
  const base = {
    world,
    db,
    clock,
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
    follow: (deaths) => follow(state, deaths),
    settle: () => settle(state),
    outcome: () => outcomeOf(state),
    faults: () => fake.calls().filter(({ failedWith }) => failedWith !== undefined).length,
    deaths: () => state.deaths,
    close: () => fake.close(),
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
    case 'edit':
      return edit(state, step.nth);
    case 'poll-together':
      await Promise.all([poll(state), poll(state)]);
      return;
    case 'send-together':
      await Promise.all([send(state, undefined), send(state, undefined)]);
      return;
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

function edit({ world, fake, written, takenBack }: State, nth: number): void {
  const [id, text] = [...written].filter(([each]) => !takenBack.has(each))[nth] ?? [];
  if (id === undefined || text === undefined || !fake.edit) return;
  world.earshot.clock.advance({ seconds: 1 });
  const words = `${text}, and nobody answers`;
  fake.edit(id, words);
  written.set(id, words);
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
  const { businessHours, deadlines } = house.watchlist();
  const assess = (text: string) => classifier.assess(text, { companies: [] });
  const deps = {
    ...house,
    db: house.db(),
    complaints: house.queue('complaintsQueue'),
    assess,
    businessHours,
    deadlines,
  };
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
  const { businessHours, deadlines } = house.watchlist();
  await runTimers({ ...house, ...queues, db: house.db(), businessHours, deadlines, spotChecksPerDay: 0 });
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
  await queueReply(deps, { id: `${name}-${state.replies}`, threadId, text, by: 'Ana', role: 'agent', version });
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

async function follow(state: State, deaths: readonly Death[]): Promise<void> {
  const { clock } = state.world.earshot;
  const { house } = state.world.earshot;
  const look = async () => {
    const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue') };
    await followPosts(deps, [state.platform]);
  };
  clock.advance({ hours: 21 });
  for (const death of deaths) await mortally(state, death, look);
  // What was ordered to fail and has not yet may fail now; the hours leave room for that.
  for (let hour = 0; hour < LOOKS; hour += 1) {
    await look();
    await ingest(state, undefined);
    clock.advance({ minutes: 65 });
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
