// Calls the YouTube Data API as the brand's channel, counts the day's units, and names failures as the product does.
import type { z } from 'zod';
import type { YoutubeAccount } from '../../config/accounts.ts';
import { type AccessSessions, signedIn } from '../access-token.ts';
import { googleDayEnds, googleReasons, isOutOfQuota, isTooFast, lacksRights } from '../google-failures.ts';
import { refreshGrant } from '../google-token.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import {
  CursorExpired,
  RateLimited,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
  Unavailable,
} from '../platform-errors.ts';
import { createQuota, type Quota } from '../quota.ts';
import { retryAt } from '../rate-limit.ts';

export interface YoutubeClientOptions extends HttpDeps {
  readonly account: YoutubeAccount;
  readonly sessions: AccessSessions;
  readonly timeoutMs?: number;
}

/** What a call is for; whatever is less urgent leaves more of the day's units. */
export type Purpose = 'answer' | 'read' | 'sweep';

export interface YoutubeClient {
  get<Schema extends z.ZodType>(
    path: string,
    query: NonNullable<Call['query']>,
    asked: { readonly schema: Schema; readonly for: Purpose },
  ): Promise<z.output<Schema>>;
  insertReply<Schema extends z.ZodType>(json: object, schema: Schema): Promise<z.output<Schema>>;
}

/** Units of a day and of calls (developers.google.com, "Quota costs"): reading a list 1, writing 50. */
const DAY = { bucket: 'units', most: 10_000, endsAt: googleDayEnds };
const READ_UNITS = 1;
const WRITE_UNITS = 50;
/** Reading stops with 30 answers left, looking for answers further down in old threads with half of the day left. */
const LEAVE: Readonly<Record<Purpose, number>> = { answer: 0, read: 1_500, sweep: 5_000 };

const FIX =
  'Sign in again as docs/platforms/youtube.md says and set YOUTUBE_REFRESH_TOKEN; check YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET.';

export function createYoutubeClient(options: YoutubeClientOptions): YoutubeClient {
  const { account, sessions, clock, timeoutMs } = options;
  const secrets = [account.clientSecret, account.refreshToken];
  const patience = timeoutMs === undefined ? {} : { timeoutMs };
  const http = createHttp(options, { name: 'YouTube', baseUrl: account.url, secrets, ...patience });
  const tokens = createHttp(options, { name: 'Google', baseUrl: account.tokenUrl, secrets, ...patience });
  const asOwner = signedIn(http, { tokens, grant: refreshGrant(account, FIX), sessions, clock });
  const quota = createQuota(options, DAY);
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const answer = await asOwner.send(call);
    if (!answer.ok) throw (await ownFailure(answer, { call, quota, now: clock() })) ?? http.failure(answer);
    return http.read(answer, schema);
  };
  return {
    get: async (path, query, { schema, for: purpose }) => {
      await quota.spend({ units: READ_UNITS, leave: LEAVE[purpose], call: `YouTube: GET ${path}` });
      return run({ path, query, urgent: purpose === 'answer' }, schema);
    },
    insertReply: async (json, schema) => {
      const path = '/youtube/v3/comments';
      await quota.spend({ units: WRITE_UNITS, leave: LEAVE.answer, call: `YouTube: POST ${path}` });
      return run({ method: 'POST', path, query: { part: 'snippet' }, json }, schema);
    },
  };
}

/** What YouTube means by a refusal, where that is more than the status says. */
async function ownFailure(
  answer: Answer,
  { call, quota, now }: { readonly call: Call; readonly quota: Quota; readonly now: string },
): Promise<Error | undefined> {
  const reasons = googleReasons(answer);
  const reason = reasonIn(answer.text);
  const said = `${answer.call} was answered with ${answer.status}: ${reason}`;
  if (isOutOfQuota(reasons)) return quota.usedUp(said);
  if (answer.status === 403 && isTooFast(reasons))
    return new RateLimited(said, { retryAt: retryAt((name) => answer.headers.get(name) ?? undefined, now) });
  if (lacksRights(reasons)) return new SignInExpired(`${said}. ${FIX}`);
  if (answer.status === 400 && call.query?.['pageToken'] !== undefined) return new CursorExpired(said);
  if (reasons.includes('commentTextTooLong')) return new TooLong(said);
  if (answer.acts) return refusedAnswer(answer.status, { reasons, reason, said });
  if (reasons.includes('commentsDisabled')) return new Unavailable(said, { mayHaveActed: false });
  return undefined;
}

/** The channel itself cannot write, or only this answer is not wanted. */
function refusedAnswer(
  status: number,
  { reasons, reason, said }: { readonly reasons: readonly string[]; readonly reason: string; readonly said: string },
): Error | undefined {
  if (status !== 400 && status !== 403) return undefined;
  if (reasons.includes('ineligibleAccount')) return new SignInExpired(`${said}. ${FIX}`);
  return new ReplyNotPermitted(said, { reason });
}
