// A person at a glance: what they said, what was done, what was promised, what is next.
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { When } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
import { dateTime } from '../shared/times.ts';

export function CustomerSummary({
  customer,
  threadId,
}: {
  readonly customer: CustomerView;
  readonly threadId: string | undefined;
}) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  const { said, done, promised, next, openThreadId } = customer.summary;
  if (!said && !done && !next && promised.length === 0) return null;
  return (
    <section class="block">
      <h2>At a glance</h2>
      <dl class="glance">
        {said && (
          <div>
            <dt>Said</dt>
            <dd>
              {said.text} <span class="muted">{said.where}</span> · <When at={said.at} />
            </dd>
          </div>
        )}
        {done && (
          <div>
            <dt>Done</dt>
            <dd>
              {done.text} <span class="muted">{done.by}</span> · <When at={done.at} />
            </dd>
          </div>
        )}
        {promised.map((promise) => (
          <div key={promise.text + promise.dueAt}>
            <dt>Promised</dt>
            <dd class={promise.isBroken ? 'bad' : 'promise'}>
              {promise.isBroken && 'Broken: '}
              {promise.text}, by {dateTime(promise.dueAt, now)} ({promise.by})
            </dd>
          </div>
        ))}
        {next && (
          <div>
            <dt>Next</dt>
            <dd>
              {next.what}, {next.who}
              {next.by && ` by ${dateTime(next.by, now)}`}
            </dd>
          </div>
        )}
      </dl>
      {openThreadId && openThreadId !== threadId && (
        <a class="button" href={formatRoute({ page: 'inbox', view: 'open', threadId: openThreadId })}>
          Open the thread
        </a>
      )}
    </section>
  );
}
