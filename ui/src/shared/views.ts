// The lists an agent works from: which threads each one asks the server for, and which thread belongs to it.
import type { ThreadView } from '../../../lib/api/schemas.ts';

export const VIEWS = ['open', 'mine', 'overdue', 'to-decide', 'waiting', 'resolved', 'not-complaint'] as const;
export type ViewName = (typeof VIEWS)[number];

export interface View {
  readonly label: string;
  readonly status: ThreadView['status'];
  /** The agent's own threads, whatever their status. */
  readonly own?: boolean;
  /** Keeps only what should have been answered by now. */
  readonly late?: boolean;
  /** Lists that are work, as opposed to archives: loaded at once and counted. */
  readonly counted: boolean;
  readonly empty: string;
}

export const VIEW: Readonly<Record<ViewName, View>> = {
  open: { label: 'Needs reply', status: 'open', counted: true, empty: 'Nothing needs a reply.' },
  mine: { label: 'Mine', status: 'open', own: true, counted: true, empty: 'You have claimed nothing.' },
  overdue: { label: 'Overdue', status: 'open', late: true, counted: true, empty: 'Nothing is overdue.' },
  'to-decide': { label: 'To decide', status: 'to-decide', counted: true, empty: 'Nothing is waiting for a decision.' },
  waiting: {
    label: 'Waiting for customer',
    status: 'waiting',
    counted: true,
    empty: 'No answer of a customer is awaited.',
  },
  resolved: { label: 'Resolved', status: 'resolved', counted: false, empty: 'Nothing has been resolved yet.' },
  'not-complaint': { label: 'Not a complaint', status: 'not-complaint', counted: false, empty: 'Nothing here yet.' },
};

export interface Viewer {
  readonly agent: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function belongs(name: ViewName, thread: ThreadView, viewer: Viewer): boolean {
  const view = VIEW[name];
  if (view.own) return thread.claim?.agent === viewer.agent;
  if (thread.status !== view.status) return false;
  return !view.late || isOverdue(thread, viewer.now);
}

/** Whose living claim keeps this agent from acting; undefined when nobody's does. */
export function heldByOther(thread: Pick<ThreadView, 'claim'>, viewer: Viewer): string | undefined {
  const { claim } = thread;
  return claim && claim.agent !== viewer.agent && Date.parse(claim.until) > viewer.now ? claim.agent : undefined;
}

function isOverdue(thread: Pick<ThreadView, 'dueAt'>, now: number): boolean {
  return thread.dueAt !== undefined && Date.parse(thread.dueAt) < now;
}
