// The five qualities of an answer, each as what is good about it and what could be better (requirement A3).
import type { Cause } from './assessment.ts';
import { callNameOf } from './call-name.ts';
import type { Commitments } from './found-promises.ts';
import { ownWordsIn } from './own-words.ts';
import { BLAME, HOLLOW_SORRY, OPEN_DOOR, POLITE_WORDS, SHUT_DOOR, STIFF_WORDS, VAGUE_TIME } from './polite-words.ts';
import { PLAIN_GRADE, type Reading } from './reading-grade.ts';
import { type Finding, type Mark, marksOf, type Quality } from './reply-finding.ts';
import { signatureIn } from './signature.ts';

/** An answer, and what is known of whom it answers. */
export interface Answer {
  readonly text: string;
  /** Who writes it, as the team knows them. */
  readonly agent: string;
  readonly customer: { readonly handle: string; readonly name?: string };
  /** What the customer wrote. */
  readonly posts: readonly string[];
  readonly causes: readonly Cause[];
  /** Praise and questions need no apology and no next step. */
  readonly about: 'complaint' | 'question' | 'other';
  /** The names of the brand. */
  readonly brand: readonly string[];
}

/** What is judged by what it looks like, in any language. */
export function inAnyLanguage(answer: Answer): Finding[] {
  return [...signed(answer), ...named(answer)];
}

/** Whether it says sorry and thanks, in the languages whose words for it are known. */
export function courtesies({ text, about }: Answer, language: string): Finding[] {
  const words = POLITE_WORDS[language];
  if (!words) return [];
  const thanks = marksOf(text, words.thanks);
  const sorry = marksOf(text, words.sorry);
  const hollow = language === 'en' ? marksOf(text, HOLLOW_SORRY) : [];
  const isHollow = hollow.length > 0 && sorry.every((mark) => hollow.some((other) => overlap(mark, other)));
  const say =
    about === 'complaint' ? [advice({ quality: 'empathetic', id: 'sorry', text: 'Say sorry for what happened' })] : [];
  return [
    ...(isHollow
      ? [
          advice(
            { quality: 'empathetic', id: 'sorry', text: 'Not yet an apology: say sorry for what happened' },
            hollow,
          ),
        ]
      : found({ quality: 'empathetic', id: 'sorry', text: 'Says sorry' }, sorry, say)),
    ...found({ quality: 'empathetic', id: 'thanks', text: 'Says thanks' }, thanks, [
      advice({ quality: 'empathetic', id: 'thanks', text: 'Thank them for telling you' }),
    ]),
  ];
}

/** What only who knows English can say of it. */
export function inEnglish(answer: Answer, reading: Reading, commitments: Commitments): Finding[] {
  return [
    ...accurate(answer),
    ...dated(commitments),
    ...nextStep(answer, commitments),
    ...plain(answer, reading),
    ...friendly(answer),
  ];
}

function overlap(one: Mark, other: Mark): boolean {
  return one.start < other.end && other.start < one.end;
}

function signed({ text, agent, brand }: Answer): Finding[] {
  const { by, marks } = signatureIn(text, agent, brand);
  if (by === 'person') return [good({ quality: 'consistent', id: 'signed', text: 'Signed by a person' }, marks)];
  const words = by === 'brand' ? 'Signed by the brand: a person’s name is better' : 'Sign with your name or initials';
  return [advice({ quality: 'consistent', id: 'signed', text: words }, marks)];
}

