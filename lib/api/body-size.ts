// How much one request may carry.
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem } from './problem.ts';

/** The longest thing anybody writes in the desk is a note; other systems send more than this in several requests. */
const MAX_BODY_BYTES = 256 * 1024;

/** Refuses larger bodies before they are read. */
export function limitedBody(): MiddlewareHandler {
  return bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });
}

/** The rest of the body is not read, so the connection cannot be used again. */
function tooLarge(): Response {
  const answer = problem('body-too-large', { detail: `at most ${MAX_BODY_BYTES} bytes` }).getResponse();
  answer.headers.set('connection', 'close');
  return answer;
}
