// What surrounds an answer while it is written: the suggestion to begin with, the draft on the server, what was checked.
import type { DraftView, ReplyCheckView, SuggestionsView } from '../../../lib/api/action-schemas.ts';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { type Api, Refused } from './api.ts';
import { type ById, createById } from './by-id.ts';
import type { Drafts } from './drafts.ts';
import { typing } from './presence.ts';
import type { ThreadPages } from './thread-pages.ts';

export interface WritingNeeds {
  readonly api: Pick<Api, 'suggestions' | 'keepDraft' | 'check'>;
  readonly drafts: Drafts;
  readonly pages: ThreadPages;
  /** Runs the task later; answers with a way to forget it. */
  readonly later: (milliseconds: number, task: () => void) => () => void;
}

/** The draft as this browser last saw it on the server; version 0: there was none. Where it was sent, its version goes on. */
type Kept = Pick<DraftView, 'text' | 'version'>;

/** What is known about the answer to one thread, beside its text. */
interface Around {
  readonly suggestions?: SuggestionsView | undefined;
  /** A colleague's draft that stands on the server while another one is being written here. */
  readonly other?: DraftView | undefined;
  readonly checked?: { readonly text: string; readonly view: ReplyCheckView };
  /** The agent does not give the promise that was found. */
  readonly isUnpromised?: boolean;
  readonly isDirect?: boolean;
}

interface Desktop extends WritingNeeds {
  readonly around: ById<Around>;
  readonly kept: Map<string, Kept>;
  readonly waits: Map<string, () => void>;
}

const NONE: Kept = { text: '', version: 0 };
/** Milliseconds without a new letter before the draft goes to the server, and before it is checked. */
const KEEP_AFTER = 1000;
const CHECK_AFTER = 300;
const AGAIN_AFTER = 5000;
/** So long after the last letter somebody still counts as writing. */
const PAUSE = 3000;

export function createWriting(needs: WritingNeeds) {
  const desk: Desktop = { ...needs, around: createById(), kept: new Map(), waits: new Map() };
  return {
    /** The conversation is there: its draft is taken over, and what could be sent is asked for. */
    open: (threadId: string) => open(desk, threadId),
    /** The agent wrote: kept on the server and checked as soon as the hands rest. */
    wrote: (threadId: string, text: string) => {
      desk.drafts.write('reply', threadId, text);
      typing.value = true;
      wait(desk, 'typing', { after: PAUSE, task: stopTyping });
      keepSoon(desk, threadId, KEEP_AFTER);
      checkSoon(desk, threadId, CHECK_AFTER);
    },
    suggestions: (threadId: string) => about(desk, threadId).suggestions,
    other: (threadId: string) => about(desk, threadId).other,
    keepMine: (threadId: string) => settle(desk, threadId, false),
    takeTheirs: (threadId: string) => settle(desk, threadId, true),
    /** What the server said of exactly this text. */
    checked: (threadId: string, text: string) => checkedFor(desk, threadId, text),
    /** The promise that goes with this text, unless the agent took it off. */
    promise: (threadId: string, text: string) =>
      about(desk, threadId).isUnpromised ? undefined : checkedFor(desk, threadId, text)?.promises[0],
    togglePromise: (threadId: string) => note(desk, threadId, { isUnpromised: !about(desk, threadId).isUnpromised }),
    isDirect: (threadId: string) => about(desk, threadId).isDirect === true,
    toggleDirect: (threadId: string) => {
      note(desk, threadId, { isDirect: !about(desk, threadId).isDirect });
      checkSoon(desk, threadId, 0);
    },
    /** It was sent: the server has put its draft away with it. */
    sent: (threadId: string) => {
      desk.kept.set(threadId, { ...NONE, version: desk.kept.get(threadId)?.version ?? 0 });
      desk.around.drop(threadId);
    },
  };
}

export type Writing = ReturnType<typeof createWriting>;

function stopTyping(): void {
  typing.value = false;
}

function about({ around }: Desktop, threadId: string): Around {
  return around.get(threadId) ?? {};
}

function note(desk: Desktop, threadId: string, change: Around): void {
  desk.around.set(threadId, { ...about(desk, threadId), ...change });
}

