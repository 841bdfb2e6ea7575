// What Amazon Q Developer shows in a team chat, and what becomes of an alert that the topic does not take.
import type { ServerResponse } from 'node:http';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { customNotification, snsChat } from '../../../lib/chat/sns.ts';
import type { TeamChat } from '../../../lib/chat/team-chat.ts';
import { ALERT, type ChatServer, HOSTILE, startChatServer } from './alerts.ts';

/** Source: AWS, "Custom notifications", Amazon Q Developer in chat applications; what does not fit is dropped without a word. */
const documentedSchema = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.string().min(1).max(256).optional(),
  content: z.strictObject({
    textType: z.enum(['client-markdown']).optional(),
    title: z.string().max(250).optional(),
    description: z.string().min(1).max(8000),
    nextSteps: z.array(z.string().min(1).max(350)).max(10).optional(),
    keywords: z.array(z.string()).optional(),
  }),
  metadata: z
    .strictObject({
      threadId: z.string().optional(),
      summary: z.string().optional(),
      eventType: z.string().optional(),
      relatedResources: z.array(z.string()).optional(),
      additionalContext: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

describe('a custom notification', () => {
  it('has the documented form and leads to the thread', () => {
    const notification = documentedSchema.parse(JSON.parse(JSON.stringify(customNotification(ALERT))));
    expect(notification.content).toEqual({
      textType: 'client-markdown',
      title: 'Complaint on mastodon, case 4821-7305',
      description: 'Where is my parcel? Ring [phone]\n*Why now:* Blame · due in 30 min\n*Followers:* 1200',
      nextSteps: ['<https://desk.example/#/inbox/open/t1|Open in Earshot>'],
    });
    expect(notification.metadata?.threadId).toBe('t1');
  });

  it('lets no post call the channel, hide a link or set its own type', () => {
    const { content } = customNotification({
      ...ALERT,
      title: HOSTILE,
      excerpt: `${HOSTILE} *bold* _it_ ~no~ \`x\``,
      facts: [],
    });
    for (const text of [content.title, content.description]) expect(text).not.toMatch(/[<>*_`~|]|@\w|\]\(/);
  });
});

describe('announcing through the topic', () => {
  let server: ChatServer | undefined;
  afterEach(async () => server?.close());

  async function chatThat(answers: (response: ServerResponse) => void): Promise<TeamChat> {
    server = await startChatServer(answers);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new SNSClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
    return snsChat(client, 'arn:aws:sns:us-east-1:123456789012:alerts');
  }

  it('publishes the notification to the topic', async () => {
    const chat = await chatThat((response) =>
      response.end('<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>'),
    );
    await chat.announce(ALERT);
    const form = new URLSearchParams(server?.bodies[0]);
    expect(form.get('TopicArn')).toBe('arn:aws:sns:us-east-1:123456789012:alerts');
    expect(JSON.parse(form.get('Message') ?? '')).toEqual(customNotification(ALERT));
  });

  it('was certainly not announced when the topic refuses', async () => {
    const refusal =
      '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>';
    const chat = await chatThat((response) => response.writeHead(404, { 'content-type': 'text/xml' }).end(refusal));
    await expect(chat.announce(ALERT)).rejects.toMatchObject({
      name: 'Unavailable',
      mayHaveActed: false,
      message: 'the alerts topic refused the message: Topic does not exist',
    });
  });

  it('may have been announced all the same when the connection breaks', async () => {
    const chat = await chatThat((response) => response.destroy());
    await expect(chat.announce(ALERT)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
  });

  it('was certainly not announced when nobody listens there', async () => {
    const chat = await chatThat((response) => response.end());
    await server?.close();
    server = undefined;
    await expect(chat.announce(ALERT)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
  });
});
