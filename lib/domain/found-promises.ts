// Promises in an answer: what it says will happen by when, offered as a task with a date (requirement P2).
import { MOST_PROMISE } from './promise.ts';
import type { Mark } from './reply-finding.ts';
import { blotted, QUOTED, type Sentence, sentencesIn } from './sentences.ts';
import type { Instant } from './time.ts';
import { type TimeContext, type TimeFound, timesIn } from './times-in-text.ts';

export interface FoundPromise {
  /** The sentence that promises. */
  readonly text: string;
  readonly dueAt: Instant;
  /** The words of the date. */
  readonly mark: Mark;
}

export interface Commitments {
  readonly promises: readonly FoundPromise[];
  /** Promised for a time that has passed. */
  readonly passed: readonly Mark[];
  /** Promised for a date whose weekday is another. */
  readonly wrongDays: readonly Mark[];
}

/**
 * The promises in an English text: a date with a word that commits to it. Opening hours, what has happened, what the
 * customer is asked to do, questions and what somebody else said are none. No network asks for this list: it is Earshot's
 * own reading, so a person confirms each.
 */
export function foundPromises(text: string, context: TimeContext): Commitments {
  const own = blotted(text, QUOTED);
  const committed = sentencesIn(own).flatMap((sentence) => {
    if (sentence.text.endsWith('?')) return [];
    const said = timesIn(sentence.text, context).filter((time) => isPromised(sentence.text, time));
    return said.map((time) => ({
      ...time,
      sentence,
      mark: { start: sentence.start + time.start, end: sentence.start + time.end },
    }));
  });
  const promises = committed
    .filter(({ isPast, isWrongDay }) => !isPast && !isWrongDay)
    .map(({ sentence, dueAt, mark }) => ({ text: wordsOf(text, sentence), dueAt, mark }));
  return {
    promises: promises.filter(isFirst),
    passed: committed.filter(({ isPast }) => isPast).map(({ mark }) => mark),
    wrongDays: committed.filter(({ isWrongDay }) => isWrongDay).map(({ mark }) => mark),
  };
}

function isFirst(promise: FoundPromise, place: number, all: readonly FoundPromise[]): boolean {
  return all.findIndex(({ text, dueAt }) => text === promise.text && dueAt === promise.dueAt) === place;
}

const GREETING = /^(?:(?:hi|hello|hey|dear)\b[^,.!?]{0,40}[,.!?]|@\S+)\s*/iu;

function wordsOf(text: string, { start, text: { length } }: Sentence): string {
  return text
    .slice(start, start + length)
    .replace(GREETING, '')
    .slice(0, MOST_PROMISE);
}

/** Words before a date that tell what is said of it; the last one counts. */
const CUES = {
  will: String.raw`will(?: \w+){0,2} have been|(?:will|shall|\w+['’]ll)(?! (?:not|never|need|have to)\b)|going to|(?:we|i)(?:['’](?:re|m)| are| am)(?: \w+ly| now)? (?!here|open|closed|sorry|aware|glad|happy|able|away)\w+ing|(?:we|i) (?:can|aim|plan|hope|promise|expect|guarantee|intend)|should(?: \w+ly)? (?!have\b)(?:be|arrive|get|receive|reach|see|hear|have)|(?:is|are) due|you can expect|expect|allow|to be with you|(?:it|this|that) takes?|(?:is|are) with you|(?:is|are) (?:now )?(?:looking|working|checking|sending|calling|coming|bringing|fixing|arriving|on (?:its|the|their) way)|(?<!(?:not|n['’]t) )(?:arrives?|comes?|reach(?:es)?|starts?|calls?|answers?) (?:you|us|on|at|by|with|up)|(?<!you(?:['’]ve| have)? )(?:booked|scheduled|arranged|planned|set)|no later than|promise|guarantee`,
  past: String.raw`was|were|had|did|promised|didn['’]t|wasn['’]t|weren['’]t|(?:has|have) been|has|(?:should|would|could|might) have|ago|you (?:booked|scheduled|arranged|planned|say|said|mention(?:ed)?)|wrote|ordered|came|arrived|received|got|spoke|happened|told|said|missed|tried|tweeted|messaged|(?<!\b(?:be|been|being|get|getting|it|them|this|that|everything|fully|your \w+|the \w+) )(?:sent|charged|delivered|shipped|posted|paid|refunded|fixed|replaced|cancelled|called|opened)`,
  hours: String.raw`open|opens|opening|closed|closes|closing|available|hours|lines|on duty|at work|here from|here until|back (?:at work|in the office)|(?:reach|call|ring|phone|visit|contact|find|message) us`,
  customer: String.raw`please(?! (?:expect|allow|be assured|rest|know))|you (?:need|must|have to|may|should|could|might|can(?! expect))|you['’]ll need|let us know|valid|offer|(?:usually|normally|often|typically)(?: \w+)?|(?:may|might|can|could) take|every|not|never|won['’]t|can['’]t|cannot|unable`,
} as const;

const CUE = new RegExp(
  Object.entries(CUES)
    .map(([name, words]) => String.raw`(?<${name}>(?<!\w)(?:${words})(?!\w))`)
    .join('|'),
  'giu',
);

const BY =
  /\b(?:by|within|before|in|no later than|latest|end of)(?: the)?(?: (?:end of|close of|next|business|play|at|on))*\s*$/iu;
const IMPERATIVE =
  /^(?:(?:so|and|then|just|also)\b,? |(?:hi|hello|hey|dear|thanks|sorry)\b[^,]{0,30}, )*(?:send|reply|call|ring|dm|message|write|e-?mail|text|tell|contact|visit|return|check|try|bring|keep|get in touch|give us|drop us)\b/iu;

/** The date stands first: "By Friday you will have it". */
const LEADS =
  /^[\s,;:–—]*(?:(?:and|but|so|then|also|hi|hello|by|on|before|within|in|at|from|first thing|the|latest|end|of|close|business)\b[\s,]*)*$/iu;

function isPromised(sentence: string, { start, end }: TimeFound): boolean {
  const before = sentence.slice(0, start);
  const said = sentence.slice(start, end);
  const begins = clauseStart(before);
  const clause = before.slice(begins);
  // "I will look at it and reply by Friday" asks nobody for a reply.
  const goesOn = /^(?:and|but|so|then)\b/iu.test(clause) && lastCue(before.slice(0, begins)) === 'will';
  if (CONDITION.test(clause) || (IMPERATIVE.test(clause.replace(/^[,;:–—\s]+/u, '')) && !goesOn)) return false;
  const around = LEADS.test(clause) ? (firstCue(sentence.slice(end)) ?? lastCue(before)) : undefined;
  const cue = lastCue(clause) ?? (goesOn ? 'will' : around);
  if (cue) return cue === 'will';
  return BY.test(before) || /^(?:by|within|in|before)\b/iu.test(said);
}

/** A condition holds to its comma: what is promised comes after it. */
function clauseStart(before: string): number {
  const ends = [...before.matchAll(/[,;:–—](?=\s)|(?<=\s)(?:and|but|so|then)(?=\s)/giu)];
  return ends.at(-1)?.index ?? 0;
}

const CONDITION = /\b(?:if|unless|until|whether|in case)\b/iu;

function lastCue(text: string): string | undefined {
  return cuesIn(text).at(-1);
}

function firstCue(text: string): string | undefined {
  return cuesIn(text)[0];
}

function cuesIn(text: string): (string | undefined)[] {
  return [...text.matchAll(CUE)].map(({ groups = {} }) => Object.keys(CUES).find((name) => groups[name] !== undefined));
}
