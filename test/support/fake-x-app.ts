// What X offers beside posts: tokens of OAuth 2.0 that rotate, compliance jobs with addresses that expire, the use of the app.
import { type Clock, type Instant, plus } from '../../lib/domain/time.ts';
import type { Seen, Served } from './fake-network.ts';

export const FIRST_REFRESH_TOKEN = 'refresh-0';
export const OAUTH2 = { id: 'client-id', secret: 'client-secret' };

interface Job {
  readonly id: string;
  readonly uploadUntil: Instant;
  readonly downloadUntil: Instant;
  ids?: readonly string[];
  status: 'created' | 'in_progress' | 'complete' | 'failed';
}

export interface FakeXApp {
  /** Undefined for a call that is none of its own. */
  answer(seen: Seen): Served | undefined;
  /** Whether a bearer token is one of a user whose two hours are over, or one that was never given. */
  isExpired(token: string): boolean;
  /** How often a refresh token was handed in. */
  refreshes(): number;
  /** Another program uses the refresh token that stands: it is spent. */
  spendRefreshToken(): { readonly accessToken: string; readonly refreshToken: string };
  /** X has worked through the uploaded ids. */
  finishJobs(outcome?: 'complete' | 'failed'): void;
  /** Lines of a result beside those about posts that are gone. */
  addResultLines(...lines: readonly string[]): void;
}

export interface FakeXAppOptions {
  readonly clock: Clock;
  readonly url: () => string;
  readonly stands: (id: string) => boolean;
}

export function fakeXApp({ clock, url, stands }: FakeXAppOptions): FakeXApp {
  const jobs: Job[] = [];
  const lines: string[] = [];
  const tokens = rotatingTokens(clock);
  return {
    answer: (seen) =>
      seen.path === '/2/oauth2/token'
        ? tokens.exchange(seen)
        : (jobAnswer({ jobs, lines, clock, url, stands }, seen) ?? usageAnswer(seen)),
    isExpired: tokens.isExpired,
    refreshes: tokens.refreshes,
    spendRefreshToken: tokens.issue,
    finishJobs: (outcome = 'complete') => {
      for (const job of jobs) if (job.status === 'in_progress') job.status = outcome;
    },
    addResultLines: (...more) => void lines.push(...more),
  };
}

function rotatingTokens(clock: Clock) {
  let refreshToken = FIRST_REFRESH_TOKEN;
  let serial = 0;
  let handedIn = 0;
  const ends = new Map<string, Instant>();
  const issue = () => {
    serial += 1;
    refreshToken = `refresh-${serial}`;
    const accessToken = `user-token-${serial}`;
    ends.set(accessToken, plus(clock(), { hours: 2 }));
    return { accessToken, refreshToken };
  };
  return {
    issue,
    refreshes: () => handedIn,
    isExpired: (token: string) => token.startsWith('user-token-') && !((ends.get(token) ?? '') > clock()),
    exchange: ({ headers, body }: Seen): Served => {
      handedIn += 1;
      const basic = `Basic ${Buffer.from(`${OAUTH2.id}:${OAUTH2.secret}`).toString('base64')}`;
      if (headers.authorization !== basic) return oauthProblem(401, 'invalid_client', 'Missing valid authorization');
      if (body['grant_type'] !== 'refresh_token' || body['refresh_token'] !== refreshToken)
        return oauthProblem(400, 'invalid_request', 'Value passed for the token was invalid.');
      const next = issue();
      const json = {
        token_type: 'bearer',
        expires_in: 7200,
        scope: 'tweet.read tweet.write users.read offline.access',
      };
      return { status: 200, json: { ...json, access_token: next.accessToken, refresh_token: next.refreshToken } };
    },
  };
}

function oauthProblem(status: number, error: string, error_description: string): Served {
  return { status, json: { error, error_description } };
}

interface Jobs extends FakeXAppOptions {
  readonly jobs: Job[];
  readonly lines: readonly string[];
}

function jobAnswer(state: Jobs, { method, path, headers, query, body }: Seen): Served | undefined {
  const { jobs, clock } = state;
  const [, id, file] = /^\/2\/compliance\/jobs(?:\/(\d+))?(?:\/(upload|download))?$/.exec(path) ?? [];
  if (!path.startsWith('/2/compliance/jobs')) return undefined;
  if (!isApp(headers.authorization)) return problem(403, 'Unsupported Authentication');
  if (method === 'POST') return create(state, body);
  const job = jobs.find((each) => each.id === id);
  if (!job) return problem(404, 'Not Found Error');
  if (file === undefined) return { status: 200, json: { data: wire(state, job) } };
  const isSigned = query.get('token') === `signed-${file}-${job.id}`;
  if (!isSigned || clock() > (file === 'upload' ? job.uploadUntil : job.downloadUntil))
    return problem(403, 'Forbidden');
  if (file === 'download') return { status: 200, text: resultOf(state, job) };
  job.ids = String(body['text']).trim().split('\n');
  job.status = 'in_progress';
  return { status: 200, text: '' };
}

function create(state: Jobs, body: Seen['body']): Served {
  const { jobs, clock } = state;
  if (body['type'] !== 'tweets') return problem(400, 'Invalid Request');
  const isActive = ({ status, uploadUntil }: Job): boolean =>
    status === 'in_progress' || (status === 'created' && clock() <= uploadUntil);
  if (jobs.some(isActive)) return problem(409, 'Conflict');
  const job: Job = {
    id: String(1_372_966_999_991_541_700n + BigInt(jobs.length)),
    uploadUntil: plus(clock(), { minutes: 15 }),
    downloadUntil: plus(clock(), { days: 7 }),
    status: 'created',
  };
  jobs.push(job);
  return { status: 200, json: { data: wire(state, job) } };
}

function wire({ url }: Jobs, { id, status, uploadUntil, downloadUntil }: Job): unknown {
  const file = (name: string): string => `${url()}/2/compliance/jobs/${id}/${name}?token=signed-${name}-${id}`;
  return {
    id,
    type: 'tweets',
    status,
    upload_url: file('upload'),
    upload_expires_at: uploadUntil,
    download_url: file('download'),
    download_expires_at: downloadUntil,
  };
}

function resultOf({ stands, lines }: Jobs, { ids = [] }: Job): string {
  const gone = ids.filter((id) => !stands(id));
  const said = gone.map((id) => JSON.stringify({ id, action: 'delete', reason: 'deleted', redacted_at: null }));
  return [...said, ...lines].map((line) => `${line}\n`).join('');
}

function usageAnswer({ path, headers }: Seen): Served | undefined {
  if (path !== '/2/usage/tweets') return undefined;
  if (!isApp(headers.authorization)) return problem(403, 'Unsupported Authentication');
  return { status: 200, json: { data: { project_usage: '1204', project_cap: '3000000', cap_reset_day: 12 } } };
}

/** A bearer token that is no user's. */
function isApp(authorization = ''): boolean {
  return authorization.startsWith('Bearer ') && !authorization.startsWith('Bearer user-token-');
}

function problem(status: number, title: string): Served {
  return { status, json: { type: 'about:blank', title, status, detail: title } };
}
