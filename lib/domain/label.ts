// What people decided about posts, as labels to learn from and to judge a model by (requirement U8).
import type { Cause, Decision, Finding, Severity } from './assessment.ts';
import { isByAPerson, isHeard, standingEvents } from './replay.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

export interface Label {
  readonly postId: string;
  readonly decision: Exclude<Decision, 'unsure'>;
  /** Absent unless a person named them; an empty list is a person's word, too. */
  readonly causes?: readonly Cause[];
  /** Absent unless a person graded it. */
  readonly severity?: Severity;
  readonly by: string;
  readonly at: Instant;
  /** What the classifier had said of the post when the person decided. */
  readonly said: Pick<Finding, 'model' | 'decision' | 'probability'>;
}

type Judged = Extract<ThreadEvent, { type: 'judged' }>;
type Said = Label['said'];

/**
 * The label of each post that a person decided about; `events` are all of a thread. A judgement is of a thread, and speaks
 * of the posts heard since a person last dealt with it: "not a complaint" of all of them, "a complaint" of the likeliest.
 * Who corrects the cause or severity of a complaint takes it for one. The last word counts, and a withdrawn one never was.
 */
export function labelsOf(events: readonly ThreadEvent[]): readonly Label[] {
  const labels = new Map<string, Label>();
  let posts = new Map<string, Said>();
  let isDealtWith = false;
  for (const event of standingEvents(events)) {
    if (isHeard(event)) {
      if (isDealtWith) posts = new Map();
      isDealtWith = false;
      posts.set(event.postId, saidIn(event.assessment));
    }
    if (event.type === 'post-edited') {
      // What was decided was decided about other words.
      labels.delete(event.postId);
      if (posts.has(event.postId)) posts.set(event.postId, saidIn(event.assessment));
    }
    if (event.type === 'reassessed') {
      for (const { postId, finding } of event.posts.filter((post) => posts.has(post.postId)))
        posts.set(postId, saidIn(finding));
    }
    if (event.type === 'judged') judge(labels, posts, event);
    if (isByAPerson(event)) isDealtWith = true;
  }
  return [...labels.values()];
}

/** `posts` are those the judgement speaks of, with what the classifier had said of them. */
function judge(labels: Map<string, Label>, posts: ReadonlyMap<string, Said>, judged: Judged): void {
  const { by, at } = judged;
  const [likeliest] = [...posts].toSorted(([, a], [, b]) => b.probability - a.probability);
  if (!likeliest) return;
  const before = [...posts.keys()].flatMap((postId) => labels.get(postId) ?? []);
  const decision = judged.decision ?? before[0]?.decision ?? likeliest[1].decision;
  if (judged.decision === 'not') {
    for (const [postId, said] of posts) labels.set(postId, { postId, decision: 'not', by, at, said });
  }
  if (decision !== 'complaint') return;
  const known = before.find((label) => label.decision === 'complaint');
  const [postId, said] = known ? [known.postId, known.said] : likeliest;
  const { causes = known?.causes, severity = known?.severity } = judged;
  const corrections = { ...(causes ? { causes } : {}), ...(severity ? { severity } : {}) };
  for (const other of posts.keys()) labels.delete(other);
  labels.set(postId, { postId, decision, ...corrections, by, at, said });
}

function saidIn({ model, decision, probability }: Finding): Said {
  return { model, decision, probability };
}
