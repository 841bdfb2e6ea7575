// What is to be said of an answer before it is sent: errors, which hold it back, and advice, which never does (requirement A3).
import { type FoundPromise, foundPromises } from './found-promises.ts';
import { personalInPublic } from './personal-in-public.ts';
import { readingOf } from './reading-grade.ts';
import { type Finding, marksOf } from './reply-finding.ts';
import { languageOf } from './reply-language.ts';
import type { Measure } from './reply-permit.ts';
import { type Answer, courtesies, inAnyLanguage, inEnglish } from './reply-qualities.ts';
import type { TimeContext } from './times-in-text.ts';

export interface ReplyToCheck extends Answer, TimeContext {
  readonly visibility: 'public' | 'direct';
  /** ISO 639-1 code of the language in which the customer writes, or `und`. */
  readonly language: string;
  /** How long the network finds it. */
  readonly measure: Measure;
  /** Addresses and numbers of the brand's own, which may stand in public. */
  readonly published?: readonly string[];
}

export interface ReplyCheck {
  /** Flesch-Kincaid grade; absent for too few words and for another language than English. */
  readonly grade?: number;
  /** Errors first, then advice, then what is good. */
  readonly findings: readonly Finding[];
  /** English only. */
  readonly promises: readonly Pick<FoundPromise, 'text' | 'dueAt'>[];
}

/** Everything to be said of an answer; of an empty one nothing. In a language that is not known only what needs no words. */
export function checkReply(reply: ReplyToCheck): ReplyCheck {
  const { text, visibility, published = [] } = reply;
  if (text.trim() === '') return { findings: [], promises: [] };
  const language = languageOf(text, reply.language);
  const unsure = visibility === 'public' ? personalInPublic(text, published).filter(({ isSure }) => !isSure) : [];
  const always = [
    ...misfit(reply.measure),
    ...hardErrors(text, visibility, published),
    ...(unsure.length > 0 ? [doubt(unsure)] : []),
    ...inAnyLanguage(reply),
    ...courtesies(reply, language),
  ];
  if (language !== 'en') return { findings: inOrder(always), promises: [] };
  const reading = readingOf(text);
  const commitments = foundPromises(text, reply);
  return {
    ...(reading.grade === undefined ? {} : { grade: reading.grade }),
    findings: inOrder([...always, ...inEnglish(reply, reading, commitments)]),
    promises: commitments.promises.map(({ text, dueAt }) => ({ text, dueAt })),
  };
}

const LEVELS = ['error', 'advice', 'good'] as const;

function inOrder(findings: readonly Finding[]): Finding[] {
  return LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
}

/** Where nothing may be sent at all, that is said elsewhere. */
function misfit({ fits, length, max }: Measure): Finding[] {
  if (fits || max === 0) return [];
  return length > max
    ? [error('too-long', `Too long: it counts ${length}, at most ${max} fit`, [])]
    : [error('too-short', `Too short for the network: it counts ${length}`, [])];
}

function doubt(marks: Finding['marks']): Finding {
  const text = 'Might be a personal number: better in a direct message';
  return { id: 'number-in-public', level: 'advice', text, marks: marks.map(({ start, end }) => ({ start, end })) };
}

/** `{name}`: a variable of a saved reply that nothing was put in for. */
const UNFILLED = /\{\{?\s*[a-z][a-z0-9_-]*\s*\}?\}/giu;

/**
 * What holds an answer back whatever its writer thinks: `unfilled-variable`, and `personal-data` where everybody can read
 * it. `published` are addresses and numbers of the brand's own, which may stand there.
 */
export function hardErrors(
  text: string,
  visibility: 'public' | 'direct',
  published: readonly string[] = [],
): readonly Finding[] {
  const unfilled = marksOf(text, UNFILLED);
  const personal = visibility === 'public' ? personalInPublic(text, published).filter(({ isSure }) => isSure) : [];
  return [
    ...(unfilled.length > 0 ? [error('unfilled-variable', unfilledWords(text, unfilled), unfilled)] : []),
    ...(personal.length > 0 ? [error('personal-data', personalWords(personal), personal)] : []),
  ];
}

function error(id: string, text: string, marks: Finding['marks']): Finding {
  return { id, level: 'error', text, marks: marks.map(({ start, end }) => ({ start, end })) };
}

function unfilledWords(text: string, marks: Finding['marks']): string {
  const names = [...new Set(marks.map(({ start, end }) => text.slice(start, end)))];
  return `Nothing is put in for ${names.join(', ')}`;
}

const KIND_WORDS = {
  'e-mail': 'an e-mail address',
  phone: 'a phone number',
  card: 'a card number',
  account: 'a bank account',
} as const;

/** Without the data itself: errors are logged and shown to others. */
function personalWords(personal: readonly { readonly kind: keyof typeof KIND_WORDS }[]): string {
  const kinds = [...new Set(personal.map(({ kind }) => KIND_WORDS[kind]))].join(' and ');
  return `${kinds.charAt(0).toUpperCase()}${kinds.slice(1)} in public: take it out or send it as a direct message`;
}
