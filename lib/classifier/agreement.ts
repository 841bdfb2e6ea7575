// How far a model agrees with what people decided about the same posts.
import type { Assessment } from '../domain/assessment.ts';
import type { Label } from '../domain/label.ts';
import { macroF1 } from './train/metrics.ts';

export interface Labelled {
  readonly said: Pick<Assessment, 'decision' | 'kind'>;
  readonly truth: Label['decision'];
}

export interface Agreement {
  /** 0 to 1; where the model is unsure, by what it holds likelier. */
  readonly macroF1: number;
  /** Complaints by people's word that it takes for none: nobody reads them. */
  readonly missed: number;
  /** Called complaints by it alone. */
  readonly falseAlarms: number;
  readonly unsure: number;
}

/** Of complaints, and of others, below which the figures would be chance: one post more or less is five percent of a class. */
const ENOUGH = 20;

/** Undefined when there are too few labels of either kind to say anything. */
export function agreementOf(posts: readonly Labelled[]): Agreement | undefined {
  const complaints = posts.filter(({ truth }) => truth === 'complaint');
  const others = posts.filter(({ truth }) => truth === 'not');
  if (complaints.length < ENOUGH || others.length < ENOUGH) return undefined;
  return {
    macroF1: macroF1(
      posts.map(({ said }) => Number(said.kind === 'complaint')),
      posts.map(({ truth }) => Number(truth === 'complaint')),
    ),
    missed: complaints.filter(({ said }) => said.decision === 'not').length,
    falseAlarms: others.filter(({ said }) => said.decision === 'complaint').length,
    unsure: posts.filter(({ said }) => said.decision === 'unsure').length,
  };
}
