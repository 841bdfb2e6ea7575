// Keeps queues and schedules going by themselves, as AWS does, until told to stop.
import * as z from 'zod';
import type { Log } from '../domain/log.ts';
import type { Door } from './doors.ts';
import type { QueueWorker } from './queue-worker.ts';
import type { Template } from './template.ts';

export interface Running {
  readonly template: Template;
  readonly doors: readonly Door[];
  readonly workers: readonly QueueWorker[];
  /** Deletes expired items. */
  readonly sweep: () => Promise<void>;
  /** Reads the brand's mailbox, where one is set. */
  readonly readMailbox?: (() => Promise<unknown>) | undefined;
  readonly log: Log;
  /** Runs every schedule at least this often. */
  readonly pollSeconds?: number | undefined;
}

const WAIT_SECONDS = 20;
const SWEEP_MS = 60_000;
const MAILBOX_MS = 60_000;
/** After a failure of the engines themselves, so that a broken disk does not become a busy loop. */
const PAUSE_MS = 1_000;

/** `stop` lets what is under way finish. */
export function keepRunning(running: Running): { stop(): Promise<void> } {
  const { template, doors, workers, sweep, readMailbox, log, pollSeconds } = running;
  const stopping = new AbortController();
  const loops = workers.map((worker) => deliverForEver(worker, stopping.signal, log));
  const mailbox = readMailbox ? [{ everyMs: MAILBOX_MS, run: readMailbox }] : [];
  const schedules = [...schedulesOf(template, doors), ...mailbox].map(({ everyMs, run }) =>
    repeat(Math.min(everyMs, (pollSeconds ?? Number.POSITIVE_INFINITY) * 1000), run, {
      log,
      signal: stopping.signal,
    }),
  );
  const sweeping = repeat(SWEEP_MS, sweep, { log, signal: stopping.signal });
  return {
    async stop() {
      stopping.abort();
      await Promise.all([...loops, ...schedules, sweeping]);
    },
  };
}

async function deliverForEver(worker: QueueWorker, signal: AbortSignal, log: Log): Promise<void> {
  while (!signal.aborted) {
    try {
      await worker.deliverOnce(WAIT_SECONDS, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.error('a queue could not be read', error);
      await pause(PAUSE_MS, signal);
    }
  }
}

/** At once and then every `everyMs`; a run that takes longer delays the next one, so that runs never overlap. */
async function repeat(
  everyMs: number,
  run: () => Promise<unknown>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      log.error('a scheduled run failed', error);
    }
    await pause(everyMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

const scheduleSchema = z.object({
  ScheduleExpression: z.string().regex(/^rate\(\d+ minutes?\)$/, 'the local runtime knows rate(n minutes)'),
  Target: z.object({ Arn: z.string() }),
});

function schedulesOf(template: Template, doors: readonly Door[]) {
  return template.ofType('AWS::Scheduler::Schedule').map(({ id, Properties }) => {
    const { ScheduleExpression, Target } = scheduleSchema.parse(template.resolve(Properties));
    const door = doors.find((each) => `${each.id}.Arn` === Target.Arn);
    if (!door) throw new Error(`the schedule ${id} calls ${Target.Arn}, which is no function of the template`);
    return {
      everyMs: Number.parseInt(ScheduleExpression.slice('rate('.length), 10) * 60_000,
      run: () => door.invoke({}),
    };
  });
}
