// Where an answer or a note is written: what is allowed stands here before the first letter.
import { useRef } from 'preact/hooks';
import type { ThreadPage } from '../../../lib/api/schemas.ts';
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { useDesk } from '../shared/desk-context.ts';
import { hint } from '../shared/keys.ts';
import { composing } from '../shared/overlay.ts';
import { CommandButton, Icon } from '../shared/parts.tsx';
import { type Stop, stopOf, stopWords } from '../shared/stops.ts';
import { heldByOther } from '../shared/views.ts';
import { authorName, money, networkName, UNIT_WORDS } from '../shared/words.ts';
import { useLength } from './length.ts';

export function Composer({ page }: { readonly page: ThreadPage }) {
  const isNote = composing.value === 'note';
  return (
    <section class={isNote ? 'composer composer-note' : 'composer'} aria-label={isNote ? 'Internal note' : 'Reply'}>
      <div class="composer-head">
        <div class="tabs" role="tablist" aria-label="What to write">
          <Tab side="reply">Reply</Tab>
          <Tab side="note">Note</Tab>
        </div>
        {!isNote && <Permit page={page} />}
        {isNote && <span class="muted">Only colleagues see this.</span>}
      </div>
      {isNote ? <NoteWriter page={page} /> : <ReplyWriter page={page} />}
    </section>
  );
}

/** Goes on into the text box, as its key does: what is typed next is meant for it. */
function Tab({ side, children }: { readonly side: 'reply' | 'note'; readonly children: string }) {
  const { commands } = useDesk();
  return (
    <button
      type="button"
      role="tab"
      aria-selected={composing.value === side}
      aria-controls="composer-panel"
      title={hint(side)}
      onClick={commands[side]}
    >
      {children}
    </button>
  );
}