async function open(desk: Desktop, threadId: string): Promise<void> {
  const { api, drafts, pages } = desk;
  const { page } = pages.get(threadId);
  if (!page) return;
  // What was written in this browser comes first, also for a conversation that is fetched ahead.
  drafts.load('reply', threadId);
  adopt(desk, threadId, page.draft);
  if (about(desk, threadId).suggestions || !isAnswerable(page)) return;
  // Held at once, so that it is asked for once.
  note(desk, threadId, { suggestions: { saved: [] } });
  try {
    const suggestions = await api.suggestions(threadId);
    note(desk, threadId, { suggestions });
    const { followUp, draft } = suggestions;
    const suggested = followUp ? { ...followUp, source: 'Two weeks have passed' } : draft;
    if (!drafts.get('reply', threadId)?.text && suggested) drafts.suggest(threadId, suggested);
    checkSoon(desk, threadId, 0);
  } catch {
    // Nothing is suggested, then; it is asked for again when the conversation is opened again.
    note(desk, threadId, { suggestions: undefined });
  }
}

function isAnswerable({ permit, thread }: ThreadPage): boolean {
  return permit.allowed && thread.pendingReply === undefined;
}

/** Another one's words are never written over, nor are the agent's own. */
function adopt(desk: Desktop, threadId: string, onServer: DraftView | undefined): void {
  const { drafts, kept } = desk;
  const known = kept.get(threadId) ?? NONE;
  // A page that was read before this browser's last draft was kept, or that comes while it is, has nothing new.
  if (!onServer || onServer.version <= known.version) return;
  const { text = '', suggested } = drafts.get('reply', threadId) ?? {};
  const isNews = onServer.text !== known.text;
  if (isNews && !suggested && !['', known.text, onServer.text].includes(text)) {
    note(desk, threadId, { other: onServer });
    return;
  }
  kept.set(threadId, onServer);
  if (isNews && (suggested || text !== onServer.text)) drafts.write('reply', threadId, onServer.text);
}

function settle(desk: Desktop, threadId: string, isTheirs: boolean): void {
  const theirs = about(desk, threadId).other;
  if (!theirs) return;
  note(desk, threadId, { other: undefined });
  desk.kept.set(threadId, theirs);
  if (isTheirs) desk.drafts.write('reply', threadId, theirs.text);
  else void keep(desk, threadId);
}

function keepSoon(desk: Desktop, threadId: string, after: number): void {
  wait(desk, `keep ${threadId}`, { after, task: () => void keep(desk, threadId) });
}

function checkSoon(desk: Desktop, threadId: string, after: number): void {
  wait(desk, `check ${threadId}`, { after, task: () => void check(desk, threadId) });
}

interface Later {
  readonly after: number;
  readonly task: () => void;
}

function wait({ waits, later }: Desktop, name: string, { after, task }: Later): void {
  waits.get(name)?.();
  waits.set(name, later(after, task));
}

async function keep(desk: Desktop, threadId: string): Promise<void> {
  const { api, drafts, pages, kept } = desk;
  const { text, suggested } = drafts.get('reply', threadId) ?? {};
  const known = kept.get(threadId) ?? NONE;
  if (text === undefined || suggested || text === known.text || about(desk, threadId).other) return;
  kept.set(threadId, { ...known, text });
  try {
    const { version } = await api.keepDraft(threadId, { text, version: known.version });
    kept.set(threadId, { text, version });
  } catch (error) {
    kept.set(threadId, known);
    if (!(error instanceof Refused)) keepSoon(desk, threadId, AGAIN_AFTER);
    else if (error.status === 412) {
      await pages.load(threadId);
      adopt(desk, threadId, pages.get(threadId).page?.draft);
    }
  }
}

async function check(desk: Desktop, threadId: string): Promise<void> {
  const text = desk.drafts.get('reply', threadId)?.text ?? '';
  if (text.trim() === '') return;
  const visibility = about(desk, threadId).isDirect ? 'direct' : 'public';
  try {
    note(desk, threadId, { checked: { text, view: await desk.api.check(threadId, { text, visibility }) } });
  } catch {
    // Without an answer the estimate stands; the server checks again when the reply is sent.
  }
}

function checkedFor(desk: Desktop, threadId: string, text: string): ReplyCheckView | undefined {
  const { checked } = about(desk, threadId);
  return checked?.text === text ? checked.view : undefined;
}
