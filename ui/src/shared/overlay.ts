// Which window lies over the desk, and where the focus is asked to go.
import { signal } from './signals.ts';

export type Overlay =
  | ('palette' | 'find' | 'help' | 'guide' | 'answer' | 'keep-view')
  | ('cause' | 'severity' | 'snooze' | 'assign' | 'escalate');

export const overlay = signal<Overlay | undefined>();

export function closeOverlay(): void {
  overlay.value = undefined;
}

/** What the finder begins with. */
export const sought = signal('');

/** The composer's two sides. */
export const composing = signal<'reply' | 'note'>('reply');

/** Elements that commands move the focus to, by id. */
export type FocusTarget = 'rows' | 'search' | 'conversation' | 'composer-text';

/**
 * Puts the focus there once what was asked for has been drawn. Drawing is a microtask, and so is this, right after it:
 * were it any later, the next letter typed would still be a command.
 */
export function focusOn(target: FocusTarget): void {
  queueMicrotask(() => {
    // While a list is being read there are no rows: it takes their place, and hands the focus on to them.
    const element = document.getElementById(target) ?? (target === 'rows' ? document.getElementById('list') : null);
    awaited = element || !isLoading() ? undefined : target;
    element?.focus();
  });
}

let awaited: FocusTarget | undefined;

/** The conversation in which somebody wants to write is still being read: letters are meant for it, and are no commands. */
export function isAwaited(): boolean {
  return awaited !== undefined && isLoading();
}

/** Called once the conversation is there. */
export function focusAwaited(): void {
  if (awaited !== undefined) document.getElementById(awaited)?.focus();
  awaited = undefined;
}

function isLoading(): boolean {
  return document.querySelector('.conversation .skeleton') !== null;
}

/** What had the focus is gone: the list takes it, so that it is never lost. */
export function keepFocus(): void {
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return;
    (document.getElementById('rows') ?? document.getElementById('list'))?.focus();
  });
}

export type Pane = 'nav' | 'context';

/** A pane that is a column on a wide screen is a drawer on a narrow one; there its popover is used. */
export function isDrawer(pane: Pane): boolean {
  return !matchMedia(pane === 'nav' ? '(min-width: 960px)' : '(min-width: 1240px)').matches;
}

export function closeDrawers(): void {
  for (const open of document.querySelectorAll<HTMLElement>('[popover]:popover-open')) open.hidePopover();
}
