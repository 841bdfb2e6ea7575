// Reads a mailbox: each new mail is taken, and only then the cursor moves.
import type { Log } from '../domain/log.ts';
import { type Instant, plus } from '../domain/time.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import { getMailboxCursor, type MailboxCursor, moveMailboxCursor } from '../store/mails.ts';
import { type TakeEmailDeps, takeEmail } from './take-email.ts';

export interface PollMailboxDeps extends TakeEmailDeps {
  readonly log: Log;
}

export interface MailboxPolled {
  readonly outcome: 'polled' | 'leased';
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
  /** The last mail that was taken care of. */
  reached?: { readonly uidValidity: string; readonly uid: number };
  problem?: string;
}

/** A crash anywhere makes the next run read again, never skip; a mail taken twice is one contact. A server's failure is recorded, not thrown. */
export async function pollMailbox(deps: PollMailboxDeps, mailbox: Mailbox): Promise<MailboxPolled> {
  const began = deps.clock();
  const known = await getMailboxCursor(deps.db, mailbox.name);
  const run: Run = { taken: 0, known: 0, ignored: 0, 'set-aside': 0 };
  if (known?.leasedUntil && known.leasedUntil > began) return polled('leased', run);
  const held = known && (await hold(deps, known, began));
  if (known && !held) return polled('leased', run);
  try {
    run.reached = await mailbox.read(held, async ({ uid, raw }, uidValidity) => {
      const { outcome } = await takeEmail(deps, raw);
      run[outcome] += 1;
      run.reached = { uidValidity, uid };
    });
  } catch (error) {
    deps.log.error(`the mailbox ${mailbox.name} could not be read to its end`, error);
    run.problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  await release(deps, held, { run, began, name: mailbox.name });
  return polled('polled', run);
}

function hold(deps: PollMailboxDeps, cursor: MailboxCursor, began: Instant): Promise<MailboxCursor | undefined> {
  return moveMailboxCursor(deps.db, cursor, { ...cursor, leasedUntil: plus(began, { seconds: LEASE_SECONDS }) });
}

/** A mailbox that has never been read has no position, and gets one with its first success. */
async function release(
  deps: PollMailboxDeps,
  held: MailboxCursor | undefined,
  { run, began, name }: { readonly run: Run; readonly began: Instant; readonly name: string },
): Promise<void> {
  const position = run.reached ?? held;
  if (!position) return;
  await moveMailboxCursor(deps.db, held, {
    name,
    uidValidity: position.uidValidity,
    uid: position.uid,
    // After a failure the next run looks back as far as this one did.
    readAt: run.problem && held ? held.readAt : began,
    ...(run.problem ? { problem: run.problem } : {}),
  });
}

function polled(outcome: MailboxPolled['outcome'], run: Run): MailboxPolled {
  const { taken, known, ignored, problem } = run;
  return { outcome, taken, known, ignored, setAside: run['set-aside'], ...(problem ? { problem } : {}) };
}
