// One conversation: what it is about, the decisions with their keys, everything said, and the place to answer.
import { useEffect } from 'preact/hooks';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { composing, focusAwaited } from '../shared/overlay.ts';
import { CaseNumber, CommandButton, DueChip, Icon, Present, Problem, Skeleton } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
import { heldByOther, isAsked } from '../shared/views.ts';
import { authorName, CAUSE_WORDS, networkName } from '../shared/words.ts';
import { Composer } from './composer.tsx';
import { Moments } from './moments.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { ThreadState } from './thread-state.tsx';
import { timelineOf } from './timeline.ts';

export function ThreadPane() {
  const { desk } = useDesk();
  const id = desk.nav.selectedId();
  const thread = desk.nav.selected();
  useEffect(() => {
    composing.value = 'reply';
  }, [id]);
  if (id === undefined) return <Nothing />;
  const { page, problem, gone } = desk.pages.get(id);
  const head = thread ?? page?.thread;
  return (
    <section id="conversation" class="conversation" tabIndex={-1} aria-label="Conversation">
      {head && <ThreadHead thread={head} page={page} />}
      {head && <ThreadState thread={head} />}
      {head && isAsked(head) && (
        <p class="notice asked">
          The classifier called this harmless. Is it? Your answer shows how many complaints are missed.
        </p>
      )}
      {page ? (
        <Conversation key={id} page={page} />
      ) : gone ? (
        <div class="state">
          <p class="big">This thread no longer exists.</p>
          <p class="muted">It may have been erased on request.</p>
        </div>
      ) : problem ? (
        <Problem retry={() => void desk.pages.load(id)}>{problem}</Problem>
      ) : (
        <Skeleton rows={4} />
      )}
    </section>
  );
}

function Nothing() {
  return (
    <section id="conversation" class="conversation" tabIndex={-1} aria-label="Conversation">
      <div class="state">
        <p class="big">No thread is open.</p>
        <p class="muted">
          <kbd>j</kbd> opens the first one, <kbd>?</kbd> shows all keys.
        </p>
      </div>
    </section>
  );
}

interface HeadProps {
  readonly thread: ThreadView;
  readonly page: ThreadPage | undefined;
}

function ThreadHead({ thread, page }: HeadProps) {
  const { desk } = useDesk();
  const link = page?.posts.findLast((post) => post.url && !post.goneAt)?.url;
  const cause = thread.causes[0];
  return (
    <header class="thread-head">
      <a class="icon-button back" href={formatRoute(desk.nav.here())} aria-label="Back">
        <Icon name="back" />
      </a>
      <div class="thread-title">
        <h2>
          {cause && cause !== 'other' ? `${CAUSE_WORDS[cause]}: ` : ''}
          {authorName(thread.author)}
        </h2>
        <p class="muted thread-facts">
          <CaseNumber value={thread.caseNumber} />
          <span>{thread.author.handle}</span>
          {!link ? (
            <span>{networkName(thread.network)}</span>
          ) : (
            <a href={link} target="_blank" rel="noreferrer">
              {networkName(thread.network)} <Icon name="out" />
            </a>
          )}
          {thread.sample && <span class="chip">Sample</span>}
          <Present threadId={thread.id} />
        </p>
      </div>
      <DueChip thread={thread} />
      <Decisions thread={thread} />
      <button
        type="button"
        class="icon-button context-toggle"
        popoverTarget="context"
        aria-label="Customer and details"
      >
        <Icon name="person" />
      </button>
    </header>
  );
}

function Decisions({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const { status } = thread;
  const holder = heldByOther(thread, { agent: desk.agent(), now: desk.clock.value });
  if (holder) return <p class="decisions muted">{holder} has claimed this thread.</p>;
  if (status === 'resolved') {
    return (
      <div class="decisions">
        <CommandButton name="reopen">Reopen</CommandButton>
      </div>
    );
  }
  const isNot = status === 'not-complaint';
  return (
    <div class="decisions">
      {(isNot || status === 'to-decide') && <CommandButton name="complaint">A complaint</CommandButton>}
      {(!isNot || isAsked(thread)) && <CommandButton name="notComplaint">Not a complaint</CommandButton>}
      {!isNot && (
        <CommandButton name="claim">{thread.claim?.agent === desk.agent() ? 'Release' : 'Claim'}</CommandButton>
      )}
      {!isNot && <CommandButton name="resolve">Resolve</CommandButton>}
    </div>
  );
}

function Conversation({ page }: { readonly page: ThreadPage }) {
  const moments = timelineOf(page);
  useEffect(focusAwaited, []);
  useEffect(() => {
    const box = document.getElementById('moments');
    if (box) box.scrollTop = box.scrollHeight;
  }, [moments.length]);
  return (
    <>
      {/* biome-ignore lint: a scrolled region takes the focus, so that it can be scrolled by keys. */}
      <div
        id="moments"
        class="moments"
        tabIndex={0}
        role="log"
        aria-label="What was said, oldest first"
        aria-live="off"
      >
        <Moments moments={moments} page={page} />
      </div>
      <Composer page={page} />
      <PhoneBar />
    </>
  );
}
