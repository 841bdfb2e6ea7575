// What each command does; the keys, the palette and the buttons all come here.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { openCorrection } from './correction.ts';
import { type Decide, decideOn } from './deciding.ts';
import type { Desk } from './desk.ts';
import type { CommandName } from './keys.ts';
import { takeNext } from './next-urgent.ts';
import { closeDrawers, composing, focusOn, isDrawer, type Overlay, overlay, type Pane } from './overlay.ts';
import { claim, judgeComplaint, judgeNot, release, reopen, resolve } from './triage.ts';
import { isAsked, type ViewName } from './views.ts';

export type Commands = Readonly<Record<CommandName, () => void>>;

export function createCommands(desk: Desk): Commands {
  const { nav, ticks } = desk;
  const to = (view: ViewName) => () => nav.go({ page: 'inbox', view });
  return {
    next: () => nav.move(1),
    previous: () => nav.move(-1),
    read: () => focusOn('conversation'),
    arrivals: () => void desk.lists.load(nav.list()),
    leave: () => leave(desk),
    tick: () => ticks.toggle(),
    tickNext: () => ticks.extend(1),
    tickPrevious: () => ticks.extend(-1),
    tickAll: () => tickAll(desk),
    ...decisions(desk),
    undo: () => desk.operations.undoLast(),
    reply: () => write('reply'),
    note: () => write('note'),
    answerAll: () => ticks.ids.value.size > 0 && show('answer')(),
    nextUrgent: () => void takeNext(desk),
    goInbox: to('open'),
    goMine: to('mine'),
    goUnassigned: to('unassigned'),
    goOverdue: to('overdue'),
    goWaiting: to('waiting'),
    goDecide: to('to-decide'),
    goCheck: to('spot-check'),
    goApproval: to('approval'),
    goSettings: () => nav.go({ page: 'settings' }),
    palette: show('palette'),
    search: () => focusOn('search'),
    find: show('find'),
    help: show('help'),
    toggleNav: () => toggle(desk, 'nav'),
    toggleContext: () => toggle(desk, 'context'),
  };
}

const show = (name: Overlay) => () => {
  overlay.value = name;
};

function write(side: 'reply' | 'note'): void {
  composing.value = side;
  focusOn('composer-text');
}

function decisions(desk: Desk) {
  const when = (applies: (thread: ThreadView) => boolean, decide: Decide) => () => decideOn(desk, decide, { applies });
  return {
    send: () => send(desk),
    resolve: when((thread) => thread.status !== 'resolved', resolve),
    notComplaint: when((thread) => thread.status !== 'not-complaint' || isAsked(thread), judgeNot),
    complaint: when((thread) => thread.status === 'to-decide' || thread.status === 'not-complaint', judgeComplaint),
    cause: () => openCorrection(desk, 'cause'),
    severity: () => openCorrection(desk, 'severity'),
    snooze: () => openCorrection(desk, 'snooze'),
    assign: () => openCorrection(desk, 'assign'),
    escalate: () => openCorrection(desk, 'escalate'),
    reopen: when((thread) => thread.status === 'resolved', reopen),
    claim: () => decideOn(desk, (needs, thread) => (isOwn(thread, needs.agent()) ? release : claim)(needs, thread)),
  };
}

function isOwn(thread: ThreadView, agent: string): boolean {
  return thread.claim?.agent === agent;
}

/** Sends what the composer shows: the reply, or the note. */
function send(desk: Desk): void {
  const threadId = desk.nav.selectedId();
  if (threadId === undefined) return;
  if (composing.value === 'note') {
    addNote(desk, threadId);
    return;
  }
  const refusal = desk.sending.refusal(threadId);
  if (refusal !== undefined) {
    desk.toasts.show({ kind: 'problem', text: refusal });
    return;
  }
  desk.nav.advanceAfter(() => void desk.sending.send(threadId));
  focusOn('rows');
}

function addNote(desk: Desk, threadId: string): void {
  const text = desk.drafts.get('note', threadId)?.text.trim();
  if (!text) return;
  const id = desk.newId();
  desk.drafts.clear('note', threadId);
  const send = async () => {
    try {
      return await desk.api.act(threadId, { type: 'note', id, text });
    } catch (error) {
      desk.drafts.write('note', threadId, text);
      throw error;
    }
  };
  void desk.operations.run({ threadId, done: 'Note added', change: {}, leaves: false, send });
}

/** Esc leaves the field first, then the conversation; the search with what was found; the ticks. */
function leave({ nav, ticks }: Desk): void {
  closeDrawers();
  if (document.activeElement?.id === 'search') nav.search('');
  else if (!document.activeElement?.closest('.conversation')) ticks.clear();
  focusOn('rows');
}

/** More than this many are ticked only when that is meant. */
const MANY = 50;

function tickAll({ nav, lists, ticks }: Desk): void {
  const { length } = lists.visible(nav.list());
  if (length <= MANY || confirm(`Tick all ${length} threads of this list?`)) ticks.all();
}

function toggle(desk: Desk, pane: Pane): void {
  if (isDrawer(pane)) {
    document.getElementById(pane)?.togglePopover();
    return;
  }
  const { navHidden, contextHidden } = desk.preferences.current.value;
  desk.preferences.set(pane === 'nav' ? { navHidden: !navHidden } : { contextHidden: !contextHidden });
}
