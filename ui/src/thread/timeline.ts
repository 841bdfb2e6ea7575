// A conversation in one order of time: what the customer wrote, what we answered, notes, and what happened in between.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { EventView, NoteView, PostView, ReplyView } from '../../../lib/api/schemas.ts';

export type Moment =
  | { readonly type: 'post'; readonly at: string; readonly post: PostView }
  | { readonly type: 'reply'; readonly at: string; readonly reply: ReplyView }
  | { readonly type: 'note'; readonly at: string; readonly note: NoteView }
  | { readonly type: 'events'; readonly at: string; readonly events: readonly EventView[] };

/** Told by the posts, replies and notes themselves. */
const TOLD = new Set(['opened', 'heard', 'noted', 'reply-queued', 'reply-sent', 'reply-withdrawn']);

/** Oldest first; happenings that follow each other stand together. */
export function timelineOf(page: ThreadPage): readonly Moment[] {
  const moments: Moment[] = [
    ...page.posts.map((post) => ({ type: 'post' as const, at: post.createdAt, post })),
    ...page.replies
      .filter((reply) => reply.state !== 'withdrawn')
      .map((reply) => ({ type: 'reply' as const, at: reply.createdAt, reply })),
    ...page.notes.map((note) => ({ type: 'note' as const, at: note.at, note })),
    ...page.events
      .filter((event) => !TOLD.has(event.type))
      .map((event) => ({ type: 'events' as const, at: event.at, events: [event] })),
  ];
  return moments.sort((a, b) => a.at.localeCompare(b.at)).reduce<readonly Moment[]>(joinEvents, []);
}

function joinEvents(before: readonly Moment[], moment: Moment): readonly Moment[] {
  const last = before.at(-1);
  if (moment.type !== 'events' || last?.type !== 'events') return [...before, moment];
  return [...before.slice(0, -1), { ...last, events: [...last.events, ...moment.events] }];
}
