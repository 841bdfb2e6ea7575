// With what the links to customers' pages are signed, and under which address customers reach them.
import { ACCOUNT_ENV } from './env-names.ts';
import { named, type Reader } from './setting-reader.ts';

export interface CaseLinkSettings {
  readonly secret: string;
  /** Without a trailing slash; absent: the desk's own. */
  readonly url?: string;
}

/** HMAC-SHA256 is as strong as its key only if that is no shorter than what can be guessed. */
const LEAST_SECRET = 32;

/** Without a secret there are no pages. */
export function parseCaseLink(reader: Reader): CaseLinkSettings | undefined {
  const { caseLinkSecret, caseLinkUrl } = ACCOUNT_ENV;
  const secret = reader.text(caseLinkSecret);
  const url = reader.webAddress(caseLinkUrl);
  if (secret === undefined) return undefined;
  if (secret.length < LEAST_SECRET)
    reader.problems.push(
      `${caseLinkSecret} has ${secret.length} characters; expected at least ${LEAST_SECRET}, e.g. from: openssl rand -hex 32`,
    );
  // The page answers under /case of the address, and its forms go there.
  if (url !== undefined && new URL(url).origin !== url)
    reader.problems.push(`${caseLinkUrl} is "${url}"; expected nothing after the host, e.g. https://help.acme.example`);
  return { secret, ...named('url', url) };
}
