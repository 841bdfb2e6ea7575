// Reads one post and says whether it is a complaint, why, how grave, and when it does not know.
import type { Assessment, Decision } from '../domain/assessment.ts';
import type { Company } from '../domain/company.ts';
import { MISS_AT_MOST, pointFor } from '../domain/recall-promise.ts';
import { probabilityOf } from './calibration.ts';
import { causesIn } from './causes.ts';
import { companyMeant } from './company.ts';
import { complaintModel } from './complaint-model.ts';
import { explain } from './explain.ts';
import { asks, harmlessKind } from './kind.ts';
import { languageDetector } from './language.ts';
import { linearTotal } from './linear-model.ts';
import type { Model } from './model.ts';
import { type Reading, readText } from './reading.ts';
import { risksIn } from './risk-words.ts';
import { severityOf } from './severity.ts';
import { shippedModel } from './shipped-model.ts';

export interface Classifier {
  /** Assesses one post; `companies` are those whose names it looks for: the own brand, then its competitors. */
  assess(text: string, context?: { readonly companies?: readonly Company[] }): Assessment;
}

/** The languages the complaint model was trained on. */
const KNOWN_LANGUAGES: ReadonlySet<string> = new Set(['en']);

export interface Promised {
  /** The operator's promise: `not` is said only where at most this many percent of complaints are missed. */
  readonly missAtMostPercent?: number;
}

/** Builds the classifier once per process; without a model, the shipped one. */
export function createClassifier(
  model: Model = shippedModel(),
  { missAtMostPercent = MISS_AT_MOST.usual }: Promised = {},
): Classifier {
  const detectLanguage = languageDetector(model.language);
  const judge = judgeOf(model, pointFor(model.recallCurve, missAtMostPercent).threshold);
  return {
    assess(text, { companies = [] } = {}) {
      const reading = readText(text);
      const { tokens } = reading;
      const code = detectLanguage(tokens);
      const known = KNOWN_LANGUAGES.has(code);
      const risks = risksIn(tokens);
      const { verdict, reproach } = known ? judge(reading) : undecided(reading);
      const decision = risks.length > 0 && verdict.decision === 'not' ? 'unsure' : verdict.decision;
      return {
        ...verdict,
        decision,
        risks,
        language: { code, known },
        ...companyMeant(reading, companies, reproach),
        model: model.version,
      };
    },
  };
}

interface Judgement {
  readonly verdict: Pick<Assessment, 'decision' | 'probability' | 'kind' | 'causes' | 'severity' | 'because' | 'rest'>;
  /** What each token of a complaint adds to it. */
  readonly reproach: readonly number[];
}

function judgeOf(model: Model, harmlessBelow: number): (reading: Reading) => Judgement {
  const scoreComplaint = complaintModel(model.complaint, model.calibration);
  const scoreSeverity = linearTotal(model.severity);
  const scorePraise = linearTotal(model.praise);
  return (reading) => {
    const score = scoreComplaint(reading);
    const probability = probabilityOf(score.total);
    const decision = decide(probability, { harmlessBelow, complaint: model.thresholds.complaint });
    const verdict = {
      decision,
      probability,
      kind: probability >= model.thresholds.even ? 'complaint' : harmlessKind(reading, scorePraise),
      causes: decision === 'not' ? [] : causesIn(reading.tokens),
      severity: decision === 'not' ? 1 : severityOf(scoreSeverity(reading), model.severityCuts),
      ...explain(reading, score),
    } as const;
    return { verdict, reproach: verdict.kind === 'complaint' ? score.parts : [] };
  };
}

function decide(probability: number, given: { harmlessBelow: number; complaint: number }): Decision {
  if (probability >= given.complaint) return 'complaint';
  return probability < given.harmlessBelow ? 'not' : 'unsure';
}

/** Nothing is guessed about a language the model was not trained on: a person who reads it decides. */
function undecided({ tokens }: Reading): Judgement {
  const kind = asks(tokens) ? 'question' : 'other';
  return {
    verdict: { decision: 'unsure', probability: 0.5, kind, causes: [], severity: 1, because: [], rest: 0 },
    reproach: [],
  };
}
