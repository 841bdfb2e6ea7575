// Reads one post and says whether it is a complaint, why, how grave, and when it does not know.
import type { Assessment, Decision, Kind } from '../domain/assessment.ts';
import type { Company } from '../domain/company.ts';
import { calibratedLogit, probabilityOf } from './calibration.ts';
import { causesIn } from './causes.ts';
import { companyMeant } from './company.ts';
import { explain } from './explain.ts';
import { asks, kindOf } from './kind.ts';
import { languageDetector } from './language.ts';
import { linearModel } from './linear-model.ts';
import { type Model, type Thresholds, unpackModel } from './model.ts';
import { risksIn } from './risk-words.ts';
import { severityOf } from './severity.ts';
import { readTokens, type Token } from './tokens.ts';
import shipped from './weights/model.json' with { type: 'json' };

export interface Classifier {
  /** The version of the model, as it stands on every assessment. */
  readonly version: string;
  /** Assesses one post; `companies` are those whose names it looks for. */
  assess(text: string, context?: { readonly companies?: readonly Company[] }): Assessment;
}

/** The languages the complaint model was trained on. */
const KNOWN_LANGUAGES: ReadonlySet<string> = new Set(['en']);

/** Builds the classifier once per process; without a model, the shipped one. */
export function createClassifier(model: Model = unpackModel(shipped)): Classifier {
  const detectLanguage = languageDetector(model.language);
  const judge = judgeOf(model);
  return {
    version: model.version,
    assess(text, { companies = [] } = {}) {
      const tokens = readTokens(text);
      const code = detectLanguage(tokens);
      const known = KNOWN_LANGUAGES.has(code);
      const risks = risksIn(tokens);
      const company = companyMeant(tokens, companies);
      const verdict = known ? judge(text, tokens) : undecided(tokens);
      const decision = risks.length > 0 && verdict.decision === 'not' ? 'unsure' : verdict.decision;
      return {
        ...verdict,
        decision,
        risks,
        language: { code, known },
        ...(company === undefined ? {} : { company }),
        model: model.version,
      };
    },
  };
}

type Verdict = Pick<Assessment, 'decision' | 'probability' | 'kind' | 'causes' | 'severity' | 'because'>;

function judgeOf(model: Model): (text: string, tokens: readonly Token[]) => Verdict {
  const scoreComplaint = linearModel(model.complaint);
  const scoreSeverity = linearModel(model.severity);
  const scorePraise = linearModel(model.praise);
  return (text, tokens) => {
    const { total, parts } = scoreComplaint(tokens);
    const logit = calibratedLogit(model.calibration, total);
    const probability = probabilityOf(logit);
    const decision = decide(probability, model.thresholds);
    const weights = parts.map((part) => part * model.calibration.slope);
    const { because } = explain({ text, tokens, parts: weights, logit });
    const complains = probability >= model.thresholds.even;
    const kind: Kind = complains ? 'complaint' : kindOf(tokens, probabilityOf(scorePraise(tokens).total));
    return {
      decision,
      probability,
      kind,
      causes: decision === 'not' ? [] : causesIn(tokens),
      severity: decision === 'not' ? 1 : severityOf(scoreSeverity(tokens).total, model.severityCuts),
      because: [...because],
    };
  };
}

function decide(probability: number, { not, complaint }: Thresholds): Decision {
  if (probability >= complaint) return 'complaint';
  return probability < not ? 'not' : 'unsure';
}

/** Nothing is guessed about a language the model was not trained on: a person who reads it decides. */
function undecided(tokens: readonly Token[]): Verdict {
  return {
    decision: 'unsure',
    probability: 0.5,
    kind: asks(tokens) ? 'question' : 'other',
    causes: [],
    severity: 1,
    because: [],
  };
}
