// One e-mail in a customer's timeline: what was written, what became of an answer, and the way to write one.
import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';
import { Button } from '../shared/parts.tsx';
import { AnswerForm } from './answer-form.tsx';

type Contact = Extract<CustomerView['timeline'][number], { type: 'contact' }>;
type Message = NonNullable<Contact['message']>;

interface EmailEntryProps {
  readonly customerId: string;
  readonly contact: Contact;
  readonly message: Message;
  /** Ids of the answers that stand in the timeline. */
  readonly answers: readonly string[];
  readonly onChange: (customer: CustomerView) => void;
}

const STATE_WORDS: Readonly<Record<NonNullable<Message['state']>, string>> = {
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Not sent',
  unknown: 'May have been sent, or not: ask the customer before you send it again',
};

export function EmailEntry({ customerId, contact, message, answers, onChange }: EmailEntryProps) {
  const [isAnswering, setAnswering] = useState(false);
  const { subject, attachments, whole, state, problem } = message;
  return (
    <>
      <p>
        <strong>{subject || '(no subject)'}</strong>
      </p>
      <p class="text said">{contact.summary}</p>
      {attachments && <p class="muted">Came with: {attachments.join(', ')}</p>}
      {whole && (
        <details>
          <summary>Whole e-mail</summary>
          <p class="text said">{whole}</p>
        </details>
      )}
      {state && (
        <p class={state === 'sent' || state === 'sending' ? 'muted' : 'bad'}>
          {STATE_WORDS[state]}
          {problem && `: ${problem}`}
        </p>
      )}
      {message.direction === 'in' && !isAnswering && (
        <Button class="small" onClick={() => setAnswering(true)}>
          Answer by e-mail
        </Button>
      )}
      {isAnswering && (
        <AnswerForm
          customerId={customerId}
          contactId={contact.id}
          seen={answers}
          to={message.from}
          onDone={onChange}
          onClose={() => setAnswering(false)}
        />
      )}
    </>
  );
}
