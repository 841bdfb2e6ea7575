// Turns a model's raw score into an honest probability, with Platt's two numbers.

/** Fitted on posts the model had not seen (Platt 1999): the calibrated logit is `slope * score + offset`. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
