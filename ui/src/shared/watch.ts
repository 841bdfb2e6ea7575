// Ties the desk to the browser around it: the address bar, the clock, focus and connection, the theme, the title.

import type { Desk } from './desk.ts';
import { closeDrawers } from './overlay.ts';
import { typing } from './presence.ts';
import { parseRoute } from './route.ts';
import { second } from './seconds.ts';
import { effect } from './signals.ts';

const SECOND = 1_000;
/** How often spans such as "12m left" are drawn again, and how often the sources' lamps are read. */
const CLOCK = 15 * SECOND;
const LAMPS = 60 * SECOND;
const PRESENCE = 10 * SECOND;

export function watchDesk(desk: Desk): void {
  window.addEventListener('hashchange', () => {
    closeDrawers();
    desk.nav.go(parseRoute(location.hash), { fromAddress: true });
  });
  for (const moved of ['online', 'offline']) window.addEventListener(moved, () => desk.live.poke());
  window.addEventListener('beforeunload', (event) => {
    // What waits for the connection is kept by this page alone.
    if (desk.offline.waiting.value > 0) event.preventDefault();
  });
  window.addEventListener('focus', () => desk.live.poke());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') desk.live.poke();
  });
  setInterval(() => {
    second.value = desk.now();
    if (!document.querySelector('.toasts:is(:hover, :focus-within)')) desk.toasts.expire();
  }, SECOND);
  setInterval(() => {
    desk.clock.value = desk.now();
    desk.lists.passTime();
  }, CLOCK);
  setInterval(() => void desk.readStatus(), LAMPS);
  setInterval(() => void desk.presence.beat(), PRESENCE);
  let opened: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    // Told a moment after a thread was opened or begun to be answered: who only passes by has not opened it.
    const isOpen = desk.nav.selectedId() !== undefined;
    void typing.value;
    clearTimeout(opened);
    if (isOpen) opened = setTimeout(() => void desk.presence.beat(), SECOND);
  });
  effect(() => {
    document.documentElement.dataset.theme = desk.preferences.current.value.theme;
  });
  effect(() => {
    const open = desk.lists.count('open');
    document.title = open === 0 ? 'Earshot' : `(${open}) Earshot`;
  });
}
