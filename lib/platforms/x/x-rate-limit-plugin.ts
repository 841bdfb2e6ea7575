// Keeps what X says of its limits, method by method, and makes no call that X must refuse.
import type { ITwitterApiClientPlugin } from 'twitter-api-v2';
import type { Clock } from '../../domain/time.ts';
import type { HeaderReader } from '../rate-limit.ts';
import { admit, type Counted, heed, type RateLimits } from '../rate-limits.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * For the client of twitter-api-v2, whose own plugin looks under an address that the client no longer calls and therefore never
 * knows a limit. Throws RateLimited instead of calling.
 */
export function rateLimitPlugin(limits: RateLimits | undefined, clock: Clock): ITwitterApiClientPlugin {
  /** An answer that came is worth more than a note of its limits that could not be kept. */
  const note = async (counted: Counted, status: number, headers: Headers): Promise<void> => {
    const header: HeaderReader = (name) => [headers[name]].flat()[0];
    await heed(limits, counted, { status, header, now: clock() }).catch(() => undefined);
  };
  return {
    onBeforeRequestConfig: ({ params }) => admit(limits, countedAs(params), clock()),
    onAfterRequest: ({ params, response }) => note(countedAs(params), 200, response.headers),
    onResponseError: ({ params, error }) => note(countedAs(params), error.code, error.headers),
  };
}

/** X counts each method by itself, so reads take nothing from answers. */
function countedAs({ method, url }: { readonly method: string; readonly url: string }): Counted {
  const { pathname } = new URL(url);
  const call = `${method} ${pathname.replace(/(?!^)\/\d+/g, '/:id')}`;
  return { bucket: call, urgent: true, call: `X: ${call}` };
}
