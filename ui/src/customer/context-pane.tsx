// Beside the conversation: the deadline and why, what may be corrected, and the person behind it.
import type { ThreadPage, ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { DueChip } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
import { dateTime } from '../shared/times.ts';
import { correct } from '../shared/triage.ts';
import { CAUSE_WORDS, CAUSES, causeWords, isJudged, SEVERITIES, SEVERITY_WORDS } from '../shared/words.ts';
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
      {thread.dueAt !== undefined && <p>Answer by {dateTime(thread.dueAt, now)}</p>}
      <p class="muted">{thread.why}</p>
    </section>
  );
}

/** A person's word stands above the model's, and is what it learns from. */
function Judgement({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const setSeverity = (value: string) => {
    const severity = SEVERITIES.find((level) => String(level) === value);
    if (severity !== undefined) void desk.operations.run(correct(desk, thread, { severity }));
  };
  const toggleCause = (cause: ThreadView['causes'][number]) => {
    const others = thread.causes.filter((other) => other !== cause);
    const causes = others.length < thread.causes.length ? others : [...others, cause];
    void desk.operations.run(correct(desk, thread, { causes }));
  };
  return (
    <section class="block">
      <h2>Assessment</h2>
      <label class="inline">
        Severity
        <select
          value={isJudged(thread) ? String(thread.severity) : ''}
          onChange={(event) => setSeverity(event.currentTarget.value)}
        >
          {!isJudged(thread) && <option value="">Not judged</option>}
          {SEVERITIES.map((level) => (
            <option key={level} value={String(level)}>
              {level} · {SEVERITY_WORDS[level]}
            </option>
          ))}
        </select>
      </label>
      <details>
        <summary>Cause: {causeWords(thread.causes) || 'none'}</summary>
        <fieldset class="causes">
          <legend class="sr">Causes</legend>
          {CAUSES.map((cause) => (
            <label key={cause}>
              <input type="checkbox" checked={thread.causes.includes(cause)} onChange={() => toggleCause(cause)} />
              {CAUSE_WORDS[cause]}
            </label>
          ))}
        </fieldset>
      </details>
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
