// The lists an agent works from: which threads each one asks the server for, and which thread belongs to it.
import type { ThreadView } from '../../../lib/api/schemas.ts';

export const VIEWS = [
  'open',
  'mine',
  'overdue',
  'to-decide',
  'spot-check',
  'waiting',
  'resolved',
  'not-complaint',
] as const;
export type ViewName = (typeof VIEWS)[number];

type Status = ThreadView['status'];

export interface View {
  readonly label: string;
  /** What the server is asked for. */
  readonly statuses: readonly Status[];
  readonly order: 'most urgent first' | 'newest first';
  /** The agent's own threads, whatever their status. */
  readonly own?: boolean;
  /** Only what was drawn from the harmless for somebody to look at. */
  readonly drawn?: boolean;
  /** Keeps only what should have been answered by now. */
  readonly late?: boolean;
  /** Lists that are work, as opposed to archives: loaded at once and counted. */
  readonly counted: boolean;
  readonly empty: string;
  /** What comes to an empty list, and how. */
  readonly comes?: string;
}

const WORK = { order: 'most urgent first', counted: true } as const;
const ARCHIVE = { order: 'newest first', counted: false } as const;

export const VIEW: Readonly<Record<ViewName, View>> = {
  open: { ...WORK, label: 'Needs reply', statuses: ['open'], empty: 'Nothing needs a reply.' },
  mine: { ...WORK, label: 'Mine', statuses: ['open'], own: true, empty: 'You have claimed nothing.' },
  overdue: {
    ...WORK,
    label: 'Overdue',
    statuses: ['open', 'to-decide'],
    late: true,
    empty: 'Nothing is overdue.',
  },
  'to-decide': {
    ...WORK,
    label: 'To decide',
    statuses: ['to-decide'],
    empty: 'Nothing is waiting for a decision.',
  },
  'spot-check': {
    ...ARCHIVE,
    label: 'Spot check',
    statuses: ['not-complaint'],
    drawn: true,
    counted: true,
    empty: 'Nothing is left to check.',
    comes: 'Every day a few posts that were called harmless are drawn, to see how many complaints are missed.',
  },
  waiting: {
    ...ARCHIVE,
    label: 'Waiting for customer',
    statuses: ['waiting'],
    counted: true,
    empty: 'No answer of a customer is awaited.',
  },
  resolved: { ...ARCHIVE, label: 'Resolved', statuses: ['resolved'], empty: 'Nothing has been resolved yet.' },
  'not-complaint': {
    ...ARCHIVE,
    label: 'Not a complaint',
    statuses: ['not-complaint'],
    empty: 'Nothing here yet.',
  },
};

export interface Viewer {
  readonly agent: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function belongs(name: ViewName, thread: ThreadView, viewer: Viewer): boolean {
  const view = VIEW[name];
  if (view.own) return thread.claim?.agent === viewer.agent;
  if (!view.statuses.includes(thread.status)) return false;
  if (view.drawn) return isAsked(thread);
  return !view.late || isOverdue(thread, viewer.now);
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
  const byDeadline = (a.dueAt ?? a.heardAt).localeCompare(b.dueAt ?? b.heardAt);
  return byDeadline || b.severity - a.severity || a.id.localeCompare(b.id);
}

export function isOverdue(thread: Pick<ThreadView, 'dueAt'>, now: number): boolean {
  return thread.dueAt !== undefined && Date.parse(thread.dueAt) < now;
}
