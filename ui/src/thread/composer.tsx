// Where an answer or a note is written: what is allowed stands here before the first letter.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { hint } from '../shared/keys.ts';
import { composing } from '../shared/overlay.ts';
import { CommandButton } from '../shared/parts.tsx';
import { money, networkName } from '../shared/words.ts';
import { ReplyWriter } from './reply-writer.tsx';
import { stopOnly } from './sending-stop.ts';

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

const UNIT_WORDS: Readonly<Record<ThreadPage['permit']['unit'], string>> = {
  'x-weighted': 'characters, links count 23',
  grapheme: 'characters',
  character: 'characters',
};

/** May this be answered, how long, at what cost: told before anyone types. */
function Permit({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { permit, thread } = page;
  if (!permit.allowed) {
    const isHeld = stopOnly(page, desk.sources.value) !== undefined;
    return <span class="bad">{isHeld ? 'Cannot be sent for now' : 'Cannot be answered from here'}</span>;
  }
  const length = `${permit.maxLength} ${UNIT_WORDS[permit.unit]}`;
  const where = desk.writing.isDirect(thread.id) ? 'Direct message' : 'Public reply';
  const parts = thread.sample
    ? ['Sample: kept on this machine', length]
    : [`${where} on ${networkName(thread.network)}`, length, money(permit.costMicros)];
  return <span class="muted">{parts.join(' · ')}</span>;
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
