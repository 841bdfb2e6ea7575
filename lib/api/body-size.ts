// How much one request may carry.
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem } from './problem.ts';

/** The longest thing anybody writes in the desk is a note. */
export const DESK_BYTES = 256 * 1024;
/** Meta puts up to a thousand changes into one delivery, and gives up one that is refused; Lambda takes six megabytes in base64. */
export const DELIVERY_BYTES = 4 * 1024 * 1024;

/** Refuses larger bodies before they are read. */
export function limitedBody(most: number): MiddlewareHandler {
  return bodyLimit({ maxSize: most, onError: () => tooLarge(most) });
}

/** The rest of the body is not read, so the connection cannot be used again. */
function tooLarge(most: number): Response {
  const answer = problem('body-too-large', { detail: `at most ${most} bytes` }).getResponse();
  answer.headers.set('connection', 'close');
  return answer;
}
