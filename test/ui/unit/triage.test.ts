import { describe, expect, it } from 'vitest';
import { Refused } from '../../../ui/src/shared/api.ts';
import { claim, judgeComplaint, judgeNot, reopen, resolve } from '../../../ui/src/shared/triage.ts';
import { aThread, openDesk, settle, smallServer } from './small-server.ts';

const three = () => smallServer([aThread('t1'), aThread('t2'), aThread('t3')]);

function selected(desk: Awaited<ReturnType<typeof openDesk>>['desk']) {
  const thread = desk.nav.selected();
  if (!thread) throw new Error('no thread is open');
  return thread;
}

describe('deciding on a thread', () => {
  it('takes the thread out of the list at once and opens the next', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    desk.nav.advanceAfter(() => void desk.operations.run(resolve(desk, selected(desk))));
    expect(desk.lists.visible('open')).toEqual(['t2', 't3']);
    expect(desk.nav.selectedId()).toBe('t2');
    await settle();
    expect(server.state.requests).toEqual(['resolve t1 v1']);
  });

  it('opens the one before when the last row leaves, and nothing when none is left', async () => {
    const { desk } = await openDesk(smallServer([aThread('t1'), aThread('t2')]));
    desk.nav.move(1);
    desk.nav.advanceAfter(() => void desk.operations.run(resolve(desk, selected(desk))));
    expect(desk.nav.selectedId()).toBe('t1');
    desk.nav.advanceAfter(() => void desk.operations.run(resolve(desk, selected(desk))));
    expect(desk.nav.selectedId()).toBeUndefined();
  });

  it('takes back only the refused decision, at its old place, and says why', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    server.state.refuseNext = new Refused({ status: 500, code: 'failed', title: 'The store is away.' });
    const [first, second] = [desk.book.get('t1'), desk.book.get('t2')];
    if (!first || !second) throw new Error('the list was not read');
    const refused = desk.operations.run(resolve(desk, first));
    const accepted = desk.operations.run(judgeNot(desk, second));
    await Promise.all([refused, accepted]);
    expect(desk.lists.visible('open')).toEqual(['t1', 't3']);
    expect(desk.book.get('t1')?.status).toBe('open');
    expect(desk.book.get('t2')?.status).toBe('not-complaint');
    const problem = desk.toasts.list.value.find((toast) => toast.kind === 'problem');
    expect(problem?.text).toBe('Not done for @t1: The store is away.');
    expect(problem?.actions.map((action) => action.label)).toEqual(['Retry']);
  });

  it('undoes the last decisions in turn and shows each thread again', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    for (let times = 0; times < 2; times += 1) {
      desk.nav.advanceAfter(() => void desk.operations.run(resolve(desk, selected(desk))));
      await settle();
    }
    desk.operations.undoLast();
    await settle();
    expect(desk.nav.selectedId()).toBe('t2');
    desk.operations.undoLast();
    await settle();
    expect(desk.nav.selectedId()).toBe('t1');
    expect(desk.lists.visible('open')).toEqual(['t1', 't2', 't3']);
    expect(server.state.requests.slice(2)).toEqual(['reopen t2 v2', 'reopen t1 v2']);
    desk.operations.undoLast();
    expect(desk.toasts.list.value.at(-1)?.text).toBe('Nothing to undo.');
  });

  it('lets an agent decide again at once, although an older reading of the conversation arrives after the decision', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    const read = server.api.thread;
    const old = await read('t1');
    const late = Promise.withResolvers<typeof old>();
    let readings = 0;
    Object.assign(server.api, { thread: (id: string) => ((readings += 1) === 1 ? late.promise : read(id)) });
    await desk.operations.run(claim(desk, selected(desk)));
    await desk.operations.run(resolve(desk, selected(desk)));
    late.resolve(old);
    await settle();
    await desk.operations.run(reopen(desk, selected(desk)));
    expect(server.state.requests).toEqual(['claim t1', 'resolve t1 v2', 'reopen t1 v3']);
    expect(desk.toasts.list.value.filter((toast) => toast.kind === 'problem')).toEqual([]);
  });

  it('takes the message away with what was undone, and undoes with its button what it tells', async () => {
    const server = smallServer([aThread('t1', { author: { id: 'a', handle: '@t1', name: 'Ada' } }), aThread('t2')]);
    const { desk } = await openDesk(server);
    const [first, second] = [selected(desk), desk.book.get('t2')];
    if (!second) throw new Error('the list was not read');
    await desk.operations.run(resolve(desk, first));
    await desk.operations.run(resolve(desk, second));
    const texts = () => desk.toasts.list.value.map((toast) => toast.text);
    expect(texts()).toEqual(['Resolved: Ada', 'Resolved: @t2']);
    desk.toasts.list.value[0]?.actions[0]?.run();
    await settle();
    expect(server.state.threads.get('t1')?.status).toBe('open');
    expect(texts()).toEqual(['Resolved: @t2', 'Open again: Ada']);
    desk.operations.undoLast();
    await settle();
    expect(server.state.threads.get('t2')?.status).toBe('open');
    expect(texts()).toEqual(['Open again: Ada', 'Open again: @t2']);
  });

  it('sends two quick decisions on one thread in order, each with the version the first led to', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    const thread = selected(desk);
    await Promise.all([desk.operations.run(claim(desk, thread)), desk.operations.run(resolve(desk, thread))]);
    expect(server.state.requests).toEqual(['claim t1', 'resolve t1 v2']);
    expect(server.state.threads.get('t1')?.status).toBe('resolved');
  });
});

