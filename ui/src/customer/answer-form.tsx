// Answering a customer's e-mail where it stands in their timeline.
import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../lib/api/schemas.ts';
import { Refused, reason } from '../shared/api.ts';
import { useDesk } from '../shared/desk-context.ts';

interface AnswerFormProps {
  readonly customerId: string;
  readonly contactId: string;
  /** Ids of the answers that stand in the timeline this person sees. */
  readonly seen: readonly string[];
  /** Address of the customer. */
  readonly to: string;
  /** Called with the customer as it stands once the answer has left, or may have. */
  readonly onDone: (customer: CustomerView) => void;
  readonly onClose: () => void;
}

export function AnswerForm({ customerId, contactId, seen, to, onDone, onClose }: AnswerFormProps) {
  const { desk } = useDesk();
  // One id for this answer: sending it again after a lost connection sends no second e-mail.
  const [id, setId] = useState(desk.newId);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy || text.trim() === '') return;
    setBusy(true);
    setProblem(undefined);
    try {
      const customer = await desk.api.answerContact(customerId, contactId, { id, text, seen: [...seen] });
      onDone(customer);
      const failure = problemOf(customer, id);
      if (failure === undefined) return onClose();
      // This one has certainly not left: the next try is another e-mail.
      setId(desk.newId());
      setProblem(`Not sent: ${failure}`);
    } catch (error) {
      setProblem(reason(error));
      // What a colleague wrote is shown, so that whoever sends again has seen it.
      if (isAnswered(error)) await desk.api.customer(customerId).then(onDone, () => undefined);
    }
    setBusy(false);
  };
  return (
    <form class="answer" onSubmit={submit}>
      <label>
        Answer to {to}
        <textarea rows={5} maxLength={10_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {problem !== undefined && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div class="form-foot">
        <button type="button" class="button small" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button small primary" disabled={isBusy || text.trim() === ''}>
          Send e-mail
        </button>
      </div>
    </form>
  );
}

function isAnswered(error: unknown): boolean {
  return error instanceof Refused && error.code === 'already-answered';
}

/** Why the answer has failed; undefined when it has not. */
function problemOf(customer: CustomerView, answerId: string): string | undefined {
  const answer = customer.timeline.find((entry) => entry.type === 'contact' && entry.id === answerId);
  const message = answer?.type === 'contact' ? answer.message : undefined;
  return message?.state === 'failed' ? (message.problem ?? 'the mail server refused it') : undefined;
}
