// The trained model: what the classifier needs to know, and how it is read from its file.
import type { Calibration } from './calibration.ts';
import type { LanguageTable } from './language.ts';
import type { LinearWeights } from './linear-model.ts';
import type { SeverityCuts } from './severity.ts';

/** Calibrated probabilities that divide the answers. */
export interface Thresholds {
  /** Below this the answer is `not`. */
  readonly not: number;
  /** The likelier half where an answer is forced. */
  readonly even: number;
  /** From here on the answer is `complaint`. */
  readonly complaint: number;
}

export interface Model {
  /** Stands on every assessment. */
  readonly version: string;
  readonly complaint: LinearWeights;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
  readonly severity: LinearWeights;
  readonly severityCuts: SeverityCuts;
  readonly praise: LinearWeights;
  readonly language: LanguageTable;
}

/** Numbers in one byte each: `sign(q) * (q / 127)² * largest`, base64. Small numbers keep more digits than large ones. */
export interface PackedNumbers {
  readonly largest: number;
  readonly bytes: string;
}

type PackedWeights = PackedNumbers & { readonly bias: number };

/** A model as its file holds it. */
export interface PackedModel {
  readonly version: string;
  readonly complaint: PackedWeights;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
  readonly severity: PackedWeights;
  readonly severityCuts: readonly number[];
  readonly praise: PackedWeights;
  readonly language: { readonly codes: readonly string[]; readonly logShares: PackedNumbers; readonly floor: number };
}

export function unpackModel(packed: PackedModel): Model {
  const [disapproval = 0, accusation = 0, blame = 0] = packed.severityCuts;
  return {
    ...packed,
    complaint: unpackWeights(packed.complaint),
    severity: unpackWeights(packed.severity),
    severityCuts: [disapproval, accusation, blame],
    praise: unpackWeights(packed.praise),
    language: { ...packed.language, logShares: unpackNumbers(packed.language.logShares) },
  };
}

function unpackWeights({ bias, ...weights }: PackedWeights): LinearWeights {
  return { bias, weights: unpackNumbers(weights) };
}

export function unpackNumbers({ largest, bytes }: PackedNumbers): Float32Array {
  const quantised = new Int8Array(Buffer.from(bytes, 'base64'));
  const scale = largest / (127 * 127);
  return Float32Array.from(quantised, (q) => q * Math.abs(q) * scale);
}
