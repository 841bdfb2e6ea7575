import { afterEach, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { choicesFor, openCorrection, takeNumber } from '../../../ui/src/shared/correction.ts';
import { overlay } from '../../../ui/src/shared/overlay.ts';
import { correct, judgeNot } from '../../../ui/src/shared/triage.ts';
import { belongs } from '../../../ui/src/shared/views.ts';
import { aThread, openDesk, settle, smallServer } from './small-server.ts';

const press = (code: string, change = {}) => {
  return { code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...change };
};
const FOREIGN: Partial<ThreadView> = {
  status: 'to-decide',
  decision: 'unsure',
  severity: 1,
  causes: [],
  language: { code: 'de', known: false },
};

async function opened(change: Partial<ThreadView> = {}) {
  const server = smallServer([aThread('t1', { status: 'open', ...change })]);
  const { desk } = await openDesk(server);
  if (change.status) desk.nav.go({ page: 'inbox', view: 'to-decide', threadId: 't1' });
  await settle();
  return { desk, server, thread: () => server.state.threads.get('t1') };
}

describe('correcting with two keys', () => {
  afterEach(() => {
    overlay.value = undefined;
  });

  it('takes the number whether or not its window has been drawn', async () => {
    const { desk, thread } = await opened();
    expect(takeNumber(desk, press('Digit4'))).toBe(false);
    openCorrection(desk, 'severity');
    expect(takeNumber(desk, press('Digit4'))).toBe(true);
    await settle();
    expect(thread()).toMatchObject({ severity: 4, gradedByPerson: true });
    expect(overlay.value).toBeUndefined();
  });

  it('makes one cause the only one, or with Shift one of several', async () => {
    const { desk, thread } = await opened({ causes: ['billing', 'outage'] });
    openCorrection(desk, 'cause');
    takeNumber(desk, press('Digit3', { shiftKey: true }));
    takeNumber(desk, press('Digit4', { shiftKey: true }));
    await settle();
    expect(thread()?.causes).toEqual(['outage', 'delivery']);
    expect(overlay.value).toBe('cause');
    takeNumber(desk, press('Digit0'));
    await settle();
    expect(thread()?.causes).toEqual(['other']);
  });

  it('does nothing for a number without a choice, a held key, or a key with Ctrl', async () => {
    const { desk, server } = await opened();
    openCorrection(desk, 'severity');
    for (const given of [
      press('Digit0'),
      press('Digit9'),
      press('Digit2', { repeat: true }),
      press('Digit2', { ctrlKey: true }),
    ])
      takeNumber(desk, given);
    await settle();
    expect(server.state.requests).toEqual([]);
  });

  it('chooses nothing beforehand where nobody has judged, and takes the first grade for what it is', async () => {
    const { desk, thread } = await opened(FOREIGN);
    const selected = desk.nav.selected();
    if (!selected) throw new Error('no thread is open');
    expect(choicesFor(selected, 'severity').some(({ isChosen }) => isChosen)).toBe(false);
    await desk.operations.run(correct(desk, selected, { severity: 1 }));
    const graded = desk.nav.selected();
    expect(graded && choicesFor(graded, 'severity').map(({ isChosen }) => isChosen)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    desk.operations.undoLast();
    await settle();
    expect(thread()).toMatchObject({ severity: 1, status: 'to-decide' });
    expect(desk.toasts.list.value.at(-1)?.text).toBe('Taken back: @t1');
  });

  it('offers to undo only the last of several corrections of one thread, and z goes back through all', async () => {
    const { desk, server, thread } = await opened({ severity: 2 });
    for (const severity of [3, 4] as const) {
      const selected = desk.nav.selected();
      if (selected) await desk.operations.run(correct(desk, selected, { severity }));
    }
    expect(desk.toasts.list.value.map(({ text }) => text)).toEqual(['Severity: Blame']);
    desk.operations.undoLast();
    await settle();
    expect(thread()?.severity).toBe(3);
    desk.operations.undoLast();
    await settle();
    expect(server.state.requests.slice(2)).toEqual(['withdraw-judgement t1 v3', 'withdraw-judgement t1 v4']);
  });

  it('sends the judgement back, not its opposite, when it is undone', async () => {
    const { desk, server } = await opened(FOREIGN);
    const selected = desk.nav.selected();
    if (selected) await desk.operations.run(judgeNot(desk, selected));
    desk.operations.undoLast();
    await settle();
    expect(server.state.requests).toEqual(['judge t1 v1', 'withdraw-judgement t1 v2']);
    expect(desk.book.get('t1')?.status).toBe('to-decide');
  });
});

describe('the spot check', () => {
  const viewer = { agent: 'Sam', now: 0 };
  const asked = { status: 'not-complaint', spotCheck: { day: '2026-11-20', answered: false } } as const;

  it('has what nobody has answered yet', () => {
    expect(belongs('spot-check', aThread('t1', asked), viewer)).toBe(true);
    expect(belongs('not-complaint', aThread('t1', asked), viewer)).toBe(true);
    expect(belongs('spot-check', aThread('t1', { status: 'not-complaint' }), viewer)).toBe(false);
    const answered = { ...asked, spotCheck: { ...asked.spotCheck, answered: true } };
    expect(belongs('spot-check', aThread('t1', answered), viewer)).toBe(false);
  });
});
