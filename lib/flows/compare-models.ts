// Lets a new model read the posts of the last days beside the one in use, and says what would change; stores nothing.
import { type Agreement, agreementOf } from '../classifier/agreement.ts';
import type { Assessment } from '../domain/assessment.ts';
import { countDecisionChanges, type DecisionChange } from '../domain/decision-change.ts';
import { type Label, labelsOf } from '../domain/label.ts';
import { hasText } from '../domain/mention.ts';
import { withStandIns } from '../domain/personal-data.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { walkThreads } from '../store/thread-walk.ts';
import type { ThreadRecord } from '../store/threads.ts';

export interface ComparedModel {
  readonly assess: (text: string) => Assessment;
  /** Whether it was trained on this text or a near-duplicate: to agree about that proves nothing. */
  readonly hasLearnedFrom: (text: string) => boolean;
}

export interface CompareDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly inUse: ComparedModel;
  readonly candidate: ComparedModel;
  /** Called after each thread with the number of posts read so far. */
  readonly onProgress: (posts: number) => void;
}

type Said = Pick<Assessment, 'decision' | 'kind' | 'probability'>;

/** A post as both read it; handles, links, addresses and numbers are replaced in its text. */
export interface ReadTwice {
  readonly text: string;
  readonly inUse: Said;
  readonly candidate: Said;
}

export interface Comparison {
  readonly posts: number;
  /** Posts that have no text: erased, or a picture alone. */
  readonly withoutText: number;
  /** From the model in use to the candidate. */
  readonly decisions: readonly DecisionChange[];
  readonly labels: {
    /** Posts that people decided about and neither model has learned from. */
    readonly posts: number;
    readonly complaints: number;
    /** Decided about, too, but left out: one of the models was trained on them. */
    readonly learnedFrom: number;
    /** Absent when there are too few labels to say. */
    readonly inUse?: Agreement;
    readonly candidate?: Agreement;
  };
  /** Where the probabilities differ most, the largest difference first. */
  readonly examples: readonly ReadTwice[];
}

const EXAMPLES = 10;

/** Reads the posts written in the last `days` days. */
export async function compareModels(deps: CompareDeps, days: number): Promise<Comparison> {
  const since = plus(deps.clock(), { days: -days });
  const read: Read[] = [];
  let withoutText = 0;
  for await (const record of walkThreads(deps, since)) {
    const found = readIn(deps, record, since);
    read.push(...found.read);
    withoutText += found.withoutText;
    deps.onProgress(read.length);
  }
  const largestFirst = read.filter((post) => difference(post) > 0).toSorted((a, b) => difference(b) - difference(a));
  // What many people shared is one example.
  const examples = [...new Map(largestFirst.map((post) => [post.text, post])).values()].slice(0, EXAMPLES);
  return {
    posts: read.length,
    withoutText,
    decisions: countDecisionChanges(
      read.map(({ inUse, candidate }) => ({ before: inUse.decision, after: candidate.decision })),
    ),
    labels: agreementsIn(read),
    examples: examples.map(({ text, inUse, candidate }) => ({ text, inUse, candidate })),
  };
}

interface Read extends ReadTwice {
  /** What people said of it. */
  readonly truth?: Label['decision'];
  readonly learnedFrom: boolean;
}

function readIn({ inUse, candidate }: CompareDeps, { posts, events }: ThreadRecord, since: Instant) {
  const truths = new Map(labelsOf(events).map(({ postId, decision }) => [postId, decision]));
  const recent = posts.filter(({ mention }) => mention.createdAt >= since);
  const read = recent
    .filter(({ mention }) => hasText(mention))
    .map(({ mention }): Read => {
      const truth = truths.get(mention.id);
      const text = withStandIns(mention.text);
      return {
        text,
        inUse: saidIn(inUse.assess(mention.text)),
        candidate: saidIn(candidate.assess(mention.text)),
        // Labels are handed out with stand-ins, so that is what a model has learned from.
        learnedFrom: inUse.hasLearnedFrom(text) || candidate.hasLearnedFrom(text),
        ...(truth ? { truth } : {}),
      };
    });
  return { read, withoutText: recent.length - read.length };
}

function saidIn({ decision, kind, probability }: Assessment): Said {
  return { decision, kind, probability };
}

function difference({ inUse, candidate }: ReadTwice): number {
  return Math.abs(candidate.probability - inUse.probability);
}

function agreementsIn(read: readonly Read[]): Comparison['labels'] {
  const labelled = read.flatMap((post) => (post.truth ? [{ ...post, truth: post.truth }] : []));
  const unknown = labelled.filter(({ learnedFrom }) => !learnedFrom);
  const inUse = agreementOf(unknown.map(({ truth, inUse: said }) => ({ truth, said })));
  const candidate = agreementOf(unknown.map(({ truth, candidate: said }) => ({ truth, said })));
  return {
    posts: unknown.length,
    complaints: unknown.filter(({ truth }) => truth === 'complaint').length,
    learnedFrom: labelled.length - unknown.length,
    ...(inUse ? { inUse } : {}),
    ...(candidate ? { candidate } : {}),
  };
}
