// The lists an agent works from: which threads each one asks the server for, and which thread belongs to it.
import type { ThreadView } from '../../../lib/api/schemas.ts';

export type ListName = ThreadView['list'];

export interface View {
  readonly label: string;
  /** What the server is asked for. */
  readonly lists: readonly ListName[];
  readonly order: 'most urgent first' | 'newest first' | 'soonest first';
  /** What picks these threads out of their list, said as a search. */
  readonly token?: string;
  /** Shown among the lists only while something stands in it. */
  readonly rare?: true;
  /** Lists that are work, as opposed to archives: loaded at once and counted. */
  readonly counted: boolean;
  readonly empty: string;
  /** What comes to an empty list, and how. */
  readonly comes?: string;
}

const WORK = { order: 'most urgent first', counted: true } as const;
const SOON = { order: 'soonest first', counted: true } as const;
const ARCHIVE = { order: 'newest first', counted: false } as const;

const TABLE = {
  open: { ...WORK, label: 'Needs reply', lists: ['open'], empty: 'Nothing needs a reply.' },
  mine: { ...WORK, label: 'Mine', lists: ['open'], token: 'owner:me', empty: 'You have claimed nothing.' },
  unassigned: {
    ...WORK,
    label: 'Unassigned',
    lists: ['open'],
    token: 'owner:none',
    empty: 'Somebody has everything that needs a reply.',
  },
  overdue: {
    ...WORK,
    label: 'Overdue',
    lists: ['open', 'to-decide'],
    token: 'is:late',
    empty: 'Nothing is overdue.',
  },
  waiting: {
    ...ARCHIVE,
    label: 'Waiting for customer',
    lists: ['waiting'],
    counted: true,
    empty: 'No answer of a customer is awaited.',
  },
  'to-decide': {
    ...WORK,
    label: 'To decide',
    lists: ['to-decide'],
    empty: 'Nothing is waiting for a decision.',
  },
  'spot-check': {
    ...ARCHIVE,
    label: 'Spot check',
    lists: ['not-complaint'],
    rare: true,
    counted: true,
    empty: 'Nothing is left to check.',
    comes: 'Every day a few posts that were called harmless are drawn, to see how many complaints are missed.',
  },
  snoozed: {
    ...SOON,
    label: 'Snoozed',
    lists: ['snoozed'],
    empty: 'Nothing is put aside.',
    comes: 'h puts one aside.',
  },
  approval: {
    ...WORK,
    label: 'Awaiting approval',
    lists: ['approval'],
    empty: 'No answer waits for agreement.',
    comes: 'An answer that somebody else must agree to waits here.',
  },
  'follow-up': {
    ...SOON,
    label: 'Follow-up',
    lists: ['follow-up'],
    rare: true,
    empty: 'Nobody needs to be asked.',
    comes: 'Some time after a solution somebody asks whether it holds.',
  },
  resolved: { ...ARCHIVE, label: 'Resolved', lists: ['resolved'], empty: 'Nothing has been resolved yet.' },
  'not-complaint': {
    ...ARCHIVE,
    label: 'Not a complaint',
    lists: ['not-complaint'],
    empty: 'Nothing here yet.',
  },
} as const satisfies Readonly<Record<string, View>>;

export type ViewName = keyof typeof TABLE;
export const VIEW: Readonly<Record<ViewName, View>> = TABLE;
// In the order in which they stand beside the list; Object.keys widens the names of a table whose names are fixed above.
export const VIEWS = Object.keys(TABLE) as ViewName[];

/** A list, or what a search finds in one. */
export type ListKey = ViewName | `${ViewName}?${string}`;

export function listKey(view: ViewName, q = ''): ListKey {
  return q === '' ? view : `${view}?${q}`;
}

export function partsOf(key: ListKey): readonly [view: ViewName, q: string] {
  const [view = '', ...rest] = key.split('?');
  // The first part of a ListKey is a ViewName by its type.
  return [view as ViewName, rest.join('?')];
}

export interface Viewer {
  readonly agent: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function belongs(name: ViewName, thread: ThreadView, viewer: Viewer): boolean {
  if (name === 'mine') return thread.claim?.agent === viewer.agent;
  if (!VIEW[name].lists.includes(thread.list)) return false;
  if (name === 'unassigned') return !thread.claim || Date.parse(thread.claim.until) <= viewer.now;
  if (name === 'spot-check') return isAsked(thread);
  return name !== 'overdue' || isOverdue(thread, viewer.now);
}

/** Whether a person is to say if it is harmless indeed. */
export function isAsked({ spotCheck, status }: Pick<ThreadView, 'spotCheck' | 'status'>): boolean {
  return spotCheck?.answered === false && status === 'not-complaint';
}

/** Whose living claim keeps this agent from acting; undefined when nobody's does. */
export function heldByOther(thread: Pick<ThreadView, 'claim'>, viewer: Viewer): string | undefined {
  const { claim } = thread;
  return claim && claim.agent !== viewer.agent && Date.parse(claim.until) > viewer.now ? claim.agent : undefined;
}

/** Below zero when `a` stands before `b` in a list: the server's order. */
export function compareIn(name: ViewName, a: ThreadView, b: ThreadView): number {
  if (VIEW[name].order === 'newest first') return b.changedAt.localeCompare(a.changedAt);
  return urgency(a).localeCompare(urgency(b)) || b.severity - a.severity || a.id.localeCompare(b.id);
}

function urgency({ list, snooze, followUpAt, dueAt, heardAt }: ThreadView): string {
  return snooze?.until ?? (list === 'follow-up' ? followUpAt : dueAt) ?? heardAt;
}

export function isOverdue(thread: Pick<ThreadView, 'dueAt'>, now: number): boolean {
  return thread.dueAt !== undefined && Date.parse(thread.dueAt) < now;
}
