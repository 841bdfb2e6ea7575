// Fetches web pages at addresses that people typed in, and never from an address that is refused, whatever names resolve to.
import { once } from 'node:events';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface Guard {
  /** Whether no connection may be made to this IP address. */
  readonly refuses: (address: string) => boolean;
  readonly lookup: LookupFunction;
}

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Answers that have no body by definition. */
const BODILESS = new Set([204, 205, 304]);

/**
 * A `fetch` for GET. A name is looked up once, by the connection itself, and only what has passed the check is connected to:
 * a name that answers with another address the next time gains nothing. Follows three redirects, each checked in the same
 * way; credentials do not go along to another server. Rejects with an Error that says why.
 */
export function guardedFetch(guard: Guard): typeof fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    let url = new URL(input instanceof Request ? input.url : input);
    for (let redirects = 0; ; redirects += 1) {
      const response = await get(guard, url, { headers, ...(init.signal ? { signal: init.signal } : {}) });
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      if (redirects === MOST_REDIRECTS) throw new Error(`it was redirected more than ${MOST_REDIRECTS} times`);
      const next = new URL(location, url);
      if (next.origin !== url.origin) headers.delete('authorization');
      url = next;
    }
  };
}

async function get(
  guard: Guard,
  url: URL,
  { headers, signal }: { readonly headers: Headers; readonly signal?: AbortSignal },
): Promise<Response> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(`${url.protocol} is refused; expected http: or https:`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address that is written out is connected to without a look-up.
  if (isIP(host) !== 0) check(guard, host, host);
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  const request = send(url, {
    // A connection of its own: none that is open already passes by the check.
    agent: false,
    headers: { ...Object.fromEntries(headers), 'accept-encoding': 'gzip' },
    lookup: checkedLookup(guard),
    ...(signal ? { signal } : {}),
  });
  request.end();
  const [message]: IncomingMessage[] = await once(request, 'response');
  if (!message) throw new Error('there was no answer');
  return responseOf(message);
}

function check({ refuses }: Guard, host: string, address: string): void {
  if (refuses(address))
    throw new Error(`${host === address ? host : `${host} is ${address}, which`} is no address of the open internet`);
}

function checkedLookup(guard: Guard): LookupFunction {
  return (host, options, found) => {
    guard.lookup(host, { ...options, all: true }, (error, addresses) => {
      try {
        if (error) throw error;
        const all = Array.isArray(addresses) ? addresses : [];
        for (const { address } of all) check(guard, host, address);
        const [first] = all;
        if (first === undefined) throw new Error(`${host} has no address`);
        if (options.all) found(null, all);
        else found(null, first.address, first.family);
      } catch (cause) {
        found(cause instanceof Error ? cause : new Error(String(cause)), '', 0);
      }
    });
  };
}

function responseOf(message: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const status = message.statusCode ?? 0;
  if (BODILESS.has(status)) message.resume();
  return new Response(BODILESS.has(status) ? null : bodyOf(message), { status, headers });
}

/** A failure on the way is the reader's to see. */
function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  const plain = message.headers['content-encoding'] === 'gzip' ? createGunzip() : new PassThrough();
  return Readable.toWeb(pipeline(message, plain, () => undefined));
}
