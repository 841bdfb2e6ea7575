// Decisions with two keys: c, s, h, a or !, then a number; what the numbers mean stands in the window between.

import type { ThreadView } from '../../../lib/api/schemas.ts';
import { decideOn, targets } from './deciding.ts';
import type { Desk } from './desk.ts';
import type { Operation } from './operations.ts';
import { overlay } from './overlay.ts';
import { signal } from './signals.ts';
import { snoozeTimes } from './snooze.ts';
import { dateTime } from './times.ts';
import { assign, correct, escalate, release, snooze } from './triage.ts';
import { CAUSE_WORDS, CAUSES, isJudged, LEVEL_WORDS, LEVELS, SEVERITIES, SEVERITY_WORDS } from './words.ts';

export type Corrected = 'cause' | 'severity';
export type Picked = Corrected | 'snooze' | 'assign' | 'escalate';

type Decide = (desk: Desk, thread: ThreadView) => Operation;

export interface Choice {
  readonly label: string;
  readonly detail?: string;
  readonly isChosen: boolean;
  readonly decide: Decide;
  /** The same beside what stands, where several may: taken away when it stands already. */
  readonly beside?: Decide;
}

/** What colleagues read beside a snooze or an escalation: said beforehand, so that one key is enough. */
export const why = signal('');

/** Each window: its title, and the reason that is given unless another is typed. */
export const PICKED: Readonly<Record<Picked, readonly [title: string, reason?: string]>> = {
  cause: ['The cause is'],
  severity: ['The severity is'],
  snooze: ['Snooze', 'Waiting for a colleague'],
  assign: ['Assign to'],
  escalate: ['Who must act', 'More than I can decide'],
};

export function openCorrection(desk: Desk, picked: Picked): void {
  if (targets(desk).length === 0) return;
  why.value = PICKED[picked][1] ?? '';
  overlay.value = picked;
}

/** In the order of the keys 1, 2 and so on; the tenth has the key 0. */
export function picksFor(desk: Desk, thread: ThreadView, picked: Picked): readonly Choice[] {
  if (picked === 'snooze') return snoozes(desk);
  if (picked === 'assign') return owners(desk, thread);
  return picked === 'escalate' ? levels(thread) : choicesFor(thread, picked);
}

export function choicesFor(thread: ThreadView, corrected: Corrected): readonly Choice[] {
  if (corrected === 'severity') {
    return SEVERITIES.map((severity) => ({
      label: SEVERITY_WORDS[severity],
      isChosen: isJudged(thread) && thread.severity === severity,
      decide: (desk, one) => correct(desk, one, { severity }),
    }));
  }
  return CAUSES.map((cause) => ({
    label: CAUSE_WORDS[cause],
    isChosen: thread.causes.includes(cause),
    decide: (desk, one) => correct(desk, one, { causes: [cause] }),
    beside: (desk, one) => {
      const others = one.causes.filter((other) => other !== cause);
      return correct(desk, one, { causes: others.length < one.causes.length ? others : [...others, cause] });
    },
  }));
}

function snoozes({ now }: Desk): readonly Choice[] {
  return snoozeTimes(now()).map(([label, date]) => ({
    label,
    detail: dateTime(date.toISOString(), now()),
    isChosen: false,
    decide: snoozeUntil(date),
  }));
}

export function snoozeUntil(date: Date): Decide {
  return (desk, thread) => snooze(desk, thread, { until: date.toISOString(), reason: why.value });
}

function owners(desk: Desk, { claim }: ThreadView): readonly Choice[] {
  const me = desk.agent();
  const names = [me, ...desk.team.value.filter((name) => name !== me)];
  const choices = names.map((name) => ({
    label: name === me ? `Me (${me})` : name,
    isChosen: claim?.agent === name,
    decide: (needs: Desk, thread: ThreadView) => assign(needs, thread, name),
  }));
  return claim?.agent === me ? [...choices, { label: 'Nobody', isChosen: false, decide: release }] : choices;
}

function levels({ escalation }: ThreadView): readonly Choice[] {
  return LEVELS.map((level) => ({
    label: LEVEL_WORDS[level][1],
    detail: LEVEL_WORDS[level][0],
    isChosen: escalation.level === level,
    decide: (desk, thread) => escalate(desk, thread, { level, reason: why.value }),
  }));
}

export function correctBy(desk: Desk, choice: Choice | undefined, isBeside: boolean): void {
  const { value: picked } = overlay;
  const decide = isBeside ? choice?.beside : choice?.decide;
  if (!decide || !isPicked(picked) || (PICKED[picked][1] && !why.value.trim())) return;
  if (!isBeside) overlay.value = undefined;
  decideOn(desk, decide, { mayBeHeld: picked === 'assign' || picked === 'escalate' });
}

type Press = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/**
 * Takes a number for the window that is open, drawn already or not: who types `s3` means both keys. Answers whether the
 * press was meant for it. With Shift it is beside what stands; the key counts, not the sign that Shift makes of it.
 */
export function takeNumber(desk: Desk, press: Press): boolean {
  const { value: picked } = overlay;
  const number = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (!isPicked(picked) || number === undefined) return false;
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return false;
  const thread = targets(desk)[0];
  if (thread) correctBy(desk, picksFor(desk, thread, picked)[(Number(number) + 9) % 10], press.shiftKey);
  return true;
}

export function isPicked(open: string | undefined): open is Picked {
  return open !== undefined && open in PICKED;
}
