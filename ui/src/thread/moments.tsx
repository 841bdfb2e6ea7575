// What was said and done in a thread, drawn in order of time.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { EventView, NoteView, PostView } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { When } from '../shared/parts.tsx';
import { clockOrDate, dateTime } from '../shared/times.ts';
import { authorName, GONE, networkName } from '../shared/words.ts';
import { AssessmentLine } from './assessment-line.tsx';
import { markedText, type Piece } from './marked-text.ts';
import { ReplyMoment } from './reply-moment.tsx';
import type { Moment } from './timeline.ts';

interface MomentsProps {
  readonly moments: readonly Moment[];
  readonly page: ThreadPage;
}

export function Moments({ moments, page }: MomentsProps) {
  return (
    <ol>
      {moments.map((moment) => (
        <li key={`${moment.type}${moment.at}`} class={`moment moment-${moment.type}`}>
          {moment.type === 'post' && <Post post={moment.post} page={page} />}
          {moment.type === 'reply' && <ReplyMoment reply={moment.reply} thread={page.thread} />}
          {moment.type === 'note' && <Note note={moment.note} />}
          {moment.type === 'events' && <Events events={moment.events} />}
        </li>
      ))}
    </ol>
  );
}

function Post({ post, page }: { readonly post: PostView; readonly page: ThreadPage }) {
  const { language, because } = post.assessment;
  const answered = page.posts.find((other) => other.id === post.inReplyTo);
  const { desk } = useDesk();
  const thread = desk.book.get(page.thread.id) ?? page.thread;
  const isNewest = post.id === thread.latestPostId && thread.status !== 'not-complaint';
  return (
    <article class="post">
      <header>
        <strong>{authorName(post.author)}</strong>
        <span class="muted">
          {post.visibility === 'public'
            ? networkName(post.network)
            : `${networkName(post.network)}, ${post.visibility}`}
        </span>
        <When at={post.createdAt} />
        {post.editedAt && <Edited at={post.editedAt} />}
      </header>
      {answered && <blockquote>{answered.text || GONE}</blockquote>}
      {!post.goneAt ? (
        <p class="text" lang={language.code === 'und' ? undefined : language.code}>
          {markedText(post.text, because).map((piece, index) => (
            <TextPiece key={`${index}${piece.text}`} piece={piece} />
          ))}
        </p>
      ) : (
        <Gone at={post.goneAt} />
      )}
      <AssessmentLine assessment={post.assessment} thread={isNewest ? thread : undefined} />
    </article>
  );
}

function Edited({ at }: { readonly at: string }) {
  const { desk } = useDesk();
  return <time dateTime={at}>edited {clockOrDate(at, desk.clock.value)}</time>;
}

function Gone({ at }: { readonly at: string }) {
  const { desk } = useDesk();
  return (
    <p class="gone">
      Taken back by its author, or no longer shown by the network ({dateTime(at, desk.clock.value)}); its words were
      erased here.
    </p>
  );
}

/** Below this many logits a word is marked with a thin line only, so that the text stays calm. */
const WEAK = 0.7;

function TextPiece({ piece }: { readonly piece: Piece }) {
  if (piece.weight === undefined) return <>{piece.text}</>;
  const speaksFor = piece.weight > 0;
  const amount = Math.abs(piece.weight).toFixed(1);
  const classes = [speaksFor ? 'for' : 'against', Math.abs(piece.weight) < WEAK ? 'weak' : ''];
  const title = speaksFor ? `Speaks for a complaint: +${amount}` : `Speaks against a complaint: −${amount}`;
  return (
    <mark class={classes.join(' ').trim()} title={title}>
      {piece.text}
    </mark>
  );
}

function Note({ note }: { readonly note: NoteView }) {
  return (
    <article class="note">
      <header>
        <strong>Note</strong>
        <span class="muted">{note.by}</span>
        <When at={note.at} />
      </header>
      <p class="text">{note.text}</p>
    </article>
  );
}

/** The first and the last of many; the rest on request. */
function Events({ events }: { readonly events: readonly EventView[] }) {
  const [first] = events;
  if (!first) return null;
  if (events.length === 1) return <EventLine event={first} />;
  return (
    <details>
      <summary>
        {first.text} <span class="muted">and {events.length - 1} more</span>
      </summary>
      {events.slice(1).map((event) => (
        <EventLine key={`${event.type}${event.at}`} event={event} />
      ))}
    </details>
  );
}

function EventLine({ event }: { readonly event: EventView }) {
  return (
    <p class="event">
      {event.text} · <When at={event.at} />
    </p>
  );
}
