// Google's token server as far as Earshot calls it: gives out access tokens for an hour, to whom it knows.
import type { AccessSession, AccessSessions } from '../../lib/platforms/access-token.ts';
import type { Seen, Served } from './fake-network.ts';

export interface FakeGoogleTokens {
  /** The answer to a call of the token server; undefined for other calls. */
  answer(seen: Seen): Served | undefined;
  /** Whether the call carries the token given out last. */
  isSignedIn(seen: Seen): boolean;
  /** The access token given out last stops working. */
  expire(): void;
  /** How many have been given out. */
  given(): number;
}

/** `refuses` says why a request for a token is not granted, in Google's short form: `invalid_grant`. */
export function fakeGoogleTokens(refuses: (body: Seen['body']) => string | undefined): FakeGoogleTokens {
  let serial = 0;
  let isGood = false;
  return {
    answer: ({ method, path, headers, body }) => {
      if (path !== '/token') return undefined;
      const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
      const error = method === 'POST' && isForm ? refuses(body) : 'invalid_request';
      if (error) return { status: 400, json: { error, error_description: `Bad Request: ${error}` } };
      serial += 1;
      isGood = true;
      return { status: 200, json: { access_token: `ya29.${serial}`, expires_in: 3599, token_type: 'Bearer' } };
    },
    isSignedIn: ({ headers }) => isGood && headers.authorization === `Bearer ya29.${serial}`,
    expire: () => {
      isGood = false;
    },
    given: () => serial,
  };
}

/** An error as Google's services word it. */
export function googleSays(status: number, reason: string, message: string): Served {
  const error = { code: status, message, errors: [{ message, domain: 'global', reason }] };
  return { status, json: { error } };
}

export const UNAUTHENTICATED = googleSays(401, 'authError', 'Request had invalid authentication credentials.');

/** For as long as a test lasts. */
export function googleSessionsInMemory(start?: AccessSession): AccessSessions {
  let kept = start;
  return {
    load: async () => kept,
    save: async (session) => {
      kept = session;
    },
  };
}
