// Our answer and where it stands: waiting for agreement, held, on its way, on the network, refused, or not known.

import { useState } from 'preact/hooks';
import type { ReplyView, ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Button, Icon, When } from '../shared/parts.tsx';
import { second } from '../shared/seconds.ts';
import { stopOf, stopWords } from '../shared/stops.ts';
import { RefuseForm } from './refuse-form.tsx';

/** Of the others their buttons tell. */
const STATE_WORDS: Readonly<Partial<Record<ReplyView['state'], string>>> = {
  'to-approve': 'Waits for agreement',
  sending: 'Sending',
  sent: 'Sent',
  failed: 'Not sent',
  unknown: 'Outcome unknown',
};

interface ReplyProps {
  readonly reply: ReplyView;
  readonly thread: Pick<ThreadView, 'network' | 'sample'>;
}

export function ReplyMoment({ reply, thread }: ReplyProps) {
  return (
    <article class={`reply reply-${reply.state}`}>
      <header>
        <strong>{reply.by}</strong>
        <span class="muted">for the brand{reply.visibility === 'direct' && ', in private'}</span>
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
    case 'to-approve':
      return <ToApprove reply={reply} />;
    case 'queued':
      return <Held reply={reply} thread={thread} />;
    case 'unknown':
      return (
        <>
          <span class="bad">{STATE_WORDS.unknown}</span>
          <span>{reply.problem ?? 'Look on the network: does it stand there?'}</span>
          <Button onClick={() => void desk.sending.settle(reply, true)}>It is there</Button>
          <Button onClick={() => void desk.sending.settle(reply, false)}>It is not there</Button>
        </>
      );
    case 'failed':
      return (
        <>
          <span class="bad">{STATE_WORDS.failed}</span>
          <span>{reply.problem}</span>
        </>
      );
    default:
      return <Settled reply={reply} thread={thread} />;
  }
}

/** Anybody but the writer may agree who has the role; the server says when it is not enough. */
function ToApprove({ reply }: Pick<ReplyProps, 'reply'>) {
  const { desk } = useDesk();
  const [isRefusing, setRefusing] = useState(false);
  const { id: replyId, threadId } = reply;
  const agree = () =>
    void desk.operations.run({
      threadId,
      done: 'Agreed; it is sent in ten seconds',
      change: {},
      leaves: true,
      send: () => desk.api.act(threadId, { type: 'approve-reply', replyId }),
    });
  if (reply.by === desk.agent()) {
    return (
      <>
        <span>{STATE_WORDS['to-approve']}</span>
        <Button onClick={() => void desk.sending.withdraw(reply)}>Take back</Button>
      </>
    );
  }
  return (
    <>
      <span>{STATE_WORDS['to-approve']}</span>
      <Button class="primary" onClick={agree}>
        Agree
      </Button>
      <Button onClick={() => setRefusing(true)}>Not yet…</Button>
      {isRefusing && <RefuseForm reply={reply} onClose={() => setRefusing(false)} />}
    </>
  );
}

function Settled({ reply, thread }: ReplyProps) {
  const isSent = reply.state === 'sent';
  return (
    <>
      <span class={isSent ? 'good' : ''}>
        {isSent && thread.sample ? 'Kept here (sample)' : STATE_WORDS[reply.state]}
      </span>
      {reply.sentAt && <When at={reply.sentAt} />}
      {reply.url && (
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
  if (left <= 0 && waits === undefined) return <span>{STATE_WORDS.sending}</span>;
  return (
    <>
      <span>{waits === undefined ? `Sending in ${left} s` : `Waits: ${waits}`}</span>
      <Button onClick={() => void desk.sending.withdraw(reply)}>Undo</Button>
    </>
  );
}
