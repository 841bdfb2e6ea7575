// Calls the Google Play Developer API for one app, counts its hour and day, and names failures as the product does.
import type { z } from 'zod';
import type { GooglePlayAccount } from '../../config/accounts.ts';
import { plus } from '../../domain/time.ts';
import { type AccessSessions, signedIn } from '../access-token.ts';
import { googleDayEnds, googleReasons, isOutOfQuota, isTooFast, lacksRights } from '../google-failures.ts';
import { serviceAccountGrant } from '../google-token.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { keyForms } from '../jwt.ts';
import { CursorExpired, RateLimited, ReplyNotPermitted, SignInExpired, TooLong } from '../platform-errors.ts';
import { createQuota } from '../quota.ts';
import { retryAt } from '../rate-limit.ts';

export interface GooglePlayClientOptions extends HttpDeps {
  readonly account: GooglePlayAccount;
  readonly sessions: AccessSessions;
  readonly timeoutMs?: number;
}

type Purpose = 'answer' | 'read' | 'refresh';

export interface GooglePlayClient {
  /** Below `/reviews` of the app. */
  get<Schema extends z.ZodType>(
    path: string,
    query: NonNullable<Call['query']>,
    asked: { readonly schema: Schema; readonly for: Purpose },
  ): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(path: string, json: object, schema: Schema): Promise<z.output<Schema>>;
}

/** developers.google.com, "Reply to Reviews", quotas of each app; when Google's hour begins is not said. */
const READS = { bucket: 'reads', most: 200, endsAt: (now: string) => plus(now, { hours: 1 }) };
const ANSWERS = { bucket: 'answers', most: 2_000, endsAt: googleDayEnds };
/** Each answer is preceded by a look at its review. */
const LEAVE: Readonly<Record<Purpose, number>> = { answer: 0, read: 50, refresh: 100 };

const FIX =
  'Check PLAY_SERVICE_ACCOUNT, and that the Play Console gives this service account the rights "View app information" and "Reply to reviews" for the app in PLAY_PACKAGE.';

export function createGooglePlayClient(options: GooglePlayClientOptions): GooglePlayClient {
  const { account, sessions, clock, timeoutMs } = options;
  const secrets = keyForms(account.privateKey);
  const patience = timeoutMs === undefined ? {} : { timeoutMs };
  const http = createHttp(options, { name: 'Google Play', baseUrl: account.url, secrets, ...patience });
  const tokens = createHttp(options, { name: 'Google', baseUrl: account.tokenUrl, secrets, ...patience });
  const grant = serviceAccountGrant(account, {
    scope: 'https://www.googleapis.com/auth/androidpublisher',
    setting: 'PLAY_SERVICE_ACCOUNT',
    fix: FIX,
  });
  const asOwner = signedIn(http, { tokens, grant, sessions, clock });
  const quotas = { reads: createQuota(options, READS), answers: createQuota(options, ANSWERS) };
  const base = `/androidpublisher/v3/applications/${encodeURIComponent(account.packageName)}/reviews`;
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const answer = await asOwner.send(call);
    if (answer.ok) return http.read(answer, schema);
    if (isOutOfQuota(googleReasons(answer))) throw await quotas[answer.acts ? 'answers' : 'reads'].usedUp(said(answer));
    throw ownFailure(answer, call, clock()) ?? http.failure(answer);
  };
  return {
    get: async (path, query, { schema, for: purpose }) => {
      await quotas.reads.spend({ units: 1, leave: LEAVE[purpose], call: `Google Play: GET ${base}${path}` });
      return run({ path: `${base}${path}`, query, urgent: purpose === 'answer' }, schema);
    },
    post: async (path, json, schema) => {
      await quotas.answers.spend({ units: 1, leave: LEAVE.answer, call: `Google Play: POST ${base}${path}` });
      return run({ method: 'POST', path: `${base}${path}`, json }, schema);
    },
  };
}

/** What Google Play means by a refusal, where that is more than the status says. */
function ownFailure(answer: Answer, call: Call, now: string): Error | undefined {
  const { status, acts, headers } = answer;
  const reasons = googleReasons(answer);
  const reason = reasonIn(answer.text);
  if (status === 403 && isTooFast(reasons))
    return new RateLimited(said(answer), { retryAt: retryAt((name) => headers.get(name) ?? undefined, now) });
  if (lacksRights(reasons) || (status === 403 && !acts)) return new SignInExpired(`${said(answer)}. ${FIX}`);
  if (status === 400 && call.query?.['token'] !== undefined) return new CursorExpired(said(answer));
  if (!acts || (status !== 400 && status !== 403)) return undefined;
  if (/too long|350|exceeds/i.test(reason)) return new TooLong(said(answer));
  // Its review was read with the same rights a moment ago: some reviews take no answer, and Google does not say why.
  return new ReplyNotPermitted(said(answer), { reason: `Google Play refuses an answer to this review: ${reason}` });
}

function said(answer: Answer): string {
  return `${answer.call} was answered with ${answer.status}: ${reasonIn(answer.text)}`;
}
