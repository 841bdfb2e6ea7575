// The trained model: what the classifier needs to know, and the form in which its file holds it.
import type { RecallCurve } from '../domain/recall-promise.ts';
import type { Calibration } from './calibration.ts';
import type { ComplaintWeights } from './complaint-model.ts';
import type { ConvolutionWeights } from './convolution.ts';
import { type LanguageTable, LEAST_STEP } from './language.ts';
import type { LinearWeights } from './linear-model.ts';
import { packHalfBytes, type Quantised, unpackHalfBytes } from './quantised.ts';
import type { SeverityCuts } from './severity.ts';

/** Calibrated probabilities that divide the answers; below which one is `not` follows from the operator's promise. */
export interface Thresholds {
  /** From here on a complaint is the better guess where an answer is forced. */
  readonly even: number;
  /** From here on the answer is `complaint`. */
  readonly complaint: number;
}

export interface Model {
  /** Stands on every assessment. */
  readonly version: string;
  /** Fingerprints of the complaint posts it was trained on, to say when it is judged on them (train/essence.ts). */
  readonly trainedOn: string;
  readonly complaint: ComplaintWeights;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
  readonly recallCurve: RecallCurve;
  readonly severity: LinearWeights;
  readonly severityCuts: SeverityCuts;
  readonly praise: LinearWeights;
  readonly language: LanguageTable;
}

/** JSON of a model: every array of bytes in base64. */
export type PackedModel = Packed<Model>;

type Packed<T> = T extends Int8Array
  ? string
  : T extends number | string
    ? T
    : { readonly [K in keyof T]: Packed<T[K]> };

export function packModel(model: Model): PackedModel {
  return {
    ...model,
    complaint: {
      linear: packWeights(model.complaint.linear),
      convolution: packConvolution(model.complaint.convolution),
    },
    severity: packWeights(model.severity),
    praise: packWeights(model.praise),
    language: { ...model.language, steps: packHalfBytes(model.language.steps, LEAST_STEP) },
  };
}

export function unpackModel(packed: PackedModel): Model {
  return {
    ...packed,
    complaint: {
      linear: unpackWeights(packed.complaint.linear),
      convolution: unpackConvolution(packed.complaint.convolution),
    },
    severity: unpackWeights(packed.severity),
    praise: unpackWeights(packed.praise),
    language: { ...packed.language, steps: unpackHalfBytes(packed.language.steps, LEAST_STEP) },
  };
}

function packWeights({ bias, weights }: LinearWeights): Packed<LinearWeights> {
  return { bias, weights: pack(weights) };
}

function unpackWeights({ bias, weights }: Packed<LinearWeights>): LinearWeights {
  return { bias, weights: unpack(weights) };
}

function packConvolution({ vectors, rows, ...rest }: ConvolutionWeights): Packed<ConvolutionWeights> {
  return { ...rest, vectors: pack(vectors), rows: pack(rows) };
}

function unpackConvolution({ vectors, rows, ...rest }: Packed<ConvolutionWeights>): ConvolutionWeights {
  return { ...rest, vectors: unpack(vectors), rows: unpack(rows) };
}

function pack({ scale, bytes }: Quantised): Packed<Quantised> {
  return { scale, bytes: Buffer.from(bytes.buffer).toString('base64') };
}

function unpack({ scale, bytes }: Packed<Quantised>): Quantised {
  return { scale, bytes: new Int8Array(Buffer.from(bytes, 'base64')) };
}