/** May this be answered, how long, at what cost: told before anyone types. */
function Permit({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { permit, thread } = page;
  if (!permit.allowed) {
    const isHeld = stopOnly(page, desk.sources.value) !== undefined;
    return <span class="bad">{isHeld ? 'Cannot be sent for now' : 'Cannot be answered from here'}</span>;
  }
  const length = `${permit.maxLength} ${UNIT_WORDS[permit.unit]}`;
  const parts = thread.sample
    ? ['Sample: kept on this machine', length]
    : [`Public reply on ${networkName(thread.network)}`, length, money(permit.costMicros)];
  return <span class="muted">{parts.join(' · ')}</span>;
}

function ReplyWriter({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { thread, permit } = page;
  const stop = stopOnly(page, desk.sources.value);
  const text = desk.drafts.get('reply', thread.id)?.text;
  const couldWrite = useRef(false);
  couldWrite.current ||= permit.allowed;
  // What somebody is writing is not taken from under their hands: the next letters would be commands.
  const mayWrite = permit.allowed || stop !== undefined || (couldWrite.current && Boolean(text));
  const conflict = desk.sending.conflict(thread.id);
  const current = desk.book.get(thread.id) ?? thread;
  const holder = heldByOther(current, { agent: desk.agent(), now: desk.clock.value });
  return (
    <div id="composer-panel" role="tabpanel" aria-label="Reply">
      {conflict !== undefined && (
        <p class="notice" role="alert">
          {conflict}
        </p>
      )}
      {permit.allowed && !thread.sample && permit.reason !== undefined && (
        <p class="condition muted">{permit.reason}</p>
      )}
      {!permit.allowed && (
        <p class="notice">
          {stop
            ? heldWords(stop, desk.clock.value)
            : (permit.reason ?? 'This network does not let us answer this post.')}
        </p>
      )}
      {holder !== undefined && <p class="notice">{holder} has claimed this thread and can answer it.</p>}
      {current.pendingReply !== undefined && (
        <p class="notice">A reply to this thread is on its way; a second one is not possible.</p>
      )}
      {(mayWrite || opensThere(page)) && <ReplyText page={page} mayWrite={mayWrite} />}
    </div>
  );
}

/** The switch that alone keeps a reply from leaving: it can be written meanwhile. */
function stopOnly(page: ThreadPage, status: StatusView | undefined): Stop | undefined {
  const { permit, thread } = page;
  if (permit.allowed || permit.openUrl !== undefined || isGone(page)) return undefined;
  return stopOf(status, 'sending', `network/${thread.network}`);
}

/** That all sending is off, and by whom, stands above the whole desk. */
function heldWords(stop: Stop, now: number): string {
  const by = stop.what === 'sending' ? 'switched off' : stopWords(stop, now);
  return `Sending is ${by}. What you write stays here as a draft.`;
}

function isGone({ thread, posts }: ThreadPage): boolean {
  return posts.some(({ id, goneAt }) => id === thread.latestPostId && goneAt !== undefined);
}

function opensThere(page: ThreadPage): boolean {
  return !page.permit.allowed && page.permit.openUrl !== undefined && !isGone(page);
}

function ReplyText({ page, mayWrite }: { readonly page: ThreadPage; readonly mayWrite: boolean }) {
  const { desk } = useDesk();
  const { thread } = page;
  const draft = desk.drafts.get('reply', thread.id);
  const invitation = draft ? 'Write a reply…' : 'Loading the draft…';
  return (
    <>
      <textarea
        id="composer-text"
        aria-label={`Reply to ${authorName(thread.author)}`}
        placeholder={mayWrite ? invitation : 'Nothing can be written here.'}
        disabled={!draft || !mayWrite}
        rows={mayWrite ? 4 : 2}
        value={draft?.text ?? ''}
        onInput={(event) => desk.drafts.write('reply', thread.id, event.currentTarget.value)}
      />
      <div class="composer-foot">
        {opensThere(page) ? <OpenThere page={page} /> : <SendFoot page={page} text={draft?.text ?? ''} />}
      </div>
    </>
  );
}

function SendFoot({ page, text }: { readonly page: ThreadPage; readonly text: string }) {
  const { desk } = useDesk();
  const { permit, thread } = page;
  const { length, fits } = useLength({ api: desk.api, threadId: thread.id, text, permit });
  const cannotSend = !fits || desk.sending.refusal(thread.id) !== undefined;
  return (
    <>
      <span class={fits ? 'counter' : 'counter bad'} aria-live="off">
        {length} / {permit.maxLength}
        {!fits && (length > permit.maxLength ? ' · too long' : ' · too short')}
      </span>
      <CommandButton name="send" primary disabled={cannotSend}>
        {desk.sending.conflict(thread.id) === undefined ? 'Send' : 'Send anyway'}
      </CommandButton>
    </>
  );
}

/** The one step to the network's own page, with what was written before on the clipboard. */
function OpenThere({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { permit, thread } = page;
  if (permit.openUrl === undefined) return null;
  const text = desk.drafts.get('reply', thread.id)?.text ?? '';
  const copy = () => void (text && navigator.clipboard.writeText(text));
  return (
    <a class="button open-there" href={permit.openUrl} target="_blank" rel="noreferrer" onClick={copy}>
      {text ? 'Copy the text and open' : 'Open'} on {networkName(thread.network)} <Icon name="out" />
    </a>
  );
}

function NoteWriter({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { id } = page.thread;
  const draft = desk.drafts.get('note', id);
  return (
    <div id="composer-panel" role="tabpanel" aria-label="Note">
      <textarea
        id="composer-text"
        aria-label="Internal note"
        placeholder="What the next colleague needs to know…"
        rows={4}
        value={draft?.text ?? ''}
        onInput={(event) => desk.drafts.write('note', id, event.currentTarget.value)}
      />
      <div class="composer-foot">
        <span />
        <CommandButton name="send" primary disabled={!draft?.text.trim()}>
          Add note
        </CommandButton>
      </div>
    </div>
  );
}
