// What each command does; the keys, the palette and the buttons all come here.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { openCorrection } from './correction.ts';
import type { Desk } from './desk.ts';
import type { CommandName } from './keys.ts';
import type { Operation } from './operations.ts';
import { closeDrawers, composing, focusOn, isDrawer, overlay, type Pane } from './overlay.ts';
import { claim, judgeComplaint, judgeNot, release, reopen, resolve } from './triage.ts';
import { heldByOther, isAsked } from './views.ts';

export type Commands = Readonly<Record<CommandName, () => void>>;

export function createCommands(desk: Desk): Commands {
  const { nav } = desk;
  return {
    next: () => nav.move(1),
    previous: () => nav.move(-1),
    read: () => focusOn('conversation'),
    arrivals: () => void desk.lists.load(nav.view.value),
    leave,
    ...decisions(desk),
    undo: () => desk.operations.undoLast(),
    reply: () => write('reply'),
    note: () => write('note'),
    goInbox: () => nav.go({ page: 'inbox', view: 'open' }),
    goMine: () => nav.go({ page: 'inbox', view: 'mine' }),
    goOverdue: () => nav.go({ page: 'inbox', view: 'overdue' }),
    goDecide: () => nav.go({ page: 'inbox', view: 'to-decide' }),
    goCheck: () => nav.go({ page: 'inbox', view: 'spot-check' }),
    goSettings: () => nav.go({ page: 'settings' }),
    palette: () => {
      overlay.value = 'palette';
    },
    find: () => {
      overlay.value = 'find';
    },
    help: () => {
      overlay.value = 'help';
    },
    toggleNav: () => toggle(desk, 'nav'),
    toggleContext: () => toggle(desk, 'context'),
  };
}

function write(side: 'reply' | 'note'): void {
  composing.value = side;
  focusOn('composer-text');
}

type Decision = (needs: Pick<Desk, 'api' | 'agent' | 'now'>, thread: ThreadView) => Operation;

function decisions(desk: Desk) {
  const { nav, operations } = desk;
  const decide = (decision: Decision, applies: (thread: ThreadView) => boolean) => () => {
    const thread = nav.selected();
    if (!thread || !applies(thread)) return;
    const holder = heldByOther(thread, { agent: desk.agent(), now: desk.now() });
    if (holder !== undefined) {
      desk.toasts.show({ kind: 'problem', text: `${holder} has claimed this thread.` });
      return;
    }
    const operation = decision(desk, thread);
    if (operation.leaves) nav.advanceAfter(() => void operations.run(operation));
    else void operations.run(operation);
  };
  return {
    send: () => send(desk),
    resolve: decide(resolve, (thread) => thread.status !== 'resolved'),
    notComplaint: decide(judgeNot, (thread) => thread.status !== 'not-complaint' || isAsked(thread)),
    complaint: decide(judgeComplaint, (thread) => thread.status === 'to-decide' || thread.status === 'not-complaint'),
    cause: () => openCorrection(desk, 'cause'),
    severity: () => openCorrection(desk, 'severity'),
    reopen: decide(reopen, (thread) => thread.status === 'resolved'),
    claim: decide(
      (needs, thread) => (isOwn(thread, needs.agent()) ? release : claim)(needs, thread),
      () => true,
    ),
  };
}

export function isOwn(thread: ThreadView, agent: string): boolean {
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

/** Esc leaves the field first, then the conversation. */
function leave(): void {
  closeDrawers();
  focusOn('rows');
}

function toggle(desk: Desk, pane: Pane): void {
  if (isDrawer(pane)) {
    document.getElementById(pane)?.togglePopover();
    return;
  }
  const { navHidden, contextHidden } = desk.preferences.current.value;
  desk.preferences.set(pane === 'nav' ? { navHidden: !navHidden } : { contextHidden: !contextHidden });
}
