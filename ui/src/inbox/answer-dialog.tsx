// One saved reply for all ticked threads, filled in for each of them: what leaves is shown before it leaves.
import { useEffect, useState } from 'preact/hooks';
import type { SuggestionsView } from '../../../lib/api/action-schemas.ts';
import { reason } from '../shared/api.ts';
import { targets } from '../shared/deciding.ts';
import type { Desk } from '../shared/desk.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog } from '../shared/form.tsx';
import { closeOverlay } from '../shared/overlay.ts';
import { authorName } from '../shared/words.ts';

type Saved = SuggestionsView['saved'];

export function AnswerDialog() {
  const { desk } = useDesk();
  const [threads] = useState(() => targets(desk));
  const [offers, setOffers] = useState<ReadonlyMap<string, Saved | string>>(new Map());
  const [chosen, setChosen] = useState('');
  useEffect(() => {
    for (const { id } of threads)
      void offersFor(desk, id).then((saved) => setOffers((before) => new Map(before).set(id, saved)));
  }, []);
  const all = [...offers.values()].flatMap((saved) => (typeof saved === 'string' ? [] : saved));
  const titles = new Map(all.filter(({ kind }) => kind === 'reply').map(({ id, title }) => [id, title]));
  const [first = ''] = titles.keys();
  const savedId = titles.has(chosen) ? chosen : first;
  const answers = threads.map((thread) => {
    const offer = offers.get(thread.id);
    const text = typeof offer === 'string' ? undefined : offer?.find(({ id }) => id === savedId)?.text;
    const why = typeof offer === 'string' ? offer : offer ? 'This reply does not fit here.' : 'Loading…';
    return { id: thread.id, who: authorName(thread.author), text, why };
  });
  const ready = answers.flatMap(({ id, text }) => (text === undefined ? [] : [{ id, text }]));
  return (
    <FormDialog
      title={`Answer ${threads.length} threads`}
      action={`Send ${ready.length}`}
      send={async () => {
        if (ready.length === 0) throw new Error('No saved reply fits these threads.');
        sendAll(desk, ready, savedId);
      }}
      onDone={desk.ticks.clear}
      onClose={closeOverlay}
    >
      <Field
        label="Saved reply"
        // biome-ignore lint: the window is opened to choose.
        autofocus
        options={[...titles]}
        value={savedId}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <dl class="answers">
        {answers.map(({ id, who, text, why }) => (
          <div key={id}>
            <dt>{who}</dt>
            <dd class={text === undefined ? 'muted' : ''}>{text ?? `Left out. ${why}`}</dd>
          </div>
        ))}
      </dl>
    </FormDialog>
  );
}

/** What could be sent to this thread, or why nothing can. */
async function offersFor(desk: Desk, id: string): Promise<Saved | string> {
  try {
    await desk.pages.ensure(id);
    const { page, problem } = desk.pages.get(id);
    const obstacle = page ? desk.sending.obstacle(page) : problem;
    if (obstacle) return obstacle;
    if (page?.draft || desk.drafts.has(id)) return 'Somebody has begun an answer of their own.';
    return (await desk.api.suggestions(id)).saved;
  } catch (error) {
    return reason(error);
  }
}

interface Answer {
  readonly id: string;
  readonly text: string;
}

/** Each is sent as if it were alone, with the ordinary hold; one undo takes all back. */
function sendAll(desk: Desk, answers: readonly Answer[], savedReplyId: string): void {
  const { drafts, sending, operations, nav } = desk;
  const tasks = answers.map(({ id, text }) => {
    drafts.suggest(id, { text, source: 'for all ticked', savedReplyId });
    const run = async () => {
      const refusal = sending.refusal(id);
      if (refusal) return refusal;
      await sending.send(id);
      // What was not accepted is a draft again.
      return drafts.get('reply', id)?.text ? (sending.conflict(id) ?? 'The server refused it.') : undefined;
    };
    return { threadId: id, run };
  });
  nav.advanceAfter(() => void operations.asOne('Answered', tasks), new Set(answers.map(({ id }) => id)));
}
