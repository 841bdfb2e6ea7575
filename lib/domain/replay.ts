// A thread's history played again: without what was withdrawn, and with what the classifier says of the posts now.
import type { Finding } from './assessment.ts';
import type { Judgement, Thread } from './thread.ts';
import type { PostFinding, ThreadEvent } from './thread-event.ts';
import { applyEvent, judgementIn } from './thread-history.ts';

/** What the classifier says of each post, by the post's id. */
export type Findings = ReadonlyMap<string, Finding>;

/** The thread that a history comes to. Throws when the history is empty or does not begin with `opened`. */
export function replay(events: readonly ThreadEvent[]): Thread {
  const thread = events.reduce<Thread | undefined>((before, event) => applyEvent(before, event), undefined);
  if (!thread) throw new Error('a history without events comes to no thread');
  return thread;
}

/**
 * What holds of a thread's whole history, from its first event on: neither a judgement that was withdrawn nor its
 * withdrawal. `except` is the version of one more judgement to leave out.
 */
export function standingEvents(events: readonly ThreadEvent[], except?: number): ThreadEvent[] {
  const withdrawn = new Set(events.flatMap((event) => (event.type === 'judgement-withdrawn' ? [event.judgedAt] : [])));
  let isLeftOut = false;
  return events.filter((event, place) => {
    const version = place + 1;
    // What rules made of a judgement goes with it.
    if (event.type !== 'ruled') isLeftOut = withdrawn.has(version) || version === except;
    return event.type !== 'judgement-withdrawn' && !isLeftOut;
  });
}

/** What the classifier said last of each post; `newer` comes after all events. */
export function latestFindings(events: readonly ThreadEvent[], newer: readonly PostFinding[] = []): Findings {
  const said = events.flatMap((event): readonly PostFinding[] => {
    if (isReading(event)) return [{ postId: event.postId, finding: event.assessment }];
    return event.type === 'reassessed' ? event.posts : [];
  });
  return new Map([...said, ...newer].map(({ postId, finding }) => [postId, finding]));
}

/** What is said of the thread when its posts are read like this: people's word stands over that of the classifier. */
export function judgementBy(findings: Findings, standing: readonly ThreadEvent[]): Judgement {
  return judgementIn(replay(asReadNow(findings, standing)));
}

/** Where the thread stands when its posts are read like this: what a person has dealt with stays as it was left. */
export function threadBy(findings: Findings, standing: readonly ThreadEvent[]): Thread {
  const dealtWith = standing.findLastIndex(isByAPerson) + 1;
  const since = asReadNow(findings, standing.slice(dealtWith)).filter(isReading);
  return replay([...standing.slice(0, dealtWith), ...since]);
}

/** What holds of words that their author has replaced is what was said of them last: nobody can read them again. */
function asReadNow(findings: Findings, events: readonly ThreadEvent[]): ThreadEvent[] {
  return events.flatMap((event, place): ThreadEvent[] => {
    if (event.type === 'reassessed') return [];
    if (!isReading(event)) return [event];
    const replacedAt = events.findIndex(
      (later, index) => index > place && later.type === 'post-edited' && later.postId === event.postId,
    );
    const said = replacedAt < 0 ? findings : latestFindings(events.slice(0, replacedAt));
    const finding = said.get(event.postId);
    return [finding ? { ...event, assessment: { ...finding, because: event.assessment.because } } : event];
  });
}

export function isHeard(event: ThreadEvent): event is Extract<ThreadEvent, { type: 'opened' | 'heard' }> {
  return event.type === 'opened' || event.type === 'heard';
}

/** Whether the event says what the classifier made of a post's words. */
export function isReading(
  event: ThreadEvent,
): event is Extract<ThreadEvent, { type: 'opened' | 'heard' | 'post-edited' }> {
  return isHeard(event) || event.type === 'post-edited';
}

/** Whether a person has dealt with the thread, or something came of that; to take it for a while is not yet to deal with it. */
export function isByAPerson({ type, by }: ThreadEvent): boolean {
  if (type === 'claimed' || type === 'released') return false;
  return by !== 'earshot' || type.startsWith('reply-');
}
