// Scores how likely a post is a complaint, in log-odds that its words add up to.
import { type Calibration, calibrated } from './calibration.ts';
import { withDenials } from './denial.ts';
import { type LinearModel, type LinearWeights, linearModel } from './linear-model.ts';

export function complaintModel(weights: LinearWeights, calibration: Calibration): LinearModel {
  const score = linearModel(calibrated(weights, calibration));
  return (reading) => withDenials(reading, score(reading));
}
