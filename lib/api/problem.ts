// Every way in which a request is refused: one code, one status, one sentence.
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { problemsIn } from '../domain/problems-in.ts';
import type { Problem } from './schemas.ts';

const PROBLEMS = {
  'invalid-request': [400, 'The request is not as described'],
  'signed-out': [401, 'Sign in to go on'],
  'not-signed': [401, 'The request is not signed as expected'],
  'signed-at-another-time': [401, 'The request was not signed just now'],
  forbidden: [403, 'Your role may not do this'],
  'own-reply': [403, 'Somebody else must agree to your answer'],
  'no-such-path': [404, 'There is nothing here'],
  'no-such-thread': [404, 'There is no such thread'],
  'no-such-post': [404, 'This post is not in the thread'],
  'no-such-reply': [404, 'There is no such reply'],
  'no-such-customer': [404, 'There is no such customer'],
  'no-such-author': [404, 'Nothing has been heard from this account yet'],
  'no-such-link': [404, 'There is no such link'],
  'no-such-suggestion': [404, 'There is no such suggestion'],
  'no-such-email': [404, 'There is no such e-mail of this customer'],
  'already-answered': [409, 'This post has an answer already, or one is on its way'],
  claimed: [409, 'A colleague has claimed this thread'],
  'reply-pending': [409, 'A reply is on its way; wait for it or take it back'],
  'too-late': [409, 'The reply is being sent or has been sent'],
  'not-unknown': [409, 'The outcome of this reply is known'],
  'changed-meanwhile': [409, 'Somebody changed this at the same moment; look again'],
  erased: [410, 'This customer was erased; nothing new is kept'],
  stale: [412, 'The thread has changed since you opened it'],
  'body-too-large': [413, 'The request is too large'],
  'not-permitted': [422, 'This post cannot be answered from here'],
  'no-mail-server': [422, 'No mail server is connected'],
  'sending-stopped': [422, 'Sending is switched off'],
  'too-long': [422, 'The reply does not fit the network'],
  'basis-not-allowed': [422, 'The network does not allow a link on this proof'],
  'not-confirmed': [422, 'This is no case number, handle or identity of this customer'],
  'names-person': [422, 'The reason stays when the person is gone: it must not say who it was'],
  'personal-data': [422, 'The reply would publish personal data'],
  'unfilled-variable': [422, 'The reply holds a variable that nothing was put in for'],
  'same-text': [422, 'The same words have gone to too many people'],
  failed: [500, 'Something went wrong'],
  'try-again': [503, 'Earshot cannot take this in right now'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A refused request, to be thrown: the answer is problem+json with this code. */
export function problem(code: ProblemCode, more: Pick<Problem, 'detail' | 'problems'> = {}): HTTPException {
  const [status, title] = PROBLEMS[code];
  const body: Problem = { type: `/docs/problems#${code}`, title, status, code, ...more };
  const res = Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
  return new HTTPException(status, { res, message: more.detail ?? title });
}

export function invalidRequest(error: z.core.$ZodError): HTTPException {
  const problems = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  return problem('invalid-request', { problems, detail: problemsIn(error, 'the request').join('; ') });
}
