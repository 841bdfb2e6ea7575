// Everything one person told the company, newest first: threads on any network, calls, e-mails, visits, notes.
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { CaseNumber, When } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
import { dateTime } from '../shared/times.ts';
import { VIEW } from '../shared/views.ts';
import { GONE, networkName } from '../shared/words.ts';
import { CHANNEL_WORDS, OUTCOME_WORDS } from './customer-words.ts';
import { EmailEntry } from './email-entry.tsx';

type Entry = CustomerView['timeline'][number];
type Of<Type extends Entry['type']> = Extract<Entry, { type: Type }>;

interface TimelineProps {
  readonly customer: CustomerView;
  readonly threadId: string | undefined;
  readonly onChange: (customer: CustomerView) => void;
}

export function CustomerTimeline({ customer, threadId, onChange }: TimelineProps) {
  if (customer.timeline.length === 0) return <p class="muted">Nothing was said yet.</p>;
  return (
    <ol class="history">
      {customer.timeline.map((entry) => (
        <li key={entry.type === 'thread' ? entry.threadId : entry.id}>
          {entry.type === 'thread' ? (
            <ThreadEntry entry={entry} isHere={entry.threadId === threadId} />
          ) : (
            <ContactEntry entry={entry} customer={customer} onChange={onChange} />
          )}
        </li>
      ))}
    </ol>
  );
}

function ThreadEntry({ entry, isHere }: { readonly entry: Of<'thread'>; readonly isHere: boolean }) {
  return (
    <>
      <p class="entry-head">
        <strong>{networkName(entry.network)}</strong>
        <span class="muted">
          {VIEW[entry.list].label}
          {entry.outcome && `, ${OUTCOME_WORDS[entry.outcome]}`}
        </span>
        <When at={entry.at} />
      </p>
      {isHere ? (
        <p class="muted">This thread.</p>
      ) : (
        <p>
          <a href={formatRoute({ page: 'inbox', view: 'open', threadId: entry.threadId })}>{entry.excerpt || GONE}</a>
        </p>
      )}
      <CaseNumber value={entry.caseNumber} />
      {entry.continues && <p class="muted">The same matter as {entry.continues}.</p>}
    </>
  );
}

/** The newest first; the server takes so many. */
const MOST_ANSWERS = 500;

function answersIn({ timeline }: CustomerView): string[] {
  const contacts = timeline.filter((entry) => entry.type === 'contact');
  const answers = contacts.filter(({ message }) => message?.direction === 'out');
  return answers.map(({ id }) => id).slice(0, MOST_ANSWERS);
}

interface ContactEntryProps {
  readonly entry: Of<'contact'>;
  readonly customer: CustomerView;
  readonly onChange: TimelineProps['onChange'];
}

function ContactEntry({ entry, customer, onChange }: ContactEntryProps) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  return (
    <>
      <p class="entry-head">
        <strong>{CHANNEL_WORDS[entry.channel]}</strong>
        <span class="muted">{entry.message?.direction === 'in' ? entry.message.from : entry.by}</span>
        <When at={entry.at} />
      </p>
      {entry.message ? (
        <EmailEntry
          customerId={customer.id}
          contact={entry}
          message={entry.message}
          answers={answersIn(customer)}
          onChange={onChange}
        />
      ) : (
        <p class="text">{entry.summary}</p>
      )}
      {entry.promise && (
        <p class={Date.parse(entry.promise.dueAt) < now ? 'bad' : 'promise'}>
          Promised by {dateTime(entry.promise.dueAt, now)}: {entry.promise.text}
        </p>
      )}
    </>
  );
}
