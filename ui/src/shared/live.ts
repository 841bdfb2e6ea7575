// News from the server by asking for what changed since a cursor; another way of hearing it can take its place.

import type { Changes } from '../../../lib/api/page-schemas.ts';
import { signal } from './signals.ts';

export interface LiveSource {
  readonly state: { readonly value: LiveState };
  start(): void;
  /** Asks now: after an own change, on focus, when the connection is back. */
  poke(): void;
}

interface LiveState {
  readonly connection: 'connecting' | 'live' | 'delayed' | 'offline';
  /** Milliseconds since 1970 of the last answer. */
  readonly heardAt?: number;
}

const nothing = () => {};

export interface PollingNeeds {
  readonly changes: (since?: string) => Promise<Changes>;
  readonly onChanges: (changes: Changes) => void;
  /** The cursor was lost or never there: read the lists again. */
  readonly onRestart: () => void;
  readonly isVisible: () => boolean;
  readonly isOnline: () => boolean;
  readonly now: () => number;
  /** Runs the task later; answers with a way to forget it. */
  readonly later: (milliseconds: number, task: () => void) => () => void;
}

/** After a longer silence the lists are read anew: the server remembers changes for a while only. */
const LONG_MS = 30 * 60_000;

export const VISIBLE_MS = 4_000;
export const HIDDEN_MS = 30_000;

export function createPolling(needs: PollingNeeds): LiveSource {
  const state = signal<LiveState>({ connection: 'connecting' });
  let cursor: string | undefined;
  let forget: () => void = nothing;
  let running = false;
  let again = false;
  let isStarted = false;

  async function ask(): Promise<void> {
    forget();
    if (!isStarted) return;
    again = running;
    if (running) return;
    running = true;
    const more = await once();
    running = false;
    if (again || more) return ask();
    forget = needs.later(needs.isVisible() ? VISIBLE_MS : HIDDEN_MS, () => void ask());
  }

  /** Answers whether more is waiting. */
  async function once(): Promise<boolean> {
    try {
      const changes = await needs.changes(cursor);
      const mayHaveMissed = hasMissed(state.value, needs.now());
      cursor = changes.cursor;
      state.value = { connection: 'live', heardAt: needs.now() };
      needs.onChanges(changes);
      if (mayHaveMissed) needs.onRestart();
      return changes.more;
    } catch {
      state.value = { ...state.value, connection: needs.isOnline() ? 'delayed' : 'offline' };
      return false;
    }
  }

  return {
    state,
    start() {
      isStarted = true;
      void ask();
    },
    poke: () => void ask(),
  };
}

function hasMissed({ connection, heardAt }: LiveState, now: number): boolean {
  return heardAt === undefined ? connection !== 'connecting' : now - heardAt > LONG_MS;
}
