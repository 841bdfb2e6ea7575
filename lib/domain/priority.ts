// Why a thread stands where it stands in the list, in one readable line.
import type { Risk } from './assessment.ts';
import { isGraded, type Thread } from './thread.ts';
import { type Instant, secondsBetween } from './time.ts';

const SEVERITY_WORDS = { 1: 'no explicit reproach', 2: 'disapproval', 3: 'accusation', 4: 'blame' } as const;

const RISK_WORDS: Readonly<Record<Risk, string>> = {
  danger: 'danger',
  'self-harm': 'self-harm',
  'legal-threat': 'legal threat',
  'data-leak': 'data leak',
  press: 'press',
};

/** For example "Legal threat · blame · 40 min overdue". */
export function whyHere(thread: Thread, now: Instant): string {
  const risks = thread.risks.map((risk) => RISK_WORDS[risk]);
  const whose = thread.competitor === undefined ? [] : [`about ${thread.competitor}, a competitor`];
  const words = [
    ...wish(thread),
    ...broken(thread),
    ...risks,
    ...whose,
    ...state(thread, now),
    ...(thread.dueAt ? [due(thread.dueAt, now)] : []),
  ];
  return sentence(words.join(' · '));
}

/** The law gives a month for it. */
function wish({ erasureAskedAt, erasedAt }: Thread): string[] {
  return erasureAskedAt && !erasedAt ? ['the customer asks that their data be deleted'] : [];
}

/** As loud as a missed deadline. */
function broken({ promises = [] }: Thread): string[] {
  const count = promises.filter(({ brokenAt }) => brokenAt !== undefined).length;
  if (count === 0) return [];
  return [count === 1 ? 'broken promise' : `${count} broken promises`];
}

function state(thread: Thread, now: Instant): string[] {
  const { approval, snooze } = thread;
  if (approval) return ['an answer waits for agreement', ...standing(thread)];
  if (snooze) return [`put aside for ${duration(Math.max(0, secondsBetween(now, snooze.until)))}`, ...standing(thread)];
  return thread.followUpDue ? ['time to ask whether the solution holds'] : standing(thread);
}

function standing(thread: Thread): string[] {
  if (thread.status === 'to-decide')
    return [
      thread.language.known
        ? 'not sure whether it is a complaint'
        : `${languageName(thread.language.code)}: not judged`,
    ];
  if (thread.status === 'waiting') return ['answered, waiting for the customer'];
  if (thread.status === 'resolved') return ['resolved'];
  if (thread.spotCheck && !thread.spotCheck.answered) return ['spot check: called harmless, is it?'];
  if (thread.status === 'not-complaint' && thread.competitor !== undefined) return [];
  if (thread.status === 'not-complaint') return [thread.kind === 'complaint' ? 'not a complaint' : thread.kind];
  return [isGraded(thread) ? SEVERITY_WORDS[thread.severity] : 'severity not judged'];
}

const languages = new Intl.DisplayNames('en', { type: 'language' });

function languageName(code: string): string {
  return code === 'und' ? 'language not recognised' : (languages.of(code) ?? code);
}

function due(dueAt: Instant, now: Instant): string {
  const seconds = secondsBetween(now, dueAt);
  return seconds >= 0 ? `due in ${duration(seconds)}` : `${duration(-seconds)} overdue`;
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
