// Turns a model's raw score into an honest probability, with Platt's two numbers.
import type { LinearWeights } from './linear-model.ts';

/** Fitted on posts the model had not seen (Platt 1999): the calibrated logit is `slope * score + offset`. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** The same model with its scores calibrated: they are log-odds, and so is what each word adds to them. */
export function calibrated({ bias, weights }: LinearWeights, { slope, offset }: Calibration): LinearWeights {
  return { bias: slope * bias + offset, weights: { ...weights, scale: slope * weights.scale } };
}

export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
