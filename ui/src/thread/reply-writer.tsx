// The box an answer is written in, with what stands in its way above it and what is said of it below.
import { useEffect, useState } from 'preact/hooks';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { CommandButton, Icon } from '../shared/parts.tsx';
import { presenceOf, presenceWords } from '../shared/presence.ts';
import { type Stop, stopWords } from '../shared/stops.ts';
import { authorName, networkName } from '../shared/words.ts';
import { CheckLine, useCheck } from './check-line.tsx';
import { DraftNotice } from './draft-notice.tsx';
import { Offers } from './offers.tsx';
import { SavedMenu } from './saved-menu.tsx';
import { isGone, stopOnly } from './sending-stop.ts';

export function ReplyWriter({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { thread, permit } = page;
  const stop = stopOnly(page, desk.sources.value);
  const text = desk.drafts.get('reply', thread.id)?.text;
  const [couldWrite, setCouldWrite] = useState(permit.allowed);
  useEffect(() => setCouldWrite((before) => before || permit.allowed), [permit.allowed]);
  // What somebody is writing is not taken from under their hands: the next letters would be commands.
  const mayWrite = permit.allowed || stop !== undefined || (couldWrite && Boolean(text));
  const conflict = desk.sending.conflict(thread.id);
  const obstacle = stop ? heldWords(stop, desk.clock.value) : desk.sending.obstacle(page);
  const present = presenceOf(thread.id);
  return (
    <div id="composer-panel" role="tabpanel" aria-label="Reply">
      {conflict && (
        <p class="notice" role="alert">
          {conflict}
        </p>
      )}
      {permit.allowed && !thread.sample && permit.reason && <p class="condition muted">{permit.reason}</p>}
      {obstacle && <p class="notice">{obstacle}</p>}
      {page.mustAgree && !obstacle && (
        <p class="condition muted">{MUST_AGREE[page.mustAgree]} must agree before the answer leaves.</p>
      )}
      {present.some(({ typing }) => typing) && <p class="notice">{presenceWords(present)} an answer.</p>}
      <DraftNotice page={page} />
      {(mayWrite || opensThere(page)) && <ReplyText page={page} mayWrite={mayWrite} />}
    </div>
  );
}

const MUST_AGREE = { colleague: 'A colleague', lead: 'A lead', admin: 'The owner' } as const;

/** That all sending is off, and by whom, stands above the whole desk. */
function heldWords(stop: Stop, now: number): string {
  const by = stop.what === 'sending' ? 'switched off' : stopWords(stop, now);
  return `Sending is ${by}. What you write stays here as a draft.`;
}

function opensThere(page: ThreadPage): boolean {
  return !page.permit.allowed && Boolean(page.permit.openUrl) && !isGone(page);
}

function ReplyText({ page, mayWrite }: { readonly page: ThreadPage; readonly mayWrite: boolean }) {
  const { desk } = useDesk();
  const [isChoosing, setChoosing] = useState(false);
  const { thread } = page;
  const draft = desk.drafts.get('reply', thread.id);
  const invitation = draft ? 'Write a reply; ; inserts a saved one' : 'Loading the draft…';
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement }) => {
    const before = event.currentTarget.value.slice(0, event.currentTarget.selectionStart);
    if (event.key !== ';' || !/(^|\s)$/u.test(before)) return;
    event.preventDefault();
    setChoosing(true);
  };
  return (
    <>
      {draft?.suggested && <p class="condition muted">Suggested: {draft.suggested}</p>}
      <textarea
        id="composer-text"
        aria-label={`Reply to ${authorName(thread.author)}`}
        placeholder={mayWrite ? invitation : 'Nothing can be written here.'}
        disabled={!draft || !mayWrite}
        rows={mayWrite ? 4 : 2}
        value={draft?.text ?? ''}
        onInput={(event) => desk.writing.wrote(thread.id, event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {opensThere(page) ? (
        <div class="composer-foot">
          <OpenThere page={page} />
        </div>
      ) : (
        <SendFoot page={page} text={draft?.text ?? ''} choose={() => setChoosing(true)} />
      )}
      {isChoosing && <SavedMenu threadId={thread.id} onClose={() => setChoosing(false)} />}
    </>
  );
}

interface FootProps {
  readonly page: ThreadPage;
  readonly text: string;
  /** Opens the saved replies. */
  readonly choose: () => void;
}

function SendFoot({ page, text, choose }: FootProps) {
  const { desk } = useDesk();
  const { permit, thread } = page;
  const check = useCheck(page, text);
  const { length, fits } = check;
  const refusal = desk.sending.refusal(thread.id);
  return (
    <>
      <CheckLine threadId={thread.id} check={check} />
      <div class="composer-foot">
        <span class={fits ? 'counter' : 'counter bad'} aria-live="off">
          {length} / {permit.maxLength}
          {!fits && (length > permit.maxLength ? ' · too long' : ' · too short')}
        </span>
        <Offers page={page} choose={choose} />
        <CommandButton name="send" primary disabled={!fits || Boolean(refusal)}>
          {desk.sending.conflict(thread.id) ? 'Send anyway' : 'Send'}
        </CommandButton>
      </div>
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
