// Real models that judge otherwise than the shipped one: the same weights, surer or less sure that a post complains.
import { assessorFor } from '../../lib/classifier/assessor.ts';
import type { Model } from '../../lib/classifier/model.ts';
import { shippedModel } from '../../lib/classifier/shipped-model.ts';
import type { Assessment } from '../../lib/domain/assessment.ts';
import type { TestEarshot } from './earshot.ts';

/** Takes nearly everything for a complaint, or nearly nothing. */
export function otherModel(version: 'alarmed' | 'calm'): Model {
  const model = shippedModel();
  const { slope, offset } = model.calibration;
  return { ...model, version, calibration: { slope, offset: offset + (version === 'alarmed' ? 8 : -8) } };
}

/** Reads posts as `earshot` does, by the shipped model unless another is named. */
export function assessAs({ house }: TestEarshot, version?: 'alarmed' | 'calm'): (text: string) => Assessment {
  return assessorFor(house.watchlist(), version === undefined ? shippedModel() : otherModel(version));
}
