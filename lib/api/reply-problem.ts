// Why an answer, or a decision about one, is refused: in words for the person who sees it.
import type { HTTPException } from 'hono/http-exception';
import type { Finding } from '../domain/reply-finding.ts';
import type { Measure } from '../domain/reply-permit.ts';
import type { Instant } from '../domain/time.ts';
import type { approveReply } from '../flows/approve-reply.ts';
import type { ReplyRefusal } from '../flows/queue-reply.ts';
import type { refuseReply } from '../flows/refuse-reply.ts';
import type { settleReply } from '../flows/settle-reply.ts';
import type { withdrawReply } from '../flows/withdraw-reply.ts';
import { problem } from './problem.ts';

function misfit({ length, max }: Measure): string {
  return length > max
    ? `it counts ${length}, at most ${max} fit`
    : `it counts ${length}, which the network finds too short`;
}

/** Why an answer was not taken. */
export function problemOfReply(refused: ReplyRefusal): HTTPException {
  switch (refused.refused) {
    case 'stale':
      return problem('stale', { detail: `it is at version ${refused.version} now; your text is kept` });
    case 'claimed':
      return problem('claimed', { detail: `${refused.by} has it` });
    case 'not-permitted':
      return problem('not-permitted', refused.reason ? { detail: refused.reason } : {});
    case 'too-long':
      return problem('too-long', { detail: misfit(refused.measure) });
    case 'hard-error':
      return problem(codeOf(refused.finding), { detail: refused.finding.text });
    case 'promised-too-late':
      return promisedTooLate(refused.dueAt);
    case 'same-text':
      return problem('same-text', { detail: sameTextWords(refused) });
    default:
      return problem(refused.refused);
  }
}

function promisedTooLate(dueAt: Instant): HTTPException {
  return problem('invalid-request', { detail: `${dueAt}, promised here, has passed; expected a time to come` });
}

function codeOf({ id }: Finding): 'personal-data' | 'unfilled-variable' {
  return id === 'unfilled-variable' ? id : 'personal-data';
}

function sameTextWords({ people, network, rule, source }: Extract<ReplyRefusal, { refused: 'same-text' }>): string {
  const said = source === undefined ? rule : `${rule} (${source})`;
  return `the same words went to ${people} others on ${network} within a day, and ${said}; say it in other words, or choose another wording`;
}

/** What became of a decision about an answer. */
export type ReplyDone = Awaited<
  ReturnType<typeof withdrawReply | typeof settleReply | typeof approveReply | typeof refuseReply>
>;

export function problemAfterReply(refused: Exclude<ReplyDone, string>): HTTPException {
  switch (refused.refused) {
    case 'not-yours':
      return problem('forbidden', {
        detail: `${refused.by} wrote it and waits for agreement: it is refused, not taken back`,
      });
    case 'not-yours-to-approve':
      return problem('forbidden', {
        detail: `${refused.needs === 'admin' ? 'an admin' : `a ${refused.needs}`} must agree to it`,
      });
    case 'promised-too-late':
      return promisedTooLate(refused.dueAt);
    default:
      return problem(refused.refused, 'state' in refused ? { detail: `it is ${refused.state}` } : {});
  }
}
