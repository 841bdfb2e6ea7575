// What an agent chose on this browser: a name for local use, bare keys, the theme, hidden panes.
import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  /** Sent as `Earshot-Agent` where nobody signs in; empty for the server's default name. */
  readonly agent: string;
  readonly bareKeys: boolean;
  readonly theme: Theme;
  readonly navHidden: boolean;
  readonly contextHidden: boolean;
}

const KEY = 'earshot.preferences';
const DEFAULTS: Preferences = { agent: '', bareKeys: true, theme: 'system', navHidden: false, contextHidden: false };

/** The part of the browser's storage that the desk needs; also the seam for tests. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function createPreferences(shelf: Shelf) {
  const current = signal<Preferences>({ ...DEFAULTS, ...parse(shelf.getItem(KEY)) });
  return {
    current,
    set(change: Partial<Preferences>): void {
      current.value = { ...current.value, ...change };
      shelf.setItem(KEY, JSON.stringify(current.value));
    },
  };
}

function parse(text: string | null): Partial<Preferences> {
  if (text === null) return {};
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
