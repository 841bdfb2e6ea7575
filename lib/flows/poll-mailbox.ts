// Reads a mailbox: each new mail is taken, and only then the cursor moves.
import type { Log } from '../domain/log.ts';
import { stopOfSource } from '../domain/stop.ts';
import { type Instant, plus } from '../domain/time.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import { getMailboxCursor, type MailboxCursor, moveMailboxCursor } from '../store/mails.ts';
import { listStops } from '../store/stops.ts';
import { type TakeEmailDeps, takeEmail } from './take-email.ts';

export interface PollMailboxDeps extends TakeEmailDeps {
  readonly log: Log;
}

export interface MailboxPolled {
  /** `stopped`: a person has switched it off. */
  readonly outcome: 'polled' | 'leased' | 'stopped';
  readonly taken: number;
  readonly known: number;
  /** Written by programs, or by the brand itself. */
  readonly ignored: number;
  /** Spam, viruses, and what cannot be read; it stays in the mailbox. */
  readonly setAside: number;
  readonly problem?: string;
}

/** Longer than a run may take: after it the lease of a crashed run is free again. */
const LEASE_SECONDS = 300;

interface Run {
  taken: number;
  known: number;
  ignored: number;
  'set-aside': number;
  unreadable: number;
  /** The last mail that was taken care of. */
  reached?: { readonly uidValidity: string; readonly uid: number };
  problem?: string;
}

/** A crash anywhere makes the next run read again, never skip; a mail taken twice is one contact. A server's failure is recorded, not thrown. */
export async function pollMailbox(deps: PollMailboxDeps, mailbox: Mailbox): Promise<MailboxPolled> {
  const began = deps.clock();
  const run: Run = { taken: 0, known: 0, ignored: 0, 'set-aside': 0, unreadable: 0 };
  if (stopOfSource(await listStops(deps.db), mailbox.source)) return polled('stopped', run);
  const known = await getMailboxCursor(deps.db, mailbox.name);
  if (known?.leasedUntil && known.leasedUntil > began) return polled('leased', run);
  const held = known && (await hold(deps, known, began));
  if (known && !held) return polled('leased', run);
  try {
    run.reached = await mailbox.read(held?.position, async ({ uid, raw }, uidValidity) => {
      const { outcome } = await takeEmail(deps, raw);
      run[outcome] += 1;
      run.reached = { uidValidity, uid };
    });
  } catch (error) {
    deps.log.error(`the mailbox ${mailbox.name} could not be read to its end`, error);
    run.problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  await release(deps, held, { run, began, mailbox });
  return polled('polled', run);
}

function hold(deps: PollMailboxDeps, cursor: MailboxCursor, began: Instant): Promise<MailboxCursor | undefined> {
  return moveMailboxCursor(deps.db, cursor, { ...cursor, leasedUntil: plus(began, { seconds: LEASE_SECONDS }) });
}

/** A mailbox that could never be read has no position: what lies there once it can is history. */
async function release(
  deps: PollMailboxDeps,
  held: MailboxCursor | undefined,
  { run, began, mailbox }: { readonly run: Run; readonly began: Instant; readonly mailbox: Mailbox },
): Promise<void> {
  const reached = run.reached ?? held?.position;
  // After a failure the next run looks back as far as this one did.
  const readAt = run.problem ? (held?.position?.readAt ?? began) : began;
  await moveMailboxCursor(deps.db, held, {
    name: mailbox.name,
    sourceId: mailbox.source.id,
    ...(reached ? { position: { ...reached, readAt } } : {}),
    startedAt: held?.startedAt ?? began,
    triedAt: began,
    ...(run.problem ? { problem: run.problem } : {}),
  });
}

function polled(outcome: MailboxPolled['outcome'], run: Run): MailboxPolled {
  const { taken, known, ignored, problem } = run;
  return {
    outcome,
    taken,
    known,
    ignored,
    setAside: run['set-aside'] + run.unreadable,
    ...(problem ? { problem } : {}),
  };
}
