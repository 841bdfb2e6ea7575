import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { caseNumberIn, subjectOfAnswer } from '../../../lib/domain/case-in-subject.ts';
import { caseNumberFor } from '../../../lib/domain/case-number.ts';

const CASE = caseNumberFor('a thread', 0);
const [LEFT, RIGHT] = CASE.split('-');

it.each([
  `Re: Refund [${CASE}]`,
  `AW: Refund [ #${LEFT} ${RIGHT} ]`,
  `case ${CASE}`,
  `My Case number: ${LEFT}${RIGHT}, again`,
  `case no. ${LEFT} ${RIGHT}`,
  `case #${LEFT}–${RIGHT}`,
])('finds the case number in "%s"', (subject) => {
  expect(caseNumberIn(subject)).toBe(CASE);
});

it.each([`order ${CASE}`, `${CASE}`, `case ${LEFT}-${RIGHT}1`, `suitcase ${CASE}`, 'case 1234-5678 is mistyped', ''])(
  'finds none in "%s"',
  (subject) => {
    expect(caseNumberIn(subject)).toBeUndefined();
  },
);

it('takes the first that is one', () => {
  expect(caseNumberIn(`[1234-5678] [${CASE}]`)).toBe(CASE);
});

it('answers with the case number, once, however often it goes back and forth', () => {
  const first = subjectOfAnswer('Where is my refund', CASE);
  expect(first).toBe(`Re: Where is my refund [${CASE}]`);
  expect(subjectOfAnswer(`AW: Re: ${first}`, CASE)).toBe(first);
  expect(subjectOfAnswer('', undefined)).toBe('Re:');
});

it('finds in an answer to any subject the case that was named', () => {
  assert(
    property(string({ maxLength: 200 }), (subject) => {
      const found = caseNumberIn(subject);
      expect(caseNumberIn(subjectOfAnswer(subject, CASE))).toBe(found ?? CASE);
    }),
  );
});
