// Where a thread stands and what is next: who looks at it, who acts by when, what was promised, what came before.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { OUTCOME_WORDS } from '../customer/customer-words.ts';
import { useDesk } from '../shared/desk-context.ts';
import type { Operation } from '../shared/operations.ts';
import { Button } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
import { clockOrDate, dateTime } from '../shared/times.ts';

export function ThreadState({ thread }: { readonly thread: ThreadView }) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  const { next, escalation, snooze, continues, continuedBy, promises, outcome, survey } = thread;
  return (
    <div class="thread-state">
      {next && (
        <p title={thread.sum}>
          <strong>Next:</strong> {next.what} · {next.who}
          {next.by && ` · by ${clockOrDate(next.by, now)}`}
        </p>
      )}
      {escalation.level > 1 && (
        <p>
          <span class="risk">Escalated: {escalation.name}</span> {escalation.who} acts
        </p>
      )}
      {snooze && (
        <p>
          Put aside until {dateTime(snooze.until, now)}: {snooze.reason} ({snooze.by}){' '}
          <Button class="small" onClick={() => void desk.operations.run(wake(desk.api, thread))}>
            Take up again
          </Button>
        </p>
      )}
      {continues && (
        <p>
          The same matter as <ThreadLink {...continues} />
        </p>
      )}
      {continuedBy && (
        <p class="bad">
          Complained again: <ThreadLink {...continuedBy} />
        </p>
      )}
      {promises.map((promise) => (
        <PromiseLine key={promise.id} promise={promise} thread={thread} />
      ))}
      {outcome && <p class={outcome === 'thanked' ? 'good' : 'bad'}>The customer {OUTCOME_WORDS[outcome]}.</p>}
      {survey && (
        <p>
          On their page: {survey.csat !== undefined && `satisfied ${survey.csat} of 5 `}
          {survey.nps !== undefined && `would recommend ${survey.nps} of 10`}
        </p>
      )}
    </div>
  );
}

function ThreadLink({ threadId, caseNumber }: NonNullable<ThreadView['continues']>) {
  return <a href={formatRoute({ page: 'inbox', view: 'open', threadId })}>case {caseNumber}</a>;
}

interface PromiseProps {
  readonly promise: ThreadView['promises'][number];
  readonly thread: ThreadView;
}

function PromiseLine({ promise, thread }: PromiseProps) {
  const { desk } = useDesk();
  const end = (type: 'keep-promise' | 'drop-promise', done: string) =>
    void desk.operations.run({
      threadId: thread.id,
      done,
      change: { promises: thread.promises.filter(({ id }) => id !== promise.id) },
      leaves: false,
      send: () => desk.api.act(thread.id, { type, promiseId: promise.id }),
    });
  return (
    <p class={promise.isBroken ? 'bad' : 'promise'}>
      {promise.isBroken ? 'Broken promise' : 'Promised'} by {dateTime(promise.dueAt, desk.clock.value)}: {promise.text}{' '}
      ({promise.by}){' '}
      <Button class="small" onClick={() => end('keep-promise', 'Promise kept')}>
        Kept
      </Button>{' '}
      <Button class="small" onClick={() => end('drop-promise', 'Promise no longer stands')}>
        No longer stands
      </Button>
    </p>
  );
}

type DeskApi = ReturnType<typeof useDesk>['desk']['api'];

function wake(api: DeskApi, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: 'Taken up again',
    change: { list: thread.status },
    leaves: false,
    send: () => api.act(thread.id, { type: 'wake' }),
  };
}
