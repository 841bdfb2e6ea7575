// What X means by its refusals, where that is more than the status says.
import type { Instant } from '../../domain/time.ts';
import { failureOf, type Refusal, reasonIn } from '../http-failures.ts';
import { CursorExpired, Duplicate, NotFound, QuotaExhausted, ReplyNotPermitted, TooLong } from '../platform-errors.ts';

/** The failure for a refusal of X. */
export function xFailure(refusal: Refusal, now: Instant): Error {
  const { status, text } = refusal;
  const reason = reasonIn(text);
  const said = `${refusal.call} was answered with ${status}: ${reason}`;
  if (status === 429 && /usage-?capped/i.test(text)) {
    return new QuotaExhausted(`${said}. The month's reads are used up: raise the cap in X's developer console.`);
  }
  if (status === 400 && /since_id|until_id|pagination_token|next_token/.test(text)) return new CursorExpired(said);
  if (refusal.acts && (status === 400 || status === 403))
    return postingFailure(said, reason, text) ?? failureOf(refusal, now);
  return failureOf(refusal, now);
}

function postingFailure(said: string, reason: string, text: string): Error | undefined {
  if (/duplicate/i.test(text)) return new Duplicate(said);
  if (/too long|shorter/i.test(text)) return new TooLong(said);
  if (/deleted or not visible/i.test(text)) return new NotFound(said);
  if (/unsupported-authentication|client-forbidden|oauth1-permissions|Application-Only/i.test(text)) return undefined;
  return new ReplyNotPermitted(said, { reason });
}
