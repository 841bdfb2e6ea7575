// The whole screen: lists, conversation and customer side by side, with what lies over them.
import { useEffect, useState } from 'preact/hooks';
import { NavPane } from './inbox/nav-pane.tsx';
import { ThreadList } from './inbox/thread-list.tsx';
import { useDesk } from './shared/desk-context.ts';
import { overlay } from './shared/overlay.ts';
import { Button, Problem, Skeleton } from './shared/parts.tsx';
import type { SignIn } from './shared/sign-in.ts';
import { stopOf, stopWords } from './shared/stops.ts';
import { ago } from './shared/times.ts';
import { ToastList } from './shared/toast-list.tsx';

type Rest = typeof import('./rest.ts');

/** What is not needed to show the list comes right after it, in one file: a window opens at once then, also offline. */
function useRest() {
  const [rest, setRest] = useState<Rest>();
  const [hasFailed, setFailed] = useState(false);
  const load = () =>
    import('./rest.ts').then(
      (loaded) => setRest(loaded),
      () => setFailed(true),
    );
  useEffect(() => void load(), []);
  return { rest, retry: hasFailed ? () => void load() : undefined };
}

interface MainProps {
  readonly rest: Rest | undefined;
  /** Given when the rest could not be loaded. */
  readonly retry: (() => void) | undefined;
  readonly isSignInNeeded: boolean;
}

export function App({ signIn }: { readonly signIn: SignIn }) {
  const { desk } = useDesk();
  const { rest, retry } = useRest();
  const route = desk.nav.route.value;
  const { navHidden, contextHidden } = desk.preferences.current.value;
  const isInbox = route.page === 'inbox';
  const classes = [
    'app',
    isInbox ? 'inbox' : 'single',
    isInbox && route.threadId ? 'reading' : '',
    navHidden ? 'no-nav' : '',
    contextHidden ? 'no-context' : '',
  ];
  return (
    <>
      <div class={classes.filter(Boolean).join(' ')}>
        <Banner signIn={signIn} />
        <NavPane />
        <main>
          <Main rest={rest} retry={retry} isSignInNeeded={signIn.isNeeded} />
          <ToastList />
        </main>
        {isInbox && rest && <rest.ContextPane />}
      </div>
      {rest && <Overlay rest={rest} />}
    </>
  );
}

function Overlay({ rest }: { readonly rest: Rest }) {
  const Window = overlay.value && rest.windowOf(overlay.value);
  return Window ? <Window /> : null;
}

function Main({ rest, retry, isSignInNeeded }: MainProps) {
  const { desk } = useDesk();
  const route = desk.nav.route.value;
  if (desk.startProblem.value) return <Problem retry={() => void desk.start()}>{desk.startProblem.value}</Problem>;
  if (route.page === 'inbox') {
    return (
      <>
        <h1 class="sr">Inbox</h1>
        <ThreadList />
        {rest ? <rest.ThreadPane /> : <Reading retry={retry} />}
      </>
    );
  }
  if (!rest) return retry ? <Problem retry={retry}>This part could not be loaded.</Problem> : null;
  return route.page === 'settings' ? (
    <rest.SettingsPage isSignInNeeded={isSignInNeeded} />
  ) : (
    <rest.CustomerPage key={route.id} id={route.id} />
  );
}

/** The conversation's place until it can be drawn: the focus waits for it. */
function Reading({ retry }: Pick<MainProps, 'retry'>) {
  return (
    <section id="conversation" class="conversation" tabIndex={-1} aria-label="Conversation">
      {retry ? <Problem retry={retry}>This part could not be loaded.</Problem> : <Skeleton rows={4} />}
    </section>
  );
}

function Banner({ signIn }: { readonly signIn: SignIn }) {
  const { desk } = useDesk();
  const { connection, heardAt } = desk.live.state.value;
  const waiting = desk.offline.waiting.value;
  const updated = heardAt ? `updated ${ago(heardAt, desk.clock.value)}` : 'read before';
  const stop = stopOf(desk.sources.value, 'sending');
  return (
    <div class="banner" role="status">
      {signIn.signedOut.value && (
        <p>
          You are signed out. Your drafts are kept. <Button onClick={() => void signIn.begin()}>Sign in</Button>
        </p>
      )}
      {stop && (
        <p class="bad">
          Sending is {stopWords(stop, desk.clock.value)}. Answers wait here. <a href="#/settings">Switches</a>
        </p>
      )}
      {connection === 'offline' && (
        <p>
          Offline{waiting > 0 && `: ${waiting} ${waiting === 1 ? 'action waits' : 'actions wait'}`}. You see what was{' '}
          {updated}; what you do goes out when the connection is back.
        </p>
      )}
      {connection === 'delayed' && <p>The server does not answer. You see what was {updated}. Trying again.</p>}
    </div>
  );
}
