// May this post be answered through the network's API, and within which bounds: told before anyone types.

/** How a network counts: X's weighted characters, graphemes, plain characters. */
type LengthUnit = 'x-weighted' | 'grapheme' | 'character';

export interface ReplyPermit {
  readonly allowed: boolean;
  /** Why not, in words; also set when allowed under a condition. */
  readonly reason?: string;
  /** Where a person can answer by hand when the API may not. */
  readonly openUrl?: string;
  readonly maxLength: number;
  readonly unit: LengthUnit;
  /** What sending it costs, in micro-dollars; 0 for free networks. */
  readonly costMicros: number;
  /** Whether the same network lets us answer in private; where only the customer can begin, the link that lets them. Absent: not known. */
  readonly direct?: { readonly allowed: boolean; readonly reason?: string; readonly inviteUrl?: string };
}

export interface Measure {
  readonly length: number;
  readonly max: number;
  readonly unit: LengthUnit;
  readonly fits: boolean;
}
