// Holds a classifier to the behavioural suite: which cases hold in each group, and what it said where one does not.
import type { Classifier } from '../../lib/classifier/classifier.ts';
import type { Assessment } from '../../lib/domain/assessment.ts';
import type { BehaviourCase } from '../fixtures/behaviour/behaviour-case.ts';
import { BEHAVIOUR_SUITE } from '../fixtures/behaviour/suite.ts';

/**
 * How far a probability may move (up or down) with what must not matter. The desk's five wordings are 0.1 to 0.3 wide:
 * a handle or a typo may shift a post inside one or over one edge, never across a whole wording.
 */
const NEARLY_THE_SAME = 0.1;
/** How far it may move the wrong way with what must matter: at the ends of the scale there is little room left. */
const HARDLY_ANY = 0.02;

export interface BehaviourFailure {
  readonly expect: BehaviourCase['expect'];
  readonly text: string;
  /** The second text of a pair. */
  readonly other?: string;
  /** What the classifier said instead. */
  readonly said: string;
}

export interface BehaviourResult {
  readonly name: string;
  readonly cases: number;
  /** Posts that are clearly a complaint or clearly none. */
  readonly clear: number;
  /** Clear posts that were left to a person: most cases allow it, but a classifier that is always unsure is of no use. */
  readonly unsure: number;
  readonly failures: readonly BehaviourFailure[];
}

export function judgeBehaviour({ assess }: Classifier): readonly BehaviourResult[] {
  return BEHAVIOUR_SUITE.map(({ name, cases }) => {
    const clear = cases.filter(({ expect }) => expect === 'complaint' || expect === 'harmless');
    return {
      name,
      cases: cases.length,
      clear: clear.length,
      unsure: clear.filter(({ text }) => assess(text).decision === 'unsure').length,
      failures: cases.flatMap((each) => failureOf(each, assess)),
    };
  });
}

/** The groups as one, without what failed. */
export function wholeOf(results: readonly BehaviourResult[]) {
  const sum = (count: (result: BehaviourResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    cases: sum(({ cases }) => cases),
    held: sum(({ cases, failures }) => cases - failures.length),
    clear: sum(({ clear }) => clear),
    unsure: sum(({ unsure }) => unsure),
  };
}

/** One failure on one line, for people. */
export function describeFailure({ expect, said, text, other }: BehaviourFailure): string {
  return `  ${expect}, said ${said}: ${JSON.stringify(text)}${other === undefined ? '' : ` | ${JSON.stringify(other)}`}`;
}

function failureOf(each: BehaviourCase, assess: Classifier['assess']): BehaviourFailure[] {
  const one = assess(each.text);
  const other = 'other' in each ? assess(each.other) : undefined;
  if (holds(each, one, other ?? one)) return [];
  const said = [one, ...(other === undefined ? [] : [other])].map((assessment) => sayingOf(each, assessment));
  return [{ ...each, said: said.join(' → ') }];
}

function holds(each: BehaviourCase, one: Assessment, other: Assessment): boolean {
  const rise = other.probability - one.probability;
  switch (each.expect) {
    case 'complaint':
      return one.decision !== 'not' && one.kind === 'complaint';
    case 'harmless':
      return one.decision !== 'complaint';
    case 'risk':
      return one.decision !== 'not' && one.risks.includes(each.risk);
    case 'unknown language':
      return one.decision === 'unsure' && !one.language.known;
    case 'cause':
      return one.causes.includes(each.cause);
    case 'same':
      return (one.kind === 'complaint') === (other.kind === 'complaint') && Math.abs(rise) <= NEARLY_THE_SAME;
    case 'not lower':
      return rise >= -HARDLY_ANY;
    case 'not higher':
      return rise <= HARDLY_ANY;
    case 'graver':
      return other.severity >= one.severity && other.severity > 1;
  }
}

/** The probability, and what else decides whether the case holds. */
function sayingOf({ expect }: BehaviourCase, assessment: Assessment): string {
  const { probability, decision, kind, causes, severity, risks, language } = assessment;
  const also: Record<BehaviourCase['expect'], string> = {
    complaint: decision,
    harmless: decision,
    risk: `${decision}, risks: ${risks.join(' ') || 'none'}`,
    'unknown language': `${decision}, language ${language.code}`,
    cause: `${decision}, causes: ${causes.join(' ') || 'none'}`,
    same: kind === 'complaint' ? 'at or above even' : 'below even',
    'not lower': decision,
    'not higher': decision,
    graver: `severity ${severity}`,
  };
  return `${probability.toFixed(2)} (${also[expect]})`;
}
