// Answering a customer's e-mail where it stands in their timeline.
import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';
import { Refused } from '../shared/api.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, Form, type Typed } from '../shared/form.tsx';

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
  const send = async (typed: Typed) => {
    const answer = { id, text: typed('text'), seen: [...seen] };
    const customer = await desk.api.answerContact(customerId, contactId, answer).catch(async (error) => {
      // What a colleague wrote is shown, so that whoever sends again has seen it.
      if (isAnswered(error)) await desk.api.customer(customerId).then(onDone, () => undefined);
      throw error;
    });
    onDone(customer);
    const failure = problemOf(customer, id);
    if (failure === undefined) return;
    // This one has certainly not left: the next try is another e-mail.
    setId(desk.newId());
    throw new Error(`Not sent: ${failure}`);
  };
  return (
    <Form class="answer" action="Send e-mail" send={send} onClose={onClose}>
      <Field label={`Answer to ${to}`} name="text" required maxLength={10_000} rows={5} />
    </Form>
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
