// Assesses posts as this operator wants them read: under their promise, with the names of brand and competitors.
import type { Assessment } from '../domain/assessment.ts';
import type { Company } from '../domain/company.ts';
import { createClassifier } from './classifier.ts';
import type { Model } from './model.ts';
import { shippedModel } from './shipped-model.ts';

/** What the watch list says of it. */
export interface Watched {
  readonly brand: Company;
  readonly competitors: readonly Company[];
  readonly missAtMostPercent: number;
}

/** With the shipped model, unless another is given; without a watch list no company is named, and the usual is promised. */
export function assessorFor(watched: Watched | undefined, model: Model = shippedModel()): (text: string) => Assessment {
  const classifier = createClassifier(model, watched);
  const companies = watched ? [watched.brand, ...watched.competitors] : [];
  return (text) => classifier.assess(text, { companies });
}
