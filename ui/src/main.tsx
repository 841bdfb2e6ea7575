// Puts the desk together in the browser: storage, address bar, clock, keys, sign-in.
import { render } from 'preact';
import { App } from './app.tsx';
import { createApi } from './shared/api.ts';
import { type Commands, createCommands } from './shared/commands.ts';
import { takeNumber } from './shared/correction.ts';
import { createDesk, type Desk } from './shared/desk.ts';
import { putInReach } from './shared/desk-context.ts';
import { createDispatcher, type Situation } from './shared/keys.ts';
import { newId } from './shared/new-id.ts';
import { isAwaited, overlay } from './shared/overlay.ts';
import { redrawOnChange } from './shared/redraw.ts';
import { formatRoute, parseRoute } from './shared/route.ts';
import { second } from './shared/seconds.ts';
import { createSignIn, type SignIn } from './shared/sign-in.ts';
import { watchDesk } from './shared/watch.ts';
import './styles/tokens.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/marks.css';
import './styles/inbox.css';
import './styles/thread.css';
import './styles/composer.css';
import './styles/customer.css';
import './styles/settings.css';
import './styles/overlays.css';

void open();

async function open(): Promise<void> {
  const signIn = await createSignIn();
  const desk: Desk = createDesk({
    api: createApi({ headers: () => headers(desk, signIn), signedOut: () => void (signIn.signedOut.value = true) }),
    shelf: localStorage,
    newId: () => newId(Date.now()),
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
  second.value = desk.now();
  redrawOnChange();
  putInReach({ desk, commands });
  render(<App signIn={signIn} />, document.getElementById('desk') ?? document.body);
  watchDesk(desk);
  listenToKeys(desk, commands);
  await desk.start();
}

async function headers(desk: Desk, signIn: SignIn): Promise<Record<string, string>> {
  const { agent } = desk.preferences.current.value;
  // Header values carry no other letters than ASCII; the server decodes the name.
  const named: Record<string, string> = agent && !signIn.isNeeded ? { 'Earshot-Agent': encodeURIComponent(agent) } : {};
  return { ...named, ...(await signIn.headers()) };
}

function listenToKeys(desk: Desk, commands: Commands): void {
  const dispatcher = createDispatcher();
  document.addEventListener('keydown', (event) => {
    // At once, and also while the window is still being fetched: the next key is a command again.
    if (event.key === 'Escape') overlay.value = undefined;
    const isTyped = event.target instanceof HTMLInputElement;
    if (!isTyped && takeNumber(desk, event)) {
      event.preventDefault();
      return;
    }
    const name = dispatcher.command(event, situation(event.target, desk.preferences.current.value.bareKeys));
    if (name === undefined) return;
    event.preventDefault();
    commands[name]();
  });
}

function situation(target: EventTarget | null, bareKeys: Situation['bareKeys']): Situation {
  const element = target instanceof HTMLElement ? target : document.body;
  return {
    bareKeys,
    inField: isAwaited() || element.closest('input, select, textarea, .composer') !== null,
    inDialog: overlay.value !== undefined || document.querySelector('dialog[open]') !== null,
    onControl: element.closest('a, button, summary') !== null,
  };
}
