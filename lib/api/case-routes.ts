// The customers' pages over HTTP: who has the link may read and answer, without a sign-in. Knows nothing of Lambda.
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Log } from '../domain/log.ts';
import { type AskErasureDeps, askErasure } from '../flows/ask-erasure.ts';
import { readCasePage } from '../flows/read-case-page.ts';
import { type NotSolvedDeps, takeNotSolved } from '../flows/take-not-solved.ts';
import { type SurveyTaken, takeSurvey } from '../flows/take-survey.ts';
import { casePageHtml, type Html, noCaseHtml, notice } from './case-html.ts';
import { CASE_POLICY } from './case-style.ts';
import { surveyIn } from './case-survey.ts';

export interface CasePageDeps extends AskErasureDeps, NotSolvedDeps {
  /** The brand's name, as its customers know it. */
  readonly brand: string;
  /** The addresses under which the pages are served, as browsers name them: `https://help.acme.example`. */
  readonly ownOrigins: readonly string[];
  readonly log: Log;
}

export type CasePages = Hono;

/** A comment of 500 characters, each written as up to twelve in a form, and the two numbers. */
const MOST_BYTES = 8 * 1024;

/** The application under `/case`. Whatever is no page, for whatever reason, is answered with one and the same 404. */
export function createCasePages(deps: CasePageDeps): CasePages {
  const pages = new Hono().basePath('/case');
  pages.use(secureHeaders({ referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }));
  pages.use(async (context, next) => {
    await next();
    context.header('content-security-policy', CASE_POLICY);
    context.header('cache-control', 'no-store');
    context.header('x-robots-tag', 'noindex, nofollow, noarchive');
  });
  pages.use(bodyLimit({ maxSize: MOST_BYTES, onError: (context) => tooLong(deps, context) }));
  pages.post('/*', async (context, next) => {
    if (isFromElsewhere(deps, context.req.raw.headers)) return context.html(say(deps, FROM_ELSEWHERE), 403);
    await next();
    return undefined;
  });
  pages.get('/:token', (context) => show(deps, context));
  pages.post('/:token/not-solved', async (context) => {
    const done = await takeNotSolved(deps, context.req.param('token'));
    return done ? back(context) : missing(deps, context);
  });
  pages.post('/:token/erasure', async (context) => {
    const done = await askErasure(deps, context.req.param('token'));
    return done ? back(context, '#data') : missing(deps, context);
  });
  pages.post('/:token/survey', async (context) => {
    const answer = surveyIn(await formIn(context));
    if ('fault' in answer) return show(deps, context, { fault: answer.fault, status: 422 });
    const taken = await takeSurvey(deps, context.req.param('token'), answer);
    if (taken === 'taken') return back(context, '#survey');
    return taken === 'no-such-case'
      ? missing(deps, context)
      : show(deps, context, { fault: FAULTS[taken], status: 409 });
  });
  pages.all('/*', (context) => missing(deps, context));
  pages.onError((error, context) => {
    deps.log.error("a customer's page failed", error);
    return context.html(say(deps, FAILED), 500);
  });
  return pages;
}

const FAULTS: Readonly<Record<Exclude<SurveyTaken, 'taken' | 'no-such-case'>, string>> = {
  'not-now': 'We have not answered you yet: please tell us afterwards how we did.',
  'too-late': 'You have told us already, thank you. It can be changed for an hour only.',
};
const FROM_ELSEWHERE = {
  title: 'Not from here',
  text: 'Please open the link that we sent you, and use the buttons there.',
};
const FAILED = { title: 'Something went wrong', text: 'Nothing was lost. Please try again in a minute.' };
const TOO_LONG = { title: 'That was too long', text: 'Please go back and write it shorter.' };

interface Fault {
  readonly fault: string;
  readonly status: 409 | 422;
}

async function show(deps: CasePageDeps, context: Context, fault?: Fault): Promise<Response> {
  const token = context.req.param('token') ?? '';
  const page = await readCasePage(deps, token);
  if (!page) return missing(deps, context);
  const on = { ...deps, now: deps.clock(), path: `/case/${token}`, ...(fault ? { fault: fault.fault } : {}) };
  return context.html(casePageHtml(page, on), fault?.status ?? 200);
}

/** Undefined for what is no form. */
async function formIn({ req }: Context): Promise<Readonly<Record<string, unknown>> | undefined> {
  return req.parseBody().catch(() => undefined);
}

/** Shown by a request of its own, so that looking again sends nothing a second time. */
function back(context: Context, where = ''): Response {
  return context.redirect(`/case/${context.req.param('token')}${where}`, 303);
}

function missing({ brand }: CasePageDeps, context: Context): Response | Promise<Response> {
  return context.html(noCaseHtml(brand), 404);
}

function say({ brand }: CasePageDeps, words: { readonly title: string; readonly text: string }): Html {
  return notice(brand, words);
}

/** The rest of the body is not read, so the connection cannot be used again. */
function tooLong(deps: CasePageDeps, context: Context): Response | Promise<Response> {
  context.header('connection', 'close');
  return context.html(say(deps, TOO_LONG), 413);
}

/**
 * Whether the browser says that another site sends this. The link alone lets one in, there is no sign-in that such a site could
 * misuse; a browser that says nothing (no `Sec-Fetch-Site`, and no origin because pages ask for no referrer) is let in.
 */
function isFromElsewhere({ ownOrigins }: CasePageDeps, headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin';
  const origin = headers.get('origin');
  return origin !== null && origin !== 'null' && !ownOrigins.includes(origin);
}
