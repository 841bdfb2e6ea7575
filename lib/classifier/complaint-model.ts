// Scores how likely a post is a complaint, in log-odds that its words add up to.
import type { Calibration } from './calibration.ts';
import { type ConvolutionWeights, convolution } from './convolution.ts';
import { withDenials } from './denial.ts';
import { type LinearModel, type LinearScore, type LinearWeights, linearModel } from './linear-model.ts';

/** Two models of one thing; the score is their mean. */
export interface ComplaintWeights {
  readonly linear: LinearWeights;
  readonly convolution: ConvolutionWeights;
}

export function complaintModel(weights: ComplaintWeights, calibration: Calibration): LinearModel {
  const linear = linearModel(weights.linear);
  const convolve = convolution(weights.convolution);
  return (reading) => withDenials(reading, calibratedMean(linear(reading), convolve(reading), calibration));
}

function calibratedMean(one: LinearScore, other: LinearScore, { slope, offset }: Calibration): LinearScore {
  const half = slope / 2;
  return {
    total: half * (one.total + other.total) + offset,
    bias: half * (one.bias + other.bias) + offset,
    parts: one.parts.map((part, i) => half * (part + (other.parts[i] ?? 0))),
  };
}
