// Corrects cause and severity with two keys: c or s, then a number; what the numbers mean stands in the window between.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import type { Desk } from './desk.ts';
import { overlay } from './overlay.ts';
import { type Corrections, correct } from './triage.ts';
import { CAUSE_WORDS, CAUSES, isJudged, SEVERITIES, SEVERITY_WORDS } from './words.ts';

export type Corrected = 'cause' | 'severity';

export interface Choice {
  readonly label: string;
  readonly isChosen: boolean;
  readonly correction: Corrections;
  /** The same beside what stands, where several may: taken away when it stands already. */
  readonly beside?: Corrections;
}

export function openCorrection(desk: Desk, corrected: Corrected): void {
  if (desk.nav.selected()) overlay.value = corrected;
}

/** In the order of the keys 1, 2 and so on; the tenth has the key 0. */
export function choicesFor(thread: ThreadView, corrected: Corrected): readonly Choice[] {
  if (corrected === 'severity') {
    return SEVERITIES.map((severity) => ({
      label: SEVERITY_WORDS[severity],
      isChosen: isJudged(thread) && thread.severity === severity,
      correction: { severity },
    }));
  }
  return CAUSES.map((cause) => {
    const others = thread.causes.filter((other) => other !== cause);
    const isChosen = others.length < thread.causes.length;
    const beside = { causes: isChosen ? others : [...others, cause] };
    return { label: CAUSE_WORDS[cause], isChosen, correction: { causes: [cause] }, beside };
  });
}

export function correctBy(desk: Desk, choice: Choice | undefined, isBeside: boolean): void {
  const thread = desk.nav.selected();
  const correction = isBeside ? choice?.beside : choice?.correction;
  if (!thread || !correction) return;
  if (!isBeside) overlay.value = undefined;
  void desk.operations.run(correct(desk, thread, correction));
}

type Press = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/**
 * Takes a number for the window that is open, drawn already or not: who types `s3` means both keys. Answers whether the
 * press was meant for it. With Shift it is beside what stands; the key counts, not the sign that Shift makes of it.
 */
export function takeNumber(desk: Desk, press: Press): boolean {
  const { value: corrected } = overlay;
  const number = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if ((corrected !== 'cause' && corrected !== 'severity') || number === undefined) return false;
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return false;
  const thread = desk.nav.selected();
  if (thread) correctBy(desk, choicesFor(thread, corrected)[(Number(number) + 9) % 10], press.shiftKey);
  return true;
}
