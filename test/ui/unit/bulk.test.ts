import { afterEach, describe, expect, it } from 'vitest';
import { Refused } from '../../../ui/src/shared/api.ts';
import { createCommands } from '../../../ui/src/shared/commands.ts';
import { takeNumber } from '../../../ui/src/shared/correction.ts';
import { overlay } from '../../../ui/src/shared/overlay.ts';
import { assign, escalate, resolve, snooze } from '../../../ui/src/shared/triage.ts';
import { aThread, openDesk, settle, smallServer } from './small-server.ts';

const press = (code: string) => {
  return { code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false };
};
const until = '2026-11-21T12:00:00.000Z';

async function four() {
  const server = smallServer(['t1', 't2', 't3', 't4'].map((id) => aThread(id)));
  const { desk } = await openDesk(server);
  return { server, desk, commands: createCommands(desk), texts: () => desk.toasts.list.value.map(({ text }) => text) };
}

afterEach(() => {
  overlay.value = undefined;
});

describe('ticking', () => {
  it('takes one, a range, and a range by keys, which grows and shrinks with the open row', async () => {
    const { desk, commands } = await four();
    commands.tick();
    desk.ticks.to('t3');
    expect([...desk.ticks.ids.value]).toEqual(['t1', 't2', 't3']);
    desk.ticks.clear();
    commands.tickNext();
    commands.tickNext();
    expect([...desk.ticks.ids.value]).toEqual(['t1', 't2', 't3']);
    commands.tickPrevious();
    expect([...desk.ticks.ids.value]).toEqual(['t1', 't2']);
    commands.tickAll();
    expect(desk.ticks.ids.value.size).toBe(4);
  });
});

describe('deciding on several threads', () => {
  it('takes them out of the list at once, opens the next that stays, and one undo brings all back', async () => {
    const { server, desk, commands, texts } = await four();
    desk.ticks.toggle('t1');
    desk.ticks.toggle('t2');
    commands.resolve();
    expect(desk.lists.visible('open')).toEqual(['t3', 't4']);
    expect(desk.nav.selectedId()).toBe('t3');
    expect(desk.ticks.ids.value.size).toBe(0);
    await settle();
    expect(server.state.requests).toEqual(['resolve t1 v1', 'resolve t2 v1']);
    expect(texts()).toEqual(['Resolved: 2 threads']);
    desk.operations.undoLast();
    await settle();
    expect(desk.lists.visible('open')).toEqual(['t1', 't2', 't3', 't4']);
    expect(server.state.requests.slice(2)).toEqual(['reopen t1 v2', 'reopen t2 v2']);
    expect(texts()).toEqual(['Taken back: 2 threads']);
    desk.operations.undoLast();
    expect(texts().at(-1)).toBe('Nothing to undo.');
  });

  it('says by name which were not done and why, and undoes only the others', async () => {
    const { server, desk, texts } = await four();
    server.state.refuseNext = new Refused({
      status: 409,
      code: 'claimed',
      title: 'Somebody has it',
      detail: 'Ana has it',
    });
    const threads = ['t1', 't2'].flatMap((id) => desk.book.get(id) ?? []);
    await desk.operations.runSet(threads.map((thread) => resolve(desk, thread)));
    expect(texts()).toEqual(['Resolved: 2 threads', 'Not done for 1 of 2: @t1 (Ana has it)']);
    expect(desk.lists.visible('open')).toEqual(['t1', 't3', 't4']);
    desk.operations.undoLast();
    await settle();
    expect(server.state.requests.slice(2)).toEqual(['reopen t2 v2']);
  });

  it('leaves out what a colleague has claimed, and says so', async () => {
    const { server, desk, commands, texts } = await four();
    const claim = { agent: 'Ana', until: '2026-11-21T23:00:00.000Z' };
    desk.book.put([server.change('t2', { claim })]);
    commands.tickAll();
    commands.resolve();
    await settle();
    expect(server.state.requests).toEqual(['resolve t1 v1', 'resolve t3 v1', 'resolve t4 v1']);
    expect(texts()).toContain('Ana has claimed this thread. Left out: 1 of 4.');
  });

  it('takes a number for all of them: a cause, an owner, a snooze', async () => {
    const { server, desk, commands } = await four();
    desk.team.value = ['Ana', 'Sam'];
    const both = (command: 'cause' | 'assign' | 'snooze', key: string) => {
      desk.ticks.toggle('t1');
      desk.ticks.toggle('t2');
      commands[command]();
      takeNumber(desk, press(key));
    };
    both('cause', 'Digit4');
    both('assign', 'Digit2');
    both('snooze', 'Digit1');
    await settle();
    const thread = server.state.threads.get('t2');
    expect(thread?.causes).toEqual(['billing']);
    expect(thread?.claim?.agent).toBe('Ana');
    // Ana has it now: what is hers is not put aside over her head.
    expect(thread?.snooze).toBeUndefined();
  });
});

