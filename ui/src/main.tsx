// Puts the desk together in the browser: storage, address bar, clock, keys, sign-in.
import { render } from 'preact';
import { ulid } from 'ulid';
import { App } from './app.tsx';
import { createApi } from './shared/api.ts';
import { createCommands } from './shared/commands.ts';
import { createDesk, type Desk } from './shared/desk.ts';
import { DeskContext } from './shared/desk-context.ts';
import { createDispatcher, type Situation } from './shared/keys.ts';
import { formatRoute, parseRoute } from './shared/route.ts';
import { second } from './shared/seconds.ts';
import { createSignIn } from './shared/sign-in.ts';
import { watchDesk } from './shared/watch.ts';
import './styles/tokens.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/inbox.css';
import './styles/thread.css';
import './styles/overlays.css';

const signIn = await createSignIn();
const desk: Desk = createDesk({
  api: createApi({ headers, signedOut: () => void (signIn.signedOut.value = true) }),
  shelf: localStorage,
  newId: ulid,
  now: Date.now,
  later: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  isVisible: () => document.visibilityState === 'visible',
  isOnline: () => navigator.onLine,
  start: parseRoute(location.hash),
  address: (route, replace) => history[replace ? 'replaceState' : 'pushState'](null, '', formatRoute(route)),
});
const commands = createCommands(desk);
const root = document.getElementById('desk');
second.value = Date.now();
if (root) {
  render(
    <DeskContext.Provider value={{ desk, commands }}>
      <App signIn={signIn} />
    </DeskContext.Provider>,
    root,
  );
}
watchDesk(desk);
listenToKeys();
await desk.start();

async function headers(): Promise<Record<string, string>> {
  const { agent } = desk.preferences.current.value;
  const named: Record<string, string> = agent && !signIn.isNeeded ? { 'Earshot-Agent': encodeURIComponent(agent) } : {};
  return { ...named, ...(await signIn.headers()) };
}

function listenToKeys(): void {
  const dispatcher = createDispatcher();
  document.addEventListener('keydown', (event) => {
    const name = dispatcher.command(event, situation(event.target));
    if (name === undefined) return;
    event.preventDefault();
    commands[name]();
  });
}

function situation(target: EventTarget | null): Situation {
  const element = target instanceof HTMLElement ? target : document.body;
  return {
    inField: element.matches('input, select, textarea'),
    inDialog: document.querySelector('dialog[open]') !== null,
    onControl: element.closest('a, button, summary') !== null,
    bareKeys: desk.preferences.current.value.bareKeys,
  };
}
