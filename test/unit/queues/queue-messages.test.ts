// What comes out of a queue is a message this version can read, or a reason why not.
import { describe, expect, it } from 'vitest';
import { type Mention, mentionSchema } from '../../../lib/domain/mention.ts';
import { handleBatch } from '../../../lib/queues/batch.ts';
import { parseChatMessage } from '../../../lib/queues/complaints-queue.ts';
import { parseMention } from '../../../lib/queues/mentions-queue.ts';
import { parseOutboxMessage } from '../../../lib/queues/outbox-queue.ts';
import { UnreadableMessage } from '../../../lib/queues/queue.ts';

const mention: Mention = mentionSchema.parse({
  network: 'x',
  id: '44',
  text: 'Where is my parcel?',
  author: { id: '7', handle: 'ana' },
  createdAt: '2026-11-21T09:30:00Z',
  source: 'x:mentions:44',
});

function reasonOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof UnreadableMessage) return error.message;
    throw error;
  }
  return 'it was read';
}

describe('a message of the mentions queue', () => {
  it('is the post that was sent', () => {
    expect(parseMention(JSON.stringify({ mention }))).toEqual(mention);
  });

  it('that is not JSON says so, with its beginning', () => {
    expect(reasonOf(() => parseMention('<html>oops'))).toBe('not JSON: <html>oops');
    expect(reasonOf(() => parseMention('x'.repeat(1000)))).toHaveLength('not JSON: '.length + 80);
  });

  it('that is another thing says which field is wrong and how', () => {
    const broken = { ...mention, id: 44, createdAt: 'soon' };
    const reason = reasonOf(() => parseMention(JSON.stringify({ mention: broken })));
    expect(reason).toMatch(/expected string, received number[\s\S]*at mention\.id/);
    expect(reason).toMatch(/expected a time such as 2026-11-21T09:30:00Z[\s\S]*at mention\.createdAt/);
  });

  it('that holds nothing says so', () => {
    expect(reasonOf(() => parseMention('{}'))).toBe('the message holds neither a mention nor an unreadable piece');
    for (const body of ['null', '[]', '7', '"x"'])
      expect(reasonOf(() => parseMention(body))).toMatch(/expected object/);
  });

  it('that a network sent unreadable gives the network’s reason', () => {
    const unreadable = { source: 'x:mentions:44', raw: '{"id":1}', reason: 'id: expected string' };
    expect(reasonOf(() => parseMention(JSON.stringify({ unreadable })))).toBe(
      'x:mentions:44 sent what could not be read: id: expected string',
    );
  });

  it('does not repeat the post’s text in its reason: that goes to the log', () => {
    const broken = { ...mention, text: 'my secret', network: 'X' };
    expect(reasonOf(() => parseMention(JSON.stringify({ mention: broken })))).not.toContain('my secret');
  });
});

describe('a message of the other queues', () => {
  it('names what it is about', () => {
    const complaint = '{"threadId":"t1","reason":"deadline"}';
    expect(parseChatMessage(complaint)).toEqual({ threadId: 't1', reason: 'deadline' });
    expect(parseOutboxMessage('{"threadId":"t1","replyId":"r1"}')).toEqual({ threadId: 't1', replyId: 'r1' });
  });

  it('is refused when it does not', () => {
    expect(reasonOf(() => parseChatMessage('{"threadId":1}'))).toMatch(/at threadId/);
    expect(reasonOf(() => parseChatMessage('{"threadId":"t1","reason":"fun"}'))).toMatch(/at reason/);
    expect(reasonOf(() => parseChatMessage('oops'))).toBe('not JSON: oops');
    expect(reasonOf(() => parseOutboxMessage('{"threadId":"t1"}'))).toMatch(/at replyId/);
    expect(reasonOf(() => parseOutboxMessage(''))).toBe('not JSON: ');
  });
});

function record(messageId: string) {
  return { messageId, body: `body of ${messageId}` };
}

describe('a batch', () => {
  it('reports those messages that failed, and them alone, so that they are delivered again', async () => {
    const worked: string[] = [];
    const logged: string[] = [];
    const log = { error: (message: string) => logged.push(message) };
    const handle = async (body: string) => {
      if (body.endsWith('2') || body.endsWith('4')) throw new Error('no');
      worked.push(body);
    };
    const result = await handleBatch({ Records: ['1', '2', '3', '4', '5'].map(record) }, handle, log);
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '4' }] });
    expect(worked).toEqual(['body of 1', 'body of 3', 'body of 5']);
    expect(logged).toEqual(['message 2 failed and is delivered again', 'message 4 failed and is delivered again']);
  });
});
