// What is said of an answer before it is sent: one thing a finding, with the words it is about.

/** The five qualities of an answer (requirement A3). */
export const QUALITIES = ['accurate', 'consistent', 'empathetic', 'precise', 'friendly'] as const;
export type Quality = (typeof QUALITIES)[number];

/** UTF-16 offsets into the answer. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}

export interface Finding {
  /** What it is about, e.g. `sorry`: at most one finding of an answer has it. */
  readonly id: string;
  /** Advice never holds an answer back; an error does. */
  readonly level: 'good' | 'advice' | 'error';
  /** Absent for an error: it concerns none of the five. */
  readonly quality?: Quality;
  /** Readable, in few words. */
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Where in `text` the pattern, which must be global, is found. */
export function marksOf(text: string, pattern: RegExp): Mark[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}
