// The questions on the customer's page: how satisfied, would they recommend us, and a few words if they like.
import { html, raw } from 'hono/html';
import * as z from 'zod';
import { type CasePage, SURVEY_MINUTES } from '../domain/case-page.ts';
import { MOST_COMMENT, type SurveyAnswer } from '../flows/take-survey.ts';

type Html = ReturnType<typeof html>;

const CSAT = ['1', '2', '3', '4', '5'] as const;
const NPS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

const formSchema = z.object({
  csat: z.enum(CSAT).optional(),
  nps: z.enum(NPS).optional(),
  // A form sends two characters for each line end, and counts one.
  comment: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(MOST_COMMENT))
    .optional(),
});

/** What was sent, or what is wrong with it in words for the customer. */
export function surveyIn(
  form: Readonly<Record<string, unknown>> | undefined,
): SurveyAnswer | { readonly fault: string } {
  const parsed = formSchema.safeParse(form);
  if (!parsed.success)
    return {
      fault: `That could not be read. Please choose from the numbers, and use at most ${MOST_COMMENT} characters.`,
    };
  const { csat, nps, comment } = parsed.data;
  if (csat === undefined && nps === undefined) return { fault: 'Please choose a number in one of the two questions.' };
  return {
    ...(csat === undefined ? {} : { csat: Number(csat) }),
    ...(nps === undefined ? {} : { nps: Number(nps) }),
    ...(comment ? { comment } : {}),
  };
}

/** The questions, or thanks for the answer; nothing before there is anything to say something of. */
export function surveyForm({ survey, said }: CasePage, path: string): Html | '' {
  if (survey === 'none') return '';
  if (survey === 'given') return html`<section id="survey"><h2>Thank you</h2><p>${saidWords(said)}</p></section>`;
  const thanks = html`<p>${saidWords(said)} You can change that within ${SURVEY_MINUTES} minutes.</p>`;
  return html`<section id="survey"><h2>${survey === 'changeable' ? 'Thank you' : 'How did we do?'}</h2>
${survey === 'changeable' ? thanks : ''}
<form method="post" action="${path}/survey">
<fieldset><legend>How satisfied are you with how we dealt with it?</legend>
<div class="scale five">${CSAT.map((value) => choice('csat', value, said?.csat))}</div>
<p class="soft ends"><span>1: not at all</span><span>5: very</span></p></fieldset>
<fieldset><legend>Would you recommend us to friends?</legend>
<div class="scale eleven">${NPS.map((value) => choice('nps', value, said?.nps))}</div>
<p class="soft ends"><span>0: by no means</span><span>10: certainly</span></p></fieldset>
<div><label class="label" for="comment">What should we know? You may leave this empty.</label>
<textarea id="comment" name="comment" rows="3" maxlength="${MOST_COMMENT}" aria-describedby="comment-hint"></textarea>
<p class="soft" id="comment-hint">At most ${MOST_COMMENT} characters. Our team reads it; it is not shown on this page.</p></div>
<button>${survey === 'changeable' ? 'Change my answer' : 'Send'}</button></form></section>`;
}

function choice(name: 'csat' | 'nps', value: string, said: number | undefined): Html {
  const checked = said === Number(value) ? raw(' checked') : '';
  return html`<label><input type="radio" name="${name}" value="${value}"${checked}><span>${value}</span></label>`;
}

function saidWords({ csat, nps }: NonNullable<CasePage['said']> = {}): string {
  const parts = [
    csat === undefined ? [] : [`${csat} of 5 for how satisfied you are`],
    nps === undefined ? [] : [`${nps} of 10 for recommending us`],
  ];
  return `You gave us ${parts.flat().join(' and ')}.`;
}