function named({ text, customer }: Answer): Finding[] {
  const name = callNameOf(customer);
  if (name === undefined) return [];
  const words = [...text.matchAll(/(?<![@\p{L}\p{N}_.])\p{L}[\p{L}\p{M}'’-]*/gu)];
  const full = (customer.name ?? name).split(/\s+/u).map(folded);
  const marks = words
    .filter(({ 0: word }) => full.includes(folded(word.replace(/['’]s$/u, ''))) && folded(word).length > 1)
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const use = [advice({ quality: 'empathetic', id: 'name', text: `Use their name: ${name}` }, marksOf(text, NO_NAME))];
  return found({ quality: 'empathetic', id: 'name', text: 'Calls them by their name' }, marks, use);
}

const NO_NAME =
  /\b(?:dear|hi|hello|hey)\s+(?:valued\s+)?(?:customer|client|guest|user|sir(?:\s*(?:\/|or)\s*madam)?|madam|there)\b/giu;

/** "Ines" for "Inês": nobody is told off for a keyboard. */
function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function accurate({ text, posts, causes, brand, customer, about }: Answer): Finding[] {
  if (about === 'other') return [];
  const names = [...brand, customer.handle, customer.name ?? ''];
  const own = ownWordsIn(text, { posts, causes, names });
  if (own.copied.length > 0)
    return [
      advice(
        { quality: 'accurate', id: 'own-words', text: 'These are the customer’s words: use your own' },
        own.copied,
      ),
    ];
  if (!own.canTell) return [];
  return found({ quality: 'accurate', id: 'own-words', text: 'Names the problem in own words' }, own.about, [
    advice({ quality: 'accurate', id: 'own-words', text: 'Say what went wrong, in your own words' }),
  ]);
}

function dated({ passed, wrongDays }: Commitments): Finding[] {
  return [
    ...found({ quality: 'consistent', id: 'date-passed', text: 'This date has passed', level: 'advice' }, passed),
    ...found(
      { quality: 'consistent', id: 'wrong-day', text: 'Weekday and date do not match', level: 'advice' },
      wrongDays,
    ),
  ];
}

/** All is done already: nothing is left to say by when. */
const DONE =
  /\b(?:(?:i|we)(?:['’]ve| have)(?: now| just| already)? (?:refunded|credited|fixed|repaired|replaced|cancelled|canceled|corrected|sorted|removed|resolved|sent|paid|put (?:it|this|that) right|changed|updated|booked|switched)|(?:is|are|was|were|been)(?: now| all)* (?:paid|sent|credited|delivered|fixed|refunded|sorted|resolved|restored|repaired|corrected|working again|back (?:up|on|online)|cancelled)|working again)\b/iu;
const ONESELF = /\b(?:i|we|us|our|my|me)\b/iu;

function nextStep({ text, about }: Answer, { promises, passed, wrongDays }: Commitments): Finding[] {
  if (about !== 'complaint') return [];
  const vague = marksOf(text, VAGUE_TIME);
  const id = 'next-step';
  if (promises.length > 0) {
    const marks = promises.map(({ mark }) => mark);
    const step = good({ quality: 'precise', id, text: 'Says what happens next and by when' }, marks);
    return ONESELF.test(text)
      ? [step]
      : [step, advice({ quality: 'precise', id: 'who', text: 'Say who does it: “I” or “we”' })];
  }
  if (passed.length > 0 || wrongDays.length > 0 || DONE.test(text)) return [];
  const [first] = vague;
  if (!first) return [advice({ quality: 'precise', id, text: 'Say what happens next and by when' })];
  return [
    advice(
      { quality: 'precise', id, text: `When is “${text.slice(first.start, first.end)}”? Name a day or an hour` },
      vague,
    ),
  ];
}

function plain({ text }: Answer, { grade, isPlain, hardWords, longSentences }: Reading): Finding[] {
  const stiff = STIFF_WORDS.flatMap(([pattern, plainer]) =>
    marksOf(text, pattern).map((mark) => ({ mark, words: `“${text.slice(mark.start, mark.end)}” (${plainer})` })),
  );
  const longest = Math.max(0, ...longSentences.map(({ words }) => words));
  const years = Math.max(1, Math.round(grade ?? 0));
  return [
    ...(isPlain
      ? []
      : [
          advice(
            {
              quality: 'precise',
              id: 'grade',
              text: `School grade ${years}, should be ${PLAIN_GRADE}: use shorter words`,
            },
            hardWords,
          ),
        ]),
    ...(isPlain && grade !== undefined
      ? [good({ quality: 'precise', id: 'grade', text: `Plain words: school grade ${years}` })]
      : []),
    ...(longest > 0
      ? [
          advice(
            { quality: 'precise', id: 'long-sentence', text: `A sentence of ${longest} words: split it` },
            longSentences,
          ),
        ]
      : []),
    ...(stiff.length > 0
      ? [
          advice(
            { quality: 'precise', id: 'stiff-words', text: `Plainer: ${listed(stiff.map(({ words }) => words))}` },
            stiff.map(({ mark }) => mark),
          ),
        ]
      : []),
  ];
}

const LISTED = 3;

function listed(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  return distinct.length > LISTED ? `${distinct.slice(0, LISTED).join(', ')} …` : distinct.join(', ');
}

/** Two words in capitals in a row, one long one, or more than one exclamation mark at once; "IBAN" and "FAQ" are names. */
const SHOUTED =
  /\b(?=(?:[A-Z'’]+\s+)*[A-Z]{4})[A-Z]{2,}(?:['’][A-Z]+)?(?:\s+(?:[A-Z]{2,}(?:['’][A-Z]+)?|I|A))+\b|\b(?!HTTPS?\b)[A-Z]{6,}\b|\b(?:NOT|NEVER|ALWAYS|MUST|WILL|VERY|PLEASE|SORRY|WE|YOU|ALL|STOP)(?<=[A-Z]{3,})\b|!{2,}/gu;

function friendly({ text, about }: Answer): Finding[] {
  const shut = marksOf(text, SHUT_DOOR);
  const open = marksOf(text, OPEN_DOOR);
  const opening =
    about === 'other'
      ? []
      : [advice({ quality: 'friendly', id: 'open-door', text: 'Say how they can come back to you' })];
  return [
    ...(shut.length > 0
      ? [advice({ quality: 'friendly', id: 'open-door', text: 'This shuts the door: let them answer' }, shut)]
      : found({ quality: 'friendly', id: 'open-door', text: 'Leaves the door open' }, open, opening)),
    ...found({ quality: 'friendly', id: 'blame', text: 'Sounds like blame', level: 'advice' }, marksOf(text, BLAME)),
    ...found(
      { quality: 'friendly', id: 'shouting', text: 'Sounds like shouting', level: 'advice' },
      marksOf(text, SHOUTED),
    ),
  ];
}

type Said = Pick<Finding, 'id' | 'text'> & { readonly quality: Quality };

/** One finding where something was found, else what is to be said without it. */
function found(
  said: Said & { readonly level?: 'advice' },
  marks: readonly Mark[],
  otherwise: Finding[] = [],
): Finding[] {
  return marks.length > 0 ? [{ level: 'good', ...said, marks }] : otherwise;
}

function good(said: Said, marks: readonly Mark[] = []): Finding {
  return { level: 'good', ...said, marks };
}

function advice(said: Said, marks: readonly Mark[] = []): Finding {
  return { level: 'advice', ...said, marks: marks.map(({ start, end }) => ({ start, end })) };
}
