// What surrounds an answer while it is written: suggestions, the draft on the server, the promise that goes with it.
import { describe, expect, it } from 'vitest';
import type { DraftView, SuggestionsView } from '../../../lib/api/action-schemas.ts';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import { Refused, Unreachable } from '../../../ui/src/shared/api.ts';
import { createDrafts } from '../../../ui/src/shared/drafts.ts';
import { typing } from '../../../ui/src/shared/presence.ts';
import { createThreadBook } from '../../../ui/src/shared/thread-book.ts';
import { createThreadPages } from '../../../ui/src/shared/thread-pages.ts';
import { createWriting } from '../../../ui/src/shared/writing.ts';
import { aShelf, aThread, openDesk, settle, smallServer } from './small-server.ts';

const ANAS: DraftView = { text: 'Ana begins', by: 'Ana', at: '2026-11-21T08:59:00.000Z', version: 3, isBehind: false };

async function rig(given: { draft?: DraftView; suggestions?: SuggestionsView; allowed?: boolean } = {}) {
  const server = smallServer([aThread('t1')]);
  server.state.allowed = given.allowed ?? true;
  const world = { draft: given.draft, down: false, tasks: [] as (() => void)[], kept: [] as string[], checks: 0 };
  const api = {
    ...server.api,
    thread: async (id: string): Promise<ThreadPage> => ({
      ...(await server.api.thread(id)),
      ...(world.draft ? { draft: world.draft } : {}),
    }),
    suggestions: async () => given.suggestions ?? { saved: [] },
    keepDraft: async (_id: string, { text, version }: { text: string; version: number }) => {
      if (world.down) throw new Unreachable('Gone.');
      if (world.draft && version !== world.draft.version)
        throw new Refused({ status: 412, code: 'stale', title: 'Stale.' });
      world.draft = { ...ANAS, text, by: 'Sam', version: version + 1 };
      world.kept.push(text);
      return world.draft;
    },
    check: async (_id: string, { text }: { text: string }) => {
      world.checks += 1;
      const promises = text.includes('Friday') ? [{ text, dueAt: '2026-11-27T17:00:00.000Z' }] : [];
      return {
        measure: { length: text.length, max: 280, unit: 'character' as const, fits: true },
        findings: [],
        promises,
      };
    },
  };
  const drafts = createDrafts(aShelf());
  const pages = createThreadPages(api, createThreadBook());
  const later = (_milliseconds: number, task: () => void) => {
    world.tasks.push(task);
    return () => void (world.tasks = world.tasks.filter((other) => other !== task));
  };
  const writing = createWriting({ api, drafts, pages, later });
  drafts.load('reply', 't1');
  await pages.ensure('t1');
  await writing.open('t1');
  /** The hands rest: what waits for that is done. */
  const rest = async () => {
    for (const task of world.tasks.splice(0)) task();
    await settle();
  };
  return { world, drafts, pages, writing, rest, text: () => drafts.get('reply', 't1')?.text };
}

const SUGGESTED: SuggestionsView = {
  saved: [],
  draft: { text: 'Sorry, Ada. We look into it today.', savedReplyId: 's1', source: 'Saved reply “Late”' },
};

describe('what could be sent', () => {
  it('stands in an empty place with where it comes from, is no draft yet, and is kept nowhere', async () => {
    const { drafts, world, rest, text } = await rig({ suggestions: SUGGESTED });
    expect(text()).toBe('Sorry, Ada. We look into it today.');
    expect(drafts.get('reply', 't1')).toMatchObject({ suggested: 'Saved reply “Late”', savedReplyId: 's1' });
    expect(drafts.has('t1')).toBe(false);
    await rest();
    expect(world.kept).toEqual([]);
  });

  it('becomes the agent’s as soon as it is changed, and still counts as that saved reply', async () => {
    const { drafts, writing, world, rest } = await rig({ suggestions: SUGGESTED });
    writing.wrote('t1', 'Sorry, Ada. Today!');
    expect(drafts.get('reply', 't1')).toEqual({ text: 'Sorry, Ada. Today!', savedReplyId: 's1' });
    await rest();
    expect(world.kept).toEqual(['Sorry, Ada. Today!']);
  });

  it('never takes the place of a draft, be it from here or from a colleague', async () => {
    const { text } = await rig({ suggestions: SUGGESTED, draft: ANAS });
    expect(text()).toBe('Ana begins');
  });

  it('does not come back while the agent has emptied the box', async () => {
    const { writing, text } = await rig({ suggestions: SUGGESTED });
    writing.wrote('t1', '');
    await writing.open('t1');
    expect(text()).toBe('');
  });

  it('is nothing where nothing can be sent', async () => {
    const { text } = await rig({ suggestions: SUGGESTED, allowed: false });
    expect(text()).toBe('');
  });

  it('asks after two weeks whether it holds', async () => {
    const { text } = await rig({ suggestions: { ...SUGGESTED, followUp: { text: 'Does it still hold?' } } });
    expect(text()).toBe('Does it still hold?');
  });
});

