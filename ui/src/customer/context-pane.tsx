// Beside the conversation: the deadline and why, what may be corrected, and the person behind it.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { type Choice, picksFor } from '../shared/correction.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Check } from '../shared/form.tsx';
import { DueChip } from '../shared/parts.tsx';
import { Folded } from '../shared/reading.tsx';
import { formatRoute } from '../shared/route.ts';
import { dateTime } from '../shared/times.ts';
import { causeWords, isJudged } from '../shared/words.ts';
import { CustomerDetails } from './customer-details.tsx';
import { customerTitle } from './customer-title.ts';

export function ContextPane() {
  const { desk } = useDesk();
  const thread = desk.nav.selected();
  const page = thread && desk.pages.get(thread.id).page;
  return (
    <aside id="context" class="context" popover="auto" aria-label="Customer and details">
      {thread && <Deadline thread={thread} />}
      {thread && <Judgement key={thread.id} thread={thread} />}
      {page && <Person key={page.customer.id} page={page} />}
    </aside>
  );
}

function Deadline({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  return (
    <section class="block">
      <header class="block-head">
        <h2>Deadline</h2>
        <DueChip thread={thread} />
      </header>
      {thread.dueAt && <p>Answer by {dateTime(thread.dueAt, now)}</p>}
      {thread.sum && <p class="muted">{thread.sum}</p>}
      {thread.solution && (
        <p class={thread.solution.isLate ? 'bad' : ''} title={thread.solution.sum}>
          Solve by {dateTime(thread.solution.dueAt, now)}
        </p>
      )}
      <p class="muted">{thread.why}</p>
      <Alike thread={thread} />
    </section>
  );
}

/** What else is open with the same cause, as far as it was read: many at once may be one trouble. */
function Alike({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const [cause = 'other'] = thread.causes;
  const alike = desk.book.matching(
    ({ id, list, causes }) => list === 'open' && id !== thread.id && causes.includes(cause),
  );
  if (alike.length === 0) return null;
  return (
    <a href={formatRoute({ page: 'inbox', view: 'open', q: `cause:${cause}` })}>
      {alike.length} more open with this cause
    </a>
  );
}

/** A person's word stands above the model's, and is what it learns from. */
function Judgement({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const severities = picksFor(desk, thread, 'severity');
  const decide = (decision: Choice['decide'] | undefined) =>
    void (decision && desk.operations.run(decision(desk, thread)));
  return (
    <section class="block">
      <h2>Assessment</h2>
      <label class="inline">
        Severity
        <select
          value={String(severities.findIndex(({ isChosen }) => isChosen))}
          onChange={(event) => decide(severities[Number(event.currentTarget.value)]?.decide)}
        >
          {!isJudged(thread) && <option value="-1">Not judged</option>}
          {severities.map(({ label }, place) => (
            <option key={label} value={String(place)}>
              {place + 1} · {label}
            </option>
          ))}
        </select>
      </label>
      <Folded summary={`Cause: ${causeWords(thread.causes) || 'none'}`}>
        <fieldset class="causes">
          <legend class="sr">Causes</legend>
          {picksFor(desk, thread, 'cause').map(({ label, isChosen, beside }) => (
            <Check key={label} label={label} checked={isChosen} onChange={() => decide(beside)} />
          ))}
        </fieldset>
      </Folded>
    </section>
  );
}

function Person({ page }: { readonly page: ThreadPage }) {
  const { desk } = useDesk();
  const { customer, thread } = page;
  const { followers } = thread.author;
  return (
    <>
      <section class="block">
        <h2>Customer</h2>
        <p class="person">
          <a href={formatRoute({ page: 'customer', id: customer.id })}>{customerTitle(customer)}</a>
          {followers !== undefined && <span class="muted">{followers.toLocaleString('en')} followers</span>}
        </p>
      </section>
      <CustomerDetails
        customer={customer}
        threadId={thread.id}
        onChange={(changed) => desk.pages.adoptCustomer(thread.id, changed)}
      />
    </>
  );
}
