// The customer's page as HTML: no script, no picture, nothing from elsewhere, and nothing about a person.
import { html, raw } from 'hono/html';
import type { BusinessHours } from '../domain/business-hours.ts';
import { type CaseMoment, type CasePage, type CaseState } from '../domain/case-page.ts';
import { availabilityWords, closedDaysWords, localTime, weekWords, zoneWords } from '../domain/opening-words.ts';
import type { Instant } from '../domain/time.ts';
import { CASE_STYLE } from './case-style.ts';
import { surveyForm } from './case-survey.ts';

/** What every page is written with. */
export interface Stationery {
  readonly brand: string;
  readonly businessHours: BusinessHours;
  readonly now: Instant;
}

export type Html = ReturnType<typeof html>;

/** The page of one case; `fault` says why what was sent could not be taken. */
export function casePageHtml(
  page: CasePage,
  on: Stationery & { readonly path: string; readonly fault?: string },
): Html {
  const last = page.moments.at(-1);
  const { title, text } = last?.what === 'not-solved' ? NOT_SOLVED : STATES[page.state];
  const body = html`
<header><strong>${on.brand}</strong><span>Case <strong>${page.caseNumber}</strong></span></header>
<main>
${on.fault ? html`<p class="fault" role="alert">${on.fault}</p>` : ''}
<section class="state"><h1>${title}</h1><p>${text}</p>${promise(page, on)}</section>
${page.takesNotSolved ? notSolved(on.path) : ''}
${course(page, on)}
${surveyForm(page, on.path)}
${people(page, on)}
${erasure(page, on)}
</main>
<footer>
<p>This page shows no name and nothing you wrote. Whoever has the link can open it.</p>
${page.endsAt ? html`<p>The case is over. This page goes away on ${time(page.endsAt, on)}.</p>` : ''}
</footer>`;
  return documentOf(`${title} · Case ${page.caseNumber} · ${on.brand}`, body);
}

/** One and the same for every address without a page: it does not tell whether there ever was one. */
export function noCaseHtml(brand: string): Html {
  return notice(brand, {
    title: 'There is no page here',
    text: 'The link is not complete, or it has ended. If you wait for an answer from us, please look where you wrote to us.',
  });
}

/** A page with a few words and nothing else. */
export function notice(brand: string, { title, text }: { readonly title: string; readonly text: string }): Html {
  const body = html`
<header><strong>${brand}</strong></header>
<main><section class="state"><h1>${title}</h1><p>${text}</p></section></main>`;
  return documentOf(`${title} · ${brand}`, body);
}

function documentOf(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<style>${raw(CASE_STYLE)}</style>
</head>
<body>${body}</body>
</html>`;
}

const STATES: Readonly<Record<CaseState, { readonly title: string; readonly text: string }>> = {
  received: {
    title: 'We have heard you',
    text: 'Thank you for telling us. Your case is waiting for one of our people.',
  },
  'looked-at': { title: 'We are looking at it', text: 'One of our people has your case before them.' },
  answered: {
    title: 'We have answered you',
    text: 'You find our answer where you wrote to us. If it does not help, tell us here or there.',
  },
  solved: { title: 'Solved, we believe', text: 'We think that your case is settled. If it is not, tell us.' },
  closed: {
    title: 'Closed',
    text: 'There is nothing left for us to do. If you need us, write to us again where you wrote before.',
  },
};

const NOT_SOLVED = {
  title: 'Thank you for telling us',
  text: 'You said that it is not solved. Your case is open again and waiting for one of our people. To tell us more, answer where you wrote to us.',
};

function promise({ promise: next }: CasePage, on: Stationery): Html | '' {
  if (!next) return '';
  if (!next.isBroken) return html`<p>We promised to write by <strong>${time(next.dueAt, on)}</strong>.</p>`;
  return html`<p class="late">We promised to write by <strong>${time(next.dueAt, on)}</strong> and are late. We are sorry. Our team knows.</p>`;
}

function notSolved(path: string): Html {
  return html`<section><h2>Is it not solved?</h2>
<p>Then say so. Your case is opened again, and one of our people looks at it.</p>
<form method="post" action="${path}/not-solved"><button>This is not solved</button></form></section>`;
}

const MOMENTS: Readonly<Record<CaseMoment['what'], string>> = {
  received: 'We heard you',
  'looked-at': 'One of our people looked at it',
  answered: 'We answered',
  solved: 'We settled it',
  closed: 'We closed it',
  'wrote-again': 'You wrote again',
  'not-solved': 'You told us that it is not solved',
  reopened: 'We took it up again',
};

const TO_COME: Readonly<Partial<Record<CaseState, readonly string[]>>> = {
  received: ['One of our people looks at it', 'Our answer', 'Solved'],
  'looked-at': ['Our answer', 'Solved'],
  answered: ['Solved'],
};

function course({ moments, state }: CasePage, on: Stationery): Html {
  const past = moments.map(({ what, at }, place) => {
    const isNow = place === moments.length - 1;
    return html`<li${isNow ? raw(' class="now" aria-current="step"') : ''}>${MOMENTS[what]}${time(at, on)}</li>`;
  });
  const toCome = (TO_COME[state] ?? []).map((step) => html`<li class="to-come">${step}</li>`);
  return html`<section><h2>How far it is</h2><ol class="course">${past}${toCome}</ol></section>`;
}

function people({ caseNumber }: CasePage, { businessHours, now }: Stationery): Html {
  const closed = closedDaysWords(businessHours, now);
  return html`<section><h2>When we are here</h2>
<p>${availabilityWords(businessHours, now)} If you call us, say your case number <strong>${caseNumber}</strong>: then you need not tell all of it again.</p>
<ul class="soft">${weekWords(businessHours).map((line) => html`<li>${line}</li>`)}</ul>
<p class="soft">${closed.length > 0 ? `Closed on ${closed.join(', ')}. ` : ''}All times on this page are ${zoneWords(businessHours.timeZone)}.</p>
</section>`;
}

function erasure({ erasureAskedAt }: CasePage, on: Stationery & { readonly path: string }): Html {
  if (erasureAskedAt)
    return html`<section id="data"><h2>Your data</h2>
<p>You asked us to delete your data: ${time(erasureAskedAt, on)}. One of our people writes to you to make sure that it is you who asks. Nothing is deleted before.</p></section>`;
  return html`<section id="data"><h2>Your data</h2>
<details><summary>Delete my data</summary>
<p>We then delete what we keep about you: what you wrote, our answers, your name. Before that, one of our people writes to you to make sure that it is you who asks. What stands on the network where you wrote, you can delete there yourself.</p>
<form method="post" action="${on.path}/erasure"><button class="quiet">Ask us to delete my data</button></form></details></section>`;
}

function time(at: Instant, { businessHours, now }: Stationery): Html {
  return html`<time datetime="${at}">${localTime(at, businessHours.timeZone, now)}</time>`;
}
