// Ties the desk to the browser around it: the address bar, the clock, focus and connection, the theme, the title.
import { effect } from '@preact/signals';
import type { Desk } from './desk.ts';
import { closeDrawers } from './overlay.ts';
import { parseRoute } from './route.ts';
import { second } from './seconds.ts';

const SECOND = 1_000;
/** How often spans such as "12m left" are drawn again, and how often the sources' lamps are read. */
const CLOCK = 15 * SECOND;
const LAMPS = 60 * SECOND;

export function watchDesk(desk: Desk): void {
  window.addEventListener('hashchange', () => {
    closeDrawers();
    desk.nav.go(parseRoute(location.hash), { fromAddress: true });
  });
  window.addEventListener('online', () => desk.live.poke());
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
  effect(() => {
    document.documentElement.dataset.theme = desk.preferences.current.value.theme;
  });
  effect(() => {
    const open = desk.lists.count('open');
    document.title = open === 0 ? 'Earshot' : `(${open}) Earshot`;
  });
}
