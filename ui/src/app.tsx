// The whole screen: lists, conversation and customer side by side, with what lies over them.
import { ContextPane } from './customer/context-pane.tsx';
import { NavPane } from './inbox/nav-pane.tsx';
import { ThreadList } from './inbox/thread-list.tsx';
import { useDesk } from './shared/desk-context.ts';
import { later } from './shared/later.tsx';
import { overlay } from './shared/overlay.ts';
import { Problem } from './shared/parts.tsx';
import type { SignIn } from './shared/sign-in.ts';
import { stopOf, stopWords } from './shared/stops.ts';
import { ToastList } from './shared/toast-list.tsx';
import { ThreadPane } from './thread/thread-pane.tsx';

// What is not needed to work down the list comes when it is asked for.
const CustomerPage = later(async () => (await import('./customer/customer-page.tsx')).CustomerPage);
const SettingsPage = later(async () => (await import('./settings/settings-page.tsx')).SettingsPage);
const CorrectionDialog = later(async () => (await import('./thread/correction-dialog.tsx')).CorrectionDialog);
const KeyHelp = later(async () => (await import('./shared/key-help.tsx')).KeyHelp);
const Palette = later(async () => (await import('./shared/palette.tsx')).Palette);

export function App({ signIn }: { readonly signIn: SignIn }) {
  const { desk } = useDesk();
  const route = desk.nav.route.value;
  const { navHidden, contextHidden } = desk.preferences.current.value;
  const isInbox = route.page === 'inbox';
  const classes = [
    'app',
    isInbox ? 'inbox' : 'single',
    isInbox && route.threadId !== undefined ? 'reading' : '',
    navHidden ? 'no-nav' : '',
    contextHidden ? 'no-context' : '',
  ];
  return (
    <>
      <div class={classes.filter(Boolean).join(' ')}>
        <Banner signIn={signIn} />
        <NavPane />
        <main>
          <Main isSignInNeeded={signIn.isNeeded} />
          <ToastList />
        </main>
        {isInbox && <ContextPane />}
      </div>
      {overlay.value === 'help' && <KeyHelp />}
      {(overlay.value === 'cause' || overlay.value === 'severity') && <CorrectionDialog corrected={overlay.value} />}
      {(overlay.value === 'palette' || overlay.value === 'find') && <Palette mode={overlay.value} />}
    </>
  );
}

function Main({ isSignInNeeded }: { readonly isSignInNeeded: boolean }) {
  const { desk } = useDesk();
  const route = desk.nav.route.value;
  if (desk.startProblem.value !== undefined) {
    return <Problem retry={() => void desk.start()}>{desk.startProblem.value}</Problem>;
  }
  if (route.page === 'settings') return <SettingsPage isSignInNeeded={isSignInNeeded} />;
  if (route.page === 'customer') return <CustomerPage key={route.id} id={route.id} />;
  return (
    <>
      <h1 class="sr">Inbox</h1>
      <ThreadList />
      <ThreadPane />
    </>
  );
}

function Banner({ signIn }: { readonly signIn: SignIn }) {
  const { desk } = useDesk();
  const { connection } = desk.live.state.value;
  const stop = stopOf(desk.sources.value, 'sending');
  return (
    <div class="banner" role="status">
      {signIn.signedOut.value && (
        <p>
          You are signed out. Your drafts are kept.{' '}
          <button type="button" class="button" onClick={() => void signIn.begin()}>
            Sign in
          </button>
        </p>
      )}
      {stop && (
        <p class="bad">
          Sending is {stopWords(stop, desk.clock.value)}. Answers wait here. <a href="#/settings">Switches</a>
        </p>
      )}
      {connection === 'offline' && <p>Offline. You see what was read before; your drafts are kept.</p>}
      {connection === 'delayed' && <p>The server does not answer. Trying again.</p>}
    </div>
  );
}