describe('putting aside, passing on, handing over', () => {
  it('snoozes with one key and a reason, and wakes when undone', async () => {
    const { server, desk, commands } = await four();
    commands.snooze();
    expect(takeNumber(desk, press('Digit1'))).toBe(true);
    expect(desk.lists.visible('open')).toEqual(['t2', 't3', 't4']);
    expect(desk.nav.selectedId()).toBe('t2');
    await settle();
    expect(server.state.threads.get('t1')?.snooze).toEqual({
      until: '2026-11-21T10:00:00.000Z',
      reason: 'Waiting for a colleague',
      by: 'Sam',
    });
    desk.operations.undoLast();
    expect(desk.lists.visible('open')).toEqual(['t1', 't2', 't3', 't4']);
    await settle();
    expect(server.state.threads.get('t1')?.snooze).toBeUndefined();
  });

  it('escalates without leaving the list, and goes back to the level before when undone', async () => {
    const { server, desk, commands } = await four();
    commands.escalate();
    takeNumber(desk, press('Digit3'));
    await settle();
    expect(server.state.threads.get('t1')?.escalation.level).toBe(3);
    expect(desk.lists.visible('open')).toContain('t1');
    desk.operations.undoLast();
    await settle();
    expect(server.state.threads.get('t1')?.escalation.level).toBe(1);
  });

  it('gives a thread back to whom it belonged, or to nobody', async () => {
    const { server, desk } = await four();
    const thread = desk.book.get('t1') ?? aThread('t1');
    await desk.operations.run(assign(desk, thread, 'Ana'));
    desk.operations.undoLast();
    await settle();
    expect(server.state.requests).toEqual(['assign t1', 'assign t1', 'release t1']);
    const owned = { ...thread, claim: { agent: 'Ben', until } };
    expect(assign(desk, owned, 'Ana').undo?.().done).toBe('Assigned to Ben: @t1');
  });

  it('says what is done in words', async () => {
    const { desk } = await four();
    const thread = aThread('t1');
    expect(escalate(desk, thread, { level: 3, reason: 'r' }).done).toBe('Level 3, the lead: @t1');
    expect(snooze(desk, thread, { until, reason: 'r' }).done).toMatch(/^Snoozed until \d\d:\d\d: @t1$/);
  });
});

describe('the last twenty changes', () => {
  it('can each be taken back by name, of one thread only the last', async () => {
    const { server, desk } = await four();
    const threads = ['t1', 't2'].flatMap((id) => desk.book.get(id) ?? []);
    for (const thread of threads) await desk.operations.run(resolve(desk, thread));
    const reopened = desk.book.get('t1');
    if (reopened) await desk.operations.run(escalate(desk, reopened, { level: 2, reason: 'r' }));
    expect(desk.operations.undoable().map(({ text }) => text)).toEqual([
      'Level 2, the agent, having asked the lead: @t1',
      'Resolved: @t2',
    ]);
    desk.operations.undoable()[1]?.undo();
    await settle();
    expect(server.state.threads.get('t2')?.status).toBe('open');
  });
});
