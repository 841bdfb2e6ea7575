// One thread in the list: who, where, how long is left; what they say; how grave, why, and who has it.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { DueChip, Present, When } from '../shared/parts.tsx';
import { clockOrDate } from '../shared/times.ts';
import { belongs, isAsked, VIEW } from '../shared/views.ts';
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

/** The box to tick stands at the row's edge; it is drawn by the style, so that a long list has fewer elements. */
const TICK_WIDTH = 32;

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
  const isTicked = desk.ticks.ids.value.has(id);
  const click = ({ shiftKey, clientX, currentTarget }: MouseEvent & { readonly currentTarget: HTMLElement }) => {
    if (shiftKey) desk.ticks.to(id);
    else if (clientX - currentTarget.getBoundingClientRect().left < TICK_WIDTH) desk.ticks.toggle(id);
    else desk.nav.open(id);
  };
  return (
    // biome-ignore lint: the keys of the list are handled for the whole desk.
    <div
      id={`row-${id}`}
      class={isElsewhere ? 'row elsewhere' : 'row'}
      role="option"
      aria-selected={isTicked}
      aria-current={isOpen ? 'true' : undefined}
      aria-setsize={of}
      aria-posinset={position + 1}
      style={{ transform: `translateY(${position * ROW_HEIGHT}px)` }}
      onClick={click}
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

function Marks({ thread, agent, isElsewhere }: MarksProps) {
  const { desk } = useDesk();
  const cause = thread.causes[0];
  const { escalation, snooze } = thread;
  return (
    <div class="row-line marks">
      {thread.promises.some((promise) => promise.isBroken) && <span class="risk">Promise broken</span>}
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
      {escalation.level > 1 && (
        <span class="chip" title={escalation.who}>
          Level {escalation.name}
        </span>
      )}
      {thread.continues && <span class="chip">Came back</span>}
      {thread.posts > 1 && <span>{thread.posts} posts</span>}
      <span class="row-end">
        <Present threadId={thread.id} />
        {isAsked(thread) && desk.nav.view.value !== 'spot-check' && <span class="chip">Spot check</span>}
        {isElsewhere && !snooze && <span class="chip">{VIEW[thread.list].label}</span>}
        {snooze && (
          <span class="chip" title={snooze.reason}>
            Until {clockOrDate(snooze.until, desk.clock.value)}
          </span>
        )}
        {thread.approval && <span class="chip">Waits for {thread.approval.needs}</span>}
        {desk.drafts.has(thread.id) && <span class="chip">Draft</span>}
        {thread.pendingReply && !thread.approval && <span class="chip">Sending</span>}
        {thread.claim && <span class="chip owner">{thread.claim.agent === agent ? 'You' : thread.claim.agent}</span>}
      </span>
    </div>
  );
}
