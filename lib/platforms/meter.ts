// What a network that charges for its use costs: counted as it is spent, and stopped at the operator's cap.

export type Purpose = 'read' | 'answer';

/** Counts the spending of one network over the calendar month, in micro-dollars. */
export interface Meter {
  /** Throws QuotaExhausted when the month's cap leaves nothing for this; reads end earlier than answers. */
  admit(purpose: Purpose): Promise<void>;
  charge(purpose: Purpose, micros: number): Promise<void>;
}
