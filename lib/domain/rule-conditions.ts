// Whether a condition of a rule holds for a thread, and in what words that is told.
import type { Risk } from './assessment.ts';
import { ESCALATION, levelOf } from './escalation.ts';
import type { RuleCondition } from './rule.ts';
import { listOf, type Outcome, type Thread } from './thread.ts';

/** What a condition may ask beside the thread. */
export interface RuleFacts {
  /** Whether somebody is at work by the business hours. */
  readonly isOpen: boolean;
}

/** Why the condition holds, as a line of the history; undefined when it does not. */
export function whyHolds(condition: RuleCondition, thread: Thread, { isOpen }: RuleFacts): string | undefined {
  switch (condition.field) {
    case 'severity':
    case 'escalation':
    case 'followers':
    case 'posts':
    case 'probability':
      return whyEnough(condition, thread);
    case 'words': {
      const said = condition.anyOf.find((word) => hasWord(thread.excerpt, word));
      return said && `the post says “${said}”`;
    }
    case 'repeat': {
      const isRepeat = thread.continues !== undefined;
      if (isRepeat !== condition.is) return undefined;
      return isRepeat ? 'the customer complained before within 14 days' : 'the customer had not complained lately';
    }
    case 'open-hours':
      if (isOpen !== condition.is) return undefined;
      return isOpen ? 'it was within business hours' : 'it was outside business hours';
    default:
      return whyAmong(condition, thread);
  }
}

type AtLeast = Extract<RuleCondition, { atLeast: number }>;

function whyEnough({ field, atLeast }: AtLeast, thread: Thread): string | undefined {
  const has = amountOf(field, thread);
  if (has < atLeast) return undefined;
  if (field === 'escalation') return `it stood at ${ESCALATION[levelOf(thread)].name}`;
  if (field === 'probability') return `probability ${percent(has)} %, at least ${percent(atLeast)} %`;
  return `${field} ${has.toLocaleString('en')}, at least ${atLeast.toLocaleString('en')}`;
}

/** Rounded down: what is rounded up would claim more than there is. */
function percent(share: number): number {
  return Math.floor(share * 1000) / 10;
}

function amountOf(field: AtLeast['field'], thread: Thread): number {
  switch (field) {
    case 'severity':
      return thread.severity;
    case 'escalation':
      return levelOf(thread);
    case 'followers':
      return thread.author.followers ?? 0;
    case 'posts':
      return thread.posts;
    case 'probability':
      return thread.probability;
  }
}

type AnyOf = Exclude<Extract<RuleCondition, { anyOf: unknown }>, { field: 'words' }>;

function whyAmong({ field, anyOf }: AnyOf, thread: Thread): string | undefined {
  const asked: readonly string[] = anyOf;
  const found = valuesOf(field, thread).filter((value) => asked.includes(value));
  return found.length > 0 ? `${field}: ${found.map((value) => WORDS.get(value) ?? value).join(', ')}` : undefined;
}

function valuesOf(field: AnyOf['field'], thread: Thread): readonly string[] {
  switch (field) {
    case 'risk':
      return thread.risks;
    case 'cause':
      return thread.causes;
    case 'kind':
      return [thread.kind];
    case 'decision':
      return [thread.decision];
    case 'outcome':
      return thread.outcome ? [thread.outcome] : [];
    case 'list':
      return [listOf(thread)];
    case 'network':
      return [thread.network];
    case 'language':
      return [thread.language.code];
  }
}

const SPOKEN: Partial<Readonly<Record<Risk | Outcome, string>>> = {
  'legal-threat': 'legal threat',
  'data-leak': 'data leak',
  thanked: 'said thanks',
  deleted: 'deleted the complaint',
  angrier: 'angrier than before',
  'came-back': 'complained again',
};
const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(SPOKEN));

/** As a word of its own: "court" does not stand in "courtesy". */
function hasWord(text: string, word: string): boolean {
  const [within, sought] = [plain(text), plain(word)];
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const before = within.slice(0, at);
    const after = within.slice(at + sought.length);
    if (!goesOn(before.at(-1), sought.at(0)) && !goesOn(sought.at(-1), after.at(0))) return true;
  }
  return false;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Whether two characters stand in one word. Some scripts put no spaces between words: there any place begins one. */
function goesOn(one: string | undefined, next: string | undefined): boolean {
  const ends = [one, next].filter((end) => end !== undefined);
  return ends.length === 2 && ends.every((end) => /[\p{L}\p{N}]/u.test(end) && !UNSPACED.test(end));
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
