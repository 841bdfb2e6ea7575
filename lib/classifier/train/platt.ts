// Fits Platt's calibration to scores of posts the model had not seen.
import type { Calibration } from '../calibration.ts';
import { minimise } from './minimise.ts';

/** Targets are drawn in from 0 and 1 as Platt (1999) proposes, so that few examples cannot claim certainty. */
export function fitPlatt(scores: readonly number[], truth: readonly boolean[]): Calibration {
  const positives = truth.filter(Boolean).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (truth.length - positives + 2);
  const [slope = 1, offset = 0] = minimise((x, gradient) => {
    const [a = 0, b = 0] = x;
    gradient.fill(0);
    let loss = 0;
    scores.forEach((score, i) => {
      const logit = a * score + b;
      const target = truth[i] ? high : low;
      loss += (logit > 0 ? Math.log1p(Math.exp(-logit)) + logit : Math.log1p(Math.exp(logit))) - target * logit;
      const error = 1 / (1 + Math.exp(-logit)) - target;
      gradient[0] = (gradient[0] ?? 0) + error * score;
      gradient[1] = (gradient[1] ?? 0) + error;
    });
    return loss;
  }, 2);
  return { slope, offset };
}
