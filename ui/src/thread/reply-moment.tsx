// Our answer and where it stands: held, on its way, on the network, refused, or not known.
import type { ReplyView, ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Icon, When } from '../shared/parts.tsx';
import { second } from '../shared/seconds.ts';
import { stopOf, stopWords } from '../shared/stops.ts';
import { REPLY_WORDS } from '../shared/words.ts';

interface ReplyProps {
  readonly reply: ReplyView;
  readonly thread: Pick<ThreadView, 'network' | 'sample'>;
}

export function ReplyMoment({ reply, thread }: ReplyProps) {
  return (
    <article class={`reply reply-${reply.state}`}>
      <header>
        <strong>{reply.by}</strong>
        <span class="muted">for the brand</span>
        <When at={reply.createdAt} />
      </header>
      <p class="text">{reply.text}</p>
      <footer>
        <ReplyState reply={reply} thread={thread} />
      </footer>
    </article>
  );
}

function ReplyState({ reply, thread }: ReplyProps) {
  const { desk } = useDesk();
  switch (reply.state) {
    case 'queued':
      return <Held reply={reply} thread={thread} />;
    case 'unknown':
      return (
        <>
          <span class="bad">{REPLY_WORDS.unknown}</span>
          <span>{reply.problem ?? 'Look on the network: does it stand there?'}</span>
          <button type="button" class="button" onClick={() => void desk.sending.settle(reply, true)}>
            It is there
          </button>
          <button type="button" class="button" onClick={() => void desk.sending.settle(reply, false)}>
            It is not there
          </button>
        </>
      );
    case 'failed':
      return (
        <>
          <span class="bad">{REPLY_WORDS.failed}</span>
          <span>{reply.problem}</span>
        </>
      );
    default:
      return <Settled reply={reply} thread={thread} />;
  }
}

function Settled({ reply, thread }: ReplyProps) {
  const isSent = reply.state === 'sent';
  return (
    <>
      <span class={isSent ? 'good' : ''}>
        {isSent && thread.sample ? 'Kept here (sample)' : REPLY_WORDS[reply.state]}
      </span>
      {reply.sentAt !== undefined && <When at={reply.sentAt} />}
      {reply.url !== undefined && (
        <a href={reply.url} target="_blank" rel="noreferrer">
          See it there <Icon name="out" />
        </a>
      )}
    </>
  );
}

function Held({ reply, thread }: ReplyProps) {
  const { desk } = useDesk();
  const left = Math.ceil((Date.parse(reply.holdUntil) - second.value) / 1000);
  // A sample goes nowhere, so no switch keeps it.
  const stop = thread.sample ? undefined : stopOf(desk.sources.value, 'sending', `network/${thread.network}`);
  const waits = stop ? `sending is ${stopWords(stop, desk.clock.value)}` : reply.problem;
  if (left <= 0 && waits === undefined) return <span>{REPLY_WORDS.sending}</span>;
  return (
    <>
      <span>{waits === undefined ? `Sending in ${left} s` : `Waits: ${waits}`}</span>
      <button type="button" class="button" onClick={() => void desk.sending.withdraw(reply)}>
        Undo
      </button>
    </>
  );
}
