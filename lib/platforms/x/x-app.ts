// What only the app itself may ask X for, with its bearer token: which stored posts must go, and what it has used.
import type { z } from 'zod';
import { type Instant, plus } from '../../domain/time.ts';
import { type Answer, type Call, createHttp, type Http, type HttpDeps, TIMEOUT_MS } from '../http.ts';
import type { Platform } from '../platform.ts';
import { RateLimited, Unavailable } from '../platform-errors.ts';
import { xComplianceJobSchema, xComplianceLineSchema, xUsageSchema } from './x-wire.ts';

export interface XApp extends HttpDeps {
  /** X's address, without a trailing slash. */
  readonly url: string;
  readonly bearerToken: string;
  readonly timeoutMs?: number;
}

type Compliance = NonNullable<Platform['compliance']>;
type Job = z.output<typeof xComplianceJobSchema>['data'];

/** A result has a line of some 150 bytes for each post that must go. */
const MOST_BYTES = 64 * 1024 * 1024;
/** An upload address holds for 15 minutes; a job that nothing was uploaded to makes room after that. */
const BUSY_MINUTES = 15;
/** The words by which X says that a stored post must go (docs.x.com, "Batch Compliance", and its older form). */
const MUST_GO = new Set(['delete', 'deactivate', 'suspend', 'protect', 'withhold']);

/** X's batch compliance. X works on one job of an app at a time. */
export function complianceOf(app: XApp): Compliance {
  return {
    start: (ids) => start(app, ids),
    result: (job) => result(app, job),
  };
}

/** "1,204 of 3,000,000 posts read this month; counted anew from day 12 of the month". */
export async function usage(app: XApp): Promise<string> {
  const query = { 'usage.fields': 'project_cap,project_usage,cap_reset_day' };
  const answer = await call(app, app.url, { path: '/2/usage/tweets', query });
  const { project_usage: used = 0, project_cap: cap, cap_reset_day: day } = readOrFail(app, answer, xUsageSchema).data;
  const ofCap = cap === undefined ? '' : ` of ${count(cap)}`;
  const from = day === undefined ? '' : `; counted anew from day ${day} of the month`;
  return `${count(used)}${ofCap} posts read this month${from}`;
}

function count(number: string | number): string {
  return Number(number).toLocaleString('en-US');
}

async function start(app: XApp, ids: readonly string[]): Promise<string> {
  const bucket = 'POST /2/compliance/jobs';
  const json = { type: 'tweets' };
  const answer = await call(app, app.url, { method: 'POST', path: '/2/compliance/jobs', json, bucket });
  if (answer.status === 409) {
    const retryAt = plus(app.clock(), { minutes: BUSY_MINUTES });
    throw new RateLimited('X works on one compliance job at a time, and one is at work', { retryAt });
  }
  const { id, upload_url } = readOrFail(app, answer, xComplianceJobSchema).data;
  if (upload_url === undefined) throw lost(`X gave no address for the ids of compliance job ${id}`);
  const uploaded = await call(app, upload_url, { method: 'PUT', path: '', text: `${ids.join('\n')}\n` });
  if (isRefusedAddress(uploaded)) throw lost(`X no longer takes the ids of compliance job ${id}`);
  if (!uploaded.ok) throw httpTo(app, app.url).failure(uploaded);
  return id;
}

/** A job that was started counts for nothing without its ids: the next try begins another. */
function lost(said: string): Unavailable {
  return new Unavailable(said, { mayHaveActed: false });
}

async function result(app: XApp, job: string): Promise<readonly string[] | 'running' | 'failed'> {
  const path = `/2/compliance/jobs/${encodeURIComponent(job)}`;
  const answer = await call(app, app.url, { path, bucket: 'GET /2/compliance/jobs/:id' });
  if (answer.status === 404) return 'failed';
  const { data } = readOrFail(app, answer, xComplianceJobSchema);
  if (isWorkedOn(data, app.clock())) return 'running';
  if (data.status !== 'complete' || data.download_url === undefined) return 'failed';
  const downloaded = await call(app, data.download_url, { path: '' });
  if (isRefusedAddress(downloaded)) return 'failed';
  if (!downloaded.ok) throw httpTo(app, app.url).failure(downloaded);
  return idsThatMustGo(app, downloaded);
}

/** One whose ids were not uploaded in time is never worked on. */
function isWorkedOn({ status, upload_expires_at: until }: Job, now: Instant): boolean {
  return status === 'in_progress' || (status === 'created' && (until === undefined || until > now));
}

/** The addresses are signed for some minutes or days, and answer like this afterwards. */
function isRefusedAddress({ status }: Answer): boolean {
  return [400, 401, 403, 404, 410].includes(status);
}

/** Posts that were edited, or lost their place on the map, stay; a post that is not named stands unchanged. */
function idsThatMustGo(app: XApp, answer: Answer): string[] {
  const http = httpTo(app, app.url);
  const lines = answer.text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((text) => {
    const { id, action } = http.read({ ...answer, text }, xComplianceLineSchema);
    return action !== undefined && MUST_GO.has(action) ? [id] : [];
  });
}

function readOrFail<Schema extends z.ZodType>(app: XApp, answer: Answer, schema: Schema): z.output<Schema> {
  const http = httpTo(app, app.url);
  if (!answer.ok) throw http.failure(answer);
  return http.read(answer, schema);
}

/**
 * The token goes to X's own address alone. X's signed addresses once lay in a foreign store that wanted no token; now they are
 * X's own and want it (docs.x.com, "Batch Compliance", integration guide).
 */
function call(app: XApp, baseUrl: string, about: Call): Promise<Answer> {
  const own = new URL(baseUrl).origin === new URL(app.url).origin;
  const headers = own ? { authorization: `Bearer ${app.bearerToken}` } : {};
  return httpTo(app, baseUrl).send({ ...about, headers, acts: false });
}

function httpTo({ url, bearerToken, timeoutMs = TIMEOUT_MS, ...deps }: XApp, baseUrl: string): Http {
  const name = baseUrl === url ? 'X' : 'X, compliance file';
  return createHttp(deps, { name, baseUrl, secrets: [bearerToken, baseUrl], timeoutMs, mostBytes: MOST_BYTES });
}