describe('a draft', () => {
  it('goes to the server once the hands rest, with the version that was seen', async () => {
    const { writing, world, rest } = await rig();
    writing.wrote('t1', 'D');
    writing.wrote('t1', 'Dear Ada');
    await rest();
    writing.wrote('t1', 'Dear Ada,');
    await rest();
    expect(world.kept).toEqual(['Dear Ada', 'Dear Ada,']);
  });

  it('of a colleague is taken over, and written on', async () => {
    const { writing, world, rest, text } = await rig({ draft: ANAS });
    expect(text()).toBe('Ana begins');
    writing.wrote('t1', 'Ana begins, Sam ends');
    await rest();
    expect(world.draft?.text).toBe('Ana begins, Sam ends');
  });

  it('written by two at once stands twice until somebody chooses: nothing is written over unseen', async () => {
    const { writing, world, rest, text } = await rig();
    writing.wrote('t1', 'Mine');
    world.draft = ANAS;
    await rest();
    expect(text()).toBe('Mine');
    expect(writing.other('t1')).toMatchObject({ by: 'Ana', text: 'Ana begins' });
    writing.wrote('t1', 'Mine, longer');
    await rest();
    expect(world.draft.text).toBe('Ana begins');
    writing.keepMine('t1');
    await settle();
    expect(world.draft).toMatchObject({ text: 'Mine, longer', by: 'Sam' });
    expect(writing.other('t1')).toBeUndefined();
  });

  it('of the colleague may be taken instead', async () => {
    const { writing, world, rest, text } = await rig();
    writing.wrote('t1', 'Mine');
    world.draft = ANAS;
    await rest();
    writing.takeTheirs('t1');
    expect(text()).toBe('Ana begins');
    await rest();
    expect(world.kept).toEqual([]);
  });

  it('goes to the server when the connection is back', async () => {
    const { writing, world, rest } = await rig();
    world.down = true;
    writing.wrote('t1', 'In the tunnel');
    await rest();
    expect(world.kept).toEqual([]);
    world.down = false;
    await rest();
    expect(world.kept).toEqual(['In the tunnel']);
  });

  it('is begun anew after an answer was sent', async () => {
    const { writing, drafts, world, rest } = await rig();
    writing.wrote('t1', 'First');
    await rest();
    world.draft = undefined;
    drafts.clear('reply', 't1');
    writing.sent('t1');
    writing.wrote('t1', 'Second');
    await rest();
    expect(world.kept).toEqual(['First', 'Second']);
  });
});

describe('an agent at the keys', () => {
  it('is told to be typing until a while after the last letter', async () => {
    const { writing, rest } = await rig();
    expect(typing.value).toBe(false);
    writing.wrote('t1', 'D');
    expect(typing.value).toBe(true);
    await rest();
    expect(typing.value).toBe(false);
  });

  it('types no more once another thread is open', async () => {
    const { desk } = await openDesk(smallServer([aThread('t1'), aThread('t2')]));
    desk.writing.wrote('t1', 'D');
    desk.nav.open('t1');
    expect(typing.value).toBe(true);
    desk.nav.open('t2');
    expect(typing.value).toBe(false);
  });
});

describe('a date in an answer', () => {
  it('is promised with exactly the text it was found in, unless the agent takes it off', async () => {
    const { writing, rest } = await rig();
    writing.wrote('t1', 'Your refund is there by Friday.');
    expect(writing.promise('t1', 'Your refund is there by Friday.')).toBeUndefined();
    await rest();
    expect(writing.promise('t1', 'Your refund is there by Friday.')?.dueAt).toBe('2026-11-27T17:00:00.000Z');
    expect(writing.promise('t1', 'Your refund is there by Monday.')).toBeUndefined();
    writing.togglePromise('t1');
    expect(writing.promise('t1', 'Your refund is there by Friday.')).toBeUndefined();
  });
});
