// Signing in where the desk is deployed: authorization code with PKCE (RFC 7636) against the Cognito managed login.
import { kept } from './preferences.ts';
import { signal } from './signals.ts';

/** In `config.json` at the site's root; absent there on a laptop, where nobody signs in. */
interface AuthConfig {
  /** Where the managed login is, e.g. `https://earshot.auth.eu-west-1.amazoncognito.com`. */
  readonly url: string;
  readonly clientId: string;
}

interface Tokens {
  /** Says who it is, by e-mail and groups: what the API reads. */
  readonly id: string;
  readonly refresh?: string | undefined;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface SignIn {
  /** True once the server no longer knows us: the desk keeps its drafts and offers to sign in again. */
  readonly signedOut: { value: boolean };
  readonly isNeeded: boolean;
  headers(): Promise<Record<string, string>>;
  begin(): Promise<void>;
}

/** What is remembered while the person is away to sign in. */
interface Pending {
  readonly verifier: string;
  readonly state: string;
  readonly hash: string;
}

const TOKENS = 'earshot.tokens';
const PENDING = 'earshot.sign-in';
const HOME = `${location.origin}/`;
/** Renewed this long before the end, so that no request meets an expired token. */
const EARLY_MS = 60_000;

/** Reads how to sign in, completes a sign-in that has just come back, and knows the token from then on. */
export async function createSignIn(): Promise<SignIn> {
  const signedOut = signal(false);
  const auth = await readConfig();
  if (!auth) return { signedOut, isNeeded: false, headers: async () => ({}), begin: async () => {} };
  await complete(auth);
  if (!readTokens()) await begin(auth);
  const headers = async (): Promise<Record<string, string>> => {
    const tokens = await freshTokens(auth);
    return tokens ? { authorization: `Bearer ${tokens.id}` } : {};
  };
  return { signedOut, isNeeded: true, headers, begin: () => begin(auth) };
}

async function readConfig(): Promise<AuthConfig | undefined> {
  const response = await fetch('/config.json');
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return undefined;
  const config: { signIn?: AuthConfig } = await response.json();
  return config.signIn;
}

async function begin(auth: AuthConfig): Promise<void> {
  // 72 characters of those that RFC 7636 allows.
  const verifier = crypto.randomUUID() + crypto.randomUUID();
  const state = crypto.randomUUID();
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, hash: location.hash }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: auth.clientId,
    redirect_uri: HOME,
    scope: 'openid email',
    state,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`${auth.url}/oauth2/authorize?${query}`);
  // The page is being left: nothing after this may run.
  await new Promise(() => {});
}

async function complete(auth: AuthConfig): Promise<void> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const pending = kept<Pending>(sessionStorage, PENDING);
  sessionStorage.removeItem(PENDING);
  if (!code || !pending || query.get('state') !== pending.state) return;
  const { verifier, hash } = pending;
  await requestTokens(auth, { grant_type: 'authorization_code', code, redirect_uri: HOME, code_verifier: verifier });
  history.replaceState(null, '', `/${hash}`);
}

async function freshTokens(auth: AuthConfig): Promise<Tokens | undefined> {
  const tokens = readTokens();
  if (!tokens || tokens.until - EARLY_MS > Date.now()) return tokens;
  if (tokens.refresh) await requestTokens(auth, { grant_type: 'refresh_token', refresh_token: tokens.refresh });
  else sessionStorage.removeItem(TOKENS);
  return readTokens();
}

async function requestTokens(auth: AuthConfig, fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams({ client_id: auth.clientId, ...fields });
  const response = await fetch(`${auth.url}/oauth2/token`, { method: 'POST', body });
  if (!response.ok) {
    sessionStorage.removeItem(TOKENS);
    return;
  }
  const given: { id_token: string; refresh_token?: string; expires_in: number } = await response.json();
  const refresh = given.refresh_token ?? fields.refresh_token;
  const tokens: Tokens = { id: given.id_token, refresh, until: Date.now() + given.expires_in * 1000 };
  sessionStorage.setItem(TOKENS, JSON.stringify(tokens));
}

function readTokens(): Tokens | undefined {
  return kept(sessionStorage, TOKENS);
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
