// What an agent chose on this browser: a name for local use, bare keys, the theme, hidden panes.
import { signal } from './signals.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  /** Sent as `Earshot-Agent` where nobody signs in; empty for the server's default name. */
  readonly agent: string;
  /** Keys such as e and n decide at once, with Alt only, or not at all. */
  readonly bareKeys: boolean | 'alt';
  readonly theme: Theme;
  readonly navHidden: boolean;
  readonly contextHidden: boolean;
  /** The first keys have been learnt, or are not wanted. */
  readonly guided: boolean;
}

const KEY = 'earshot.preferences';
const DEFAULTS: Preferences = {
  agent: '',
  bareKeys: true,
  theme: 'system',
  navHidden: false,
  contextHidden: false,
  guided: false,
};

/** The part of the browser's storage that the desk needs; also the seam for tests. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function createPreferences(shelf: Shelf) {
  const current = signal<Preferences>({ ...DEFAULTS, ...kept<Partial<Preferences>>(shelf, KEY) });
  return {
    current,
    set(change: Partial<Preferences>): void {
      current.value = { ...current.value, ...change };
      shelf.setItem(KEY, JSON.stringify(current.value));
    },
  };
}

/** What was put there; undefined where nothing was, or nothing that can be read. */
export function kept<Value>(shelf: Shelf, key: string): Value | undefined {
  try {
    return JSON.parse(shelf.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