describe('news while the agent works', () => {
  it('never moves a row: an arrival waits until it is asked for', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    server.state.threads = new Map([['t0', aThread('t0')], ...server.state.threads]);
    desk.lists.merge([aThread('t0')]);
    expect(desk.lists.visible('open')).toEqual(['t1', 't2', 't3']);
    expect(desk.lists.get('open').arrivals).toEqual(new Set(['t0']));
    await desk.lists.load('open');
    expect(desk.lists.visible('open')).toEqual(['t0', 't1', 't2', 't3']);
    expect(desk.nav.selectedId()).toBe('t1');
  });

  it('keeps the row of a thread that a colleague resolved, and stops counting it', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    desk.lists.merge([server.change('t2', { status: 'resolved' })]);
    expect(desk.lists.visible('open')).toEqual(['t1', 't2', 't3']);
    expect(desk.lists.count('open')).toBe(2);
  });

  it('counts none of the own changes as new: what is taken back or decided stands in its place at once', async () => {
    const server = smallServer([aThread('t1'), aThread('t2'), aThread('t3', { status: 'to-decide' })]);
    const { desk } = await openDesk(server);
    await desk.operations.run(resolve(desk, selected(desk)));
    await desk.lists.load('open');
    desk.operations.undoLast();
    await settle();
    expect(desk.lists.visible('open')).toEqual(['t1', 't2']);
    await desk.operations.run(judgeComplaint(desk, aThread('t3', { status: 'to-decide' })));
    expect(desk.lists.visible('to-decide')).toEqual([]);
    expect(desk.lists.visible('open')).toEqual(['t1', 't2', 't3']);
    expect(desk.lists.get('open').arrivals.size).toBe(0);
  });

  it('takes an echo of an older version for nothing new', async () => {
    const server = three();
    const { desk } = await openDesk(server);
    await desk.operations.run(resolve(desk, selected(desk)));
    desk.lists.merge([aThread('t1')]);
    expect(desk.book.get('t1')?.status).toBe('resolved');
    expect(desk.lists.get('open').arrivals.size).toBe(0);
  });
});

describe('what is overdue', () => {
  const late = '2026-11-21T08:50:00.000Z';
  const later = '2026-11-21T08:55:00.000Z';

  it('is overdue whether it needs a reply or a decision, the longest overdue first', async () => {
    const server = smallServer([
      aThread('t1', { dueAt: later }),
      aThread('t2', { status: 'to-decide', dueAt: late, risks: ['danger'] }),
      aThread('t3', { status: 'to-decide' }),
      aThread('t4', { status: 'resolved', dueAt: late }),
    ]);
    const { desk } = await openDesk(server);
    expect(desk.lists.visible('overdue')).toEqual(['t2', 't1']);
    expect(desk.lists.count('overdue')).toBe(2);
  });

  it('is counted exactly as soon as the list goes on with what is not due yet', async () => {
    const server = smallServer([aThread('t1', { dueAt: late }), aThread('t2')]);
    server.state.next = 'page-2';
    const { desk } = await openDesk(server);
    expect(desk.lists.get('overdue').next).toEqual({});
    expect(desk.lists.get('open').next).toEqual({ open: 'page-2' });
  });

  it('grows by what becomes overdue while nothing else happens', async () => {
    const server = smallServer([aThread('t1', { dueAt: later }), aThread('t2')]);
    const { desk } = await openDesk(server);
    desk.clock.value = Date.parse('2026-11-21T09:31:00.000Z');
    desk.lists.passTime();
    expect(desk.lists.count('overdue')).toBe(2);
    expect([...desk.lists.get('overdue').arrivals]).toEqual(['t2']);
  });

  it('stays in the list when a person says that it is a complaint', async () => {
    const server = smallServer([aThread('t1', { status: 'to-decide', dueAt: late })]);
    const { desk } = await openDesk(server);
    await desk.lists.load('overdue');
    await desk.operations.run(judgeComplaint(desk, aThread('t1', { status: 'to-decide', dueAt: late })));
    expect(desk.lists.visible('overdue')).toEqual(['t1']);
    expect(desk.lists.get('overdue').arrivals.size).toBe(0);
  });
});
