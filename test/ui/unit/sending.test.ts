import { describe, expect, it } from 'vitest';
import { aShelf, aThread, openDesk, settle, smallServer } from './small-server.ts';

const two = () => smallServer([aThread('t1'), aThread('t2')]);

async function write(desk: Awaited<ReturnType<typeof openDesk>>['desk'], threadId: string, text: string) {
  desk.drafts.write('reply', threadId, text);
  await settle();
}

describe('sending a reply', () => {
  it('sends the draft of the thread it was written for, whatever is open by then', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'For the first.');
    desk.nav.move(1);
    await settle();
    expect(desk.nav.selectedId()).toBe('t2');
    expect(desk.sending.refusal('t2')).toBe('Write a reply first.');
    await desk.sending.send('t2');
    expect(server.state.replies).toEqual([]);
    await desk.sending.send('t1');
    expect(server.state.replies.map((reply) => [reply.threadId, reply.text])).toEqual([['t1', 'For the first.']]);
  });

  it('sends nothing before that thread has been read', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    desk.drafts.write('reply', 't9', 'Too early.');
    expect(desk.sending.refusal('t9')).toBe('The conversation is still loading.');
    await desk.sending.send('t9');
    expect(server.state.requests).toEqual([]);
  });

  it('states the version the agent saw', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    server.change('t1', {});
    await desk.sending.send('t1');
    expect(server.state.requests[0]).toContain('reply t1 R1 v1');
    expect(server.state.replies).toEqual([]);
  });

  it('keeps the draft and says who was first when a colleague replied', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'My answer');
    server.colleagueReplies('t1');
    await desk.sending.send('t1');
    expect(desk.sending.conflict('t1')).toBe('Ana replied 20 s ago. Your draft is kept.');
    expect(desk.drafts.get('reply', 't1')?.text).toBe('My answer');
  });

  it('sends the same text with the same id again after a lost answer', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    server.disconnect();
    await desk.sending.send('t1');
    await desk.sending.send('t1');
    expect(server.state.requests).toEqual(['reply t1 R1 v1: Hello', 'reply t1 R1 v1: Hello']);
  });

  it('takes another text for another reply', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    server.disconnect();
    await desk.sending.send('t1');
    await write(desk, 't1', 'Good morning');
    await desk.sending.send('t1');
    expect(server.state.requests).toEqual(['reply t1 R1 v1: Hello', 'reply t1 R2 v1: Good morning']);
  });

  it('keeps the id of a send whose answer was lost through a reload', async () => {
    const server = two();
    const shelf = aShelf();
    const { desk } = await openDesk(server, shelf);
    await write(desk, 't1', 'Hello');
    server.disconnect();
    await desk.sending.send('t1');
    const { desk: reloaded } = await openDesk(server, shelf);
    await reloaded.sending.send('t1');
    expect(server.state.requests.map((request) => request.split(' v')[0])).toEqual(['reply t1 R1', 'reply t1 R1']);
  });

  it('sends once when asked twice at the same moment', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    await Promise.all([desk.sending.send('t1'), desk.sending.send('t1')]);
    expect(server.state.requests).toHaveLength(1);
  });

  it('turns a reply taken back into a draft again and shows its thread', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    desk.nav.advanceAfter(() => void desk.sending.send('t1'));
    await settle();
    expect(desk.lists.visible('open')).toEqual(['t2']);
    desk.operations.undoLast();
    await settle();
    expect(server.state.requests.at(-1)).toBe('withdraw-reply t1');
    expect(desk.nav.selectedId()).toBe('t1');
    expect(desk.drafts.get('reply', 't1')?.text).toBe('Hello');
    expect(desk.lists.visible('open')).toEqual(['t1', 't2']);
  });

  it('offers no second undo of a reply that was taken back in the conversation', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    await desk.sending.send('t1');
    const [reply] = server.state.replies;
    if (!reply) throw new Error('the reply did not reach the server');
    await desk.sending.withdraw(reply);
    expect(desk.toasts.list.value.map((toast) => toast.text)).toEqual(['Reply taken back; it is a draft again.']);
    desk.operations.undoLast();
    expect(desk.toasts.list.value.at(-1)?.text).toBe('Nothing to undo.');
  });

  it('brings the thread back, loudly, when the network refused the reply', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'Hello');
    await desk.sending.send('t1');
    const [reply] = server.state.replies;
    if (!reply) throw new Error('the reply did not reach the server');
    server.state.replies = [{ ...reply, state: 'failed', problem: 'The account is locked.' }];
    await desk.sending.watch([server.change('t1', {})]);
    expect(desk.toasts.list.value.at(-1)?.text).toBe('The reply to @t1 was not sent. The account is locked.');
    expect(desk.lists.visible('open')).toEqual(['t1', 't2']);
    expect(desk.drafts.get('reply', 't1')?.text).toBe('Hello');
  });

  it('refuses what the network does not allow or cannot hold, in words', async () => {
    const server = two();
    const { desk } = await openDesk(server);
    await write(desk, 't1', 'a'.repeat(281));
    expect(desk.sending.refusal('t1')).toBe('Too long: 281 of 280.');
    server.state.allowed = false;
    await desk.pages.load('t1');
    expect(desk.sending.refusal('t1')).toBe('Not here.');
  });
});
