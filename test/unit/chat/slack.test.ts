// What the team reads in Slack, Mattermost and Discord, and what becomes of an alert that the webhook does not take.
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { slackChat, slackMessage } from '../../../lib/chat/slack.ts';
import type { TeamChat } from '../../../lib/chat/team-chat.ts';
import { createHttp } from '../../../lib/platforms/http.ts';
import { NotFound, RateLimited, Unavailable } from '../../../lib/platforms/platform-errors.ts';
import { testClock } from '../../support/test-clock.ts';
import { ALERT, type ChatServer, HOSTILE, startChatServer } from './alerts.ts';

describe('a message for Slack', () => {
  it('leads to the thread and shows the excerpt and the facts', () => {
    expect(slackMessage(ALERT)).toEqual({
      text: '*<https://desk.example/#/inbox/open/t1|Complaint on mastodon, case 4821-7305>*',
      attachments: [
        {
          fallback: 'Complaint on mastodon, case 4821-7305',
          text: 'Where is my parcel? Ring [phone]',
          fields: [
            { title: 'Why now', value: 'Blame · due in 30 min', short: true },
            { title: 'Followers', value: '1200', short: true },
          ],
        },
      ],
    });
  });

  it('lets no post call the channel, hide a link or break out of the message', () => {
    const message = slackMessage({ ...ALERT, title: HOSTILE, excerpt: HOSTILE, facts: [['Cause', HOSTILE]] });
    const [attachment] = message.attachments;
    const shown = [
      message.text.slice(`*<${ALERT.url}|`.length, -'>*'.length),
      attachment?.text,
      attachment?.fields[0]?.value,
    ];
    for (const text of shown) {
      expect(text).not.toMatch(/[<>]|@\w|\]\(|&lt;(?=;)/);
      expect(text).toContain('&lt;!channel&gt;');
      expect(text).toMatch(/&amp;lt;$/);
    }
  });

  it('keeps what is not dangerous as it was written', () => {
    const excerpt = 'I paid £12 & waited [3 weeks] (really) — see #4 at 10:30, mail @ home';
    expect(slackMessage({ ...ALERT, excerpt }).attachments[0]?.text).toBe(excerpt.replace('&', '&amp;'));
  });
});

describe('announcing in Slack', () => {
  let server: ChatServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function chatThat(answers: (response: ServerResponse) => void): Promise<TeamChat> {
    server = await startChatServer(answers);
    const webhook = `${server.url}/services/T1/B2/s3cret`;
    const options = { name: 'Slack', baseUrl: webhook, secrets: [webhook], timeoutMs: 200 };
    return slackChat(createHttp({ fetch, clock: testClock('2026-11-21T09:00:00.000Z').now }, options));
  }

  async function failureOf(answers: (response: ServerResponse) => void): Promise<unknown> {
    return (await chatThat(answers)).announce(ALERT).catch((error: unknown) => error);
  }

  it('posts the message once', async () => {
    const chat = await chatThat((response) => response.end('ok'));
    await chat.announce(ALERT);
    expect(server?.bodies.map((body) => JSON.parse(body))).toEqual([slackMessage(ALERT)]);
  });

  it('says when to come back after too many messages', async () => {
    const failure = await failureOf((response) => response.writeHead(429, { 'retry-after': '30' }).end());
    expect(failure).toBeInstanceOf(RateLimited);
    expect(failure).toMatchObject({ retryAt: '2026-11-21T09:00:30.000Z' });
  });

  it('says that a webhook is gone, which was certainly not announced', async () => {
    expect(await failureOf((response) => response.writeHead(404).end('no_service'))).toBeInstanceOf(NotFound);
  });

  it.each([
    ['the server fails', (response: ServerResponse) => response.writeHead(500).end('oops')],
    ['no answer comes in time', () => undefined],
    ['the connection breaks', (response: ServerResponse) => response.destroy()],
  ])('may have been announced all the same when %s', async (_, answers) => {
    const failure = await failureOf(answers);
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ mayHaveActed: true });
    expect(server?.bodies).toHaveLength(1);
  });

  it('was certainly not announced when nobody listens there', async () => {
    const chat = await chatThat((response) => response.end('ok'));
    await server?.close();
    server = undefined;
    await expect(chat.announce(ALERT)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
  });

  it('never repeats the webhook’s secret address in a failure', async () => {
    const failure = await failureOf((response) =>
      response.writeHead(500).end(`no hook at ${server?.url}/services/T1/B2/s3cret`),
    );
    expect(String(failure)).toContain('500');
    expect(String(failure)).not.toContain('s3cret');
  });
});
