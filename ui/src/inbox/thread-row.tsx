// One thread in the list: who, where, how long is left; what they say; how grave, why, and who has it.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { DueChip, When } from '../shared/parts.tsx';
import { belongs, isAsked } from '../shared/views.ts';
import {
  authorName,
  CAUSE_WORDS,
  GONE,
  isJudged,
  languageWords,
  networkName,
  RISK_WORDS,
  SEVERITY_WORDS,
} from '../shared/words.ts';
import { ROW_HEIGHT } from './row-window.ts';

interface RowProps {
  readonly id: string;
  readonly position: number;
  readonly of: number;
  readonly isOpen: boolean;
}

export function ThreadRow({ id, position, of, isOpen }: RowProps) {
  const { desk } = useDesk();
  const thread = desk.book.get(id);
  if (!thread) return null;
  const viewer = { agent: desk.agent(), now: desk.clock.value };
  const isElsewhere = !belongs(desk.nav.view.value, thread, viewer);
  return (
    // biome-ignore lint: the keys of the list are handled for the whole desk.
    <div
      id={`row-${id}`}
      class={isElsewhere ? 'row elsewhere' : 'row'}
      role="option"
      aria-current={isOpen ? 'true' : undefined}
      aria-setsize={of}
      aria-posinset={position + 1}
      style={{ transform: `translateY(${position * ROW_HEIGHT}px)` }}
      onClick={() => desk.nav.open(id)}
    >
      <div class="row-line">
        <strong class="author">{authorName(thread.author)}</strong>
        <span class="muted where">
          {networkName(thread.network)} · <When at={thread.heardAt} />
        </span>
        <DueChip thread={thread} />
      </div>
      <p class="excerpt" lang={thread.language.code === 'und' ? undefined : thread.language.code}>
        {thread.excerpt || GONE}
      </p>
      <Marks thread={thread} agent={viewer.agent} isElsewhere={isElsewhere} />
    </div>
  );
}

interface MarksProps {
  readonly thread: ThreadView;
  readonly agent: string;
  readonly isElsewhere: boolean;
}

const STATUS_WORDS: Readonly<Record<ThreadView['status'], string>> = {
  open: 'Needs reply',
  'to-decide': 'To decide',
  waiting: 'Answered',
  resolved: 'Resolved',
  'not-complaint': 'Not a complaint',
};

function Marks({ thread, agent, isElsewhere }: MarksProps) {
  const { desk } = useDesk();
  const cause = thread.causes[0];
  return (
    <div class="row-line marks">
      {thread.risks.map((risk) => (
        <span key={risk} class="risk">
          {RISK_WORDS[risk]}
        </span>
      ))}
      {isJudged(thread) ? (
        <span class={`severity severity-${thread.severity}`}>{SEVERITY_WORDS[thread.severity]}</span>
      ) : (
        <span class="cause">{languageWords(thread.language)}</span>
      )}
      {cause && (
        <span class="cause">
          {CAUSE_WORDS[cause]}
          {thread.causes.length > 1 && ` +${thread.causes.length - 1}`}
        </span>
      )}
      {thread.posts > 1 && <span>{thread.posts} posts</span>}
      <span class="row-end">
        {isAsked(thread) && desk.nav.view.value !== 'spot-check' && <span class="chip">Spot check</span>}
        {isElsewhere && <span class="chip">{STATUS_WORDS[thread.status]}</span>}
        {desk.drafts.has(thread.id) && <span class="chip">Draft</span>}
        {thread.pendingReply !== undefined && <span class="chip">Sending</span>}
        {thread.claim && <span class="chip owner">{thread.claim.agent === agent ? 'You' : thread.claim.agent}</span>}
      </span>
    </div>
  );
}
