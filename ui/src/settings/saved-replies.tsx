// The texts a team answers with, and the articles it answers from, with how often they were used and what came of it.
import { useState } from 'preact/hooks';
import type { SavedReply, SavedReplyList } from '../../../lib/api/library-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Check, Field, FormDialog, type Typed } from '../shared/form.tsx';
import { Button } from '../shared/parts.tsx';
import { CAUSE_WORDS, CAUSES, causeWords } from '../shared/words.ts';
import { LeadsOnly, TeamSection, useMayChange } from './team-section.tsx';

const KINDS = [
  ['reply', 'Reply'],
  ['article', 'Article'],
] as const;

export function SavedReplies() {
  const { desk } = useDesk();
  return (
    <TeamSection title="Saved replies and articles" read={desk.api.savedReplies}>
      {(list, take) => <Library list={list} take={take} />}
    </TeamSection>
  );
}

interface LibraryProps {
  readonly list: SavedReplyList;
  readonly take: (list: SavedReplyList) => void;
}

function Library({ list, take }: LibraryProps) {
  const { desk } = useDesk();
  const [edited, setEdited] = useState<SavedReply>();
  const mayChange = useMayChange();
  const add = () => setEdited({ id: desk.newId(), kind: 'reply', title: '', text: '', language: 'en', causes: [] });
  return (
    <>
      <ul class="history">
        {list.items.map((item) => (
          <li key={item.id}>
            <header class="source-head">
              <strong class="source-name">{item.title}</strong>
              <small class="muted">
                {item.kind === 'article' ? 'article' : item.language} · {causeWords(item.causes) || 'any cause'}
              </small>
              {mayChange && (
                <Button class="small" onClick={() => setEdited(item)}>
                  Edit<span class="sr"> {item.title}</span>
                </Button>
              )}
            </header>
            <p class="text">{item.text}</p>
            <p class="muted">
              {item.uses === 0
                ? 'Not used yet'
                : `Used ${item.uses} times; thanked ${item.thanked}, came back ${item.cameBack}`}
            </p>
          </li>
        ))}
      </ul>
      <LeadsOnly>
        <Button onClick={add}>Add a saved reply</Button>
      </LeadsOnly>
      {edited && (
        <ReplyForm key={edited.id} reply={edited} list={list} take={take} close={() => setEdited(undefined)} />
      )}
    </>
  );
}

interface FormProps extends LibraryProps {
  readonly reply: SavedReply;
  readonly close: () => void;
}

function ReplyForm({ reply, list, take, close }: FormProps) {
  const { desk } = useDesk();
  const send = async (typed: Typed) => {
    const url = typed('url');
    if (typed('gone')) return desk.api.dropSavedReply(reply.id);
    return desk.api.keepSavedReply({
      id: reply.id,
      kind: typed('kind') as SavedReply['kind'],
      title: typed('title'),
      text: typed('text'),
      language: typed('language'),
      causes: CAUSES.filter(typed),
      ...(url && { url }),
    });
  };
  return (
    <FormDialog title="Saved reply" action="Save" send={send} onDone={take} onClose={close}>
      <div class="fields">
        <Field class="grow" label="Title" name="title" required maxLength={100} defaultValue={reply.title} />
        <Field label="Kind" name="kind" options={KINDS} defaultValue={reply.kind} />
        <Field
          label="Language"
          name="language"
          required
          pattern="[a-z]{2}"
          maxLength={2}
          size={4}
          defaultValue={reply.language}
        />
      </div>
      <Field label="Text" name="text" required maxLength={5000} rows={5} defaultValue={reply.text} />
      <p class="muted">Filled in: {list.variables.map(({ name, becomes }) => `{${name}} ${becomes}`).join(', ')}</p>
      <Field
        label="Address of the article (optional)"
        name="url"
        type="url"
        maxLength={500}
        defaultValue={reply.url ?? ''}
      />
      <fieldset class="causes">
        <legend>Causes; none fits any</legend>
        {CAUSES.map((cause) => (
          <Check key={cause} label={CAUSE_WORDS[cause]} name={cause} defaultChecked={reply.causes.includes(cause)} />
        ))}
      </fieldset>
      {list.items.some(({ id }) => id === reply.id) && <Check label="Delete it" name="gone" />}
    </FormDialog>
  );
}
