// Team chat by an incoming webhook in Slack's format, which Mattermost and Discord (with `/slack` appended) take too.
import type { Alert } from '../domain/alert.ts';
import type { Http } from '../platforms/http.ts';
import type { TeamChat } from './team-chat.ts';

/**
 * `webhook` is a client on the webhook's address. `text` is the notification and, with `attachments`, what all of them show.
 * Source: Slack, "Sending messages using incoming webhooks"; Mattermost, "Incoming webhooks".
 */
export function slackChat(webhook: Http): TeamChat {
  return {
    name: 'slack',
    announce: async (alert) => {
      const answer = await webhook.send({ method: 'POST', path: '', json: slackMessage(alert) });
      if (!answer.ok) throw webhook.failure(answer);
    },
  };
}

export function slackMessage(alert: Alert) {
  return {
    text: `*<${alert.url}|${escaped(alert.title)}>*`,
    attachments: [
      {
        fallback: alert.title,
        text: escaped(alert.excerpt),
        fields: alert.facts.map(([title, value]) => ({ title, value: escaped(value), short: true })),
      },
    ],
  };
}

/** A post must not call the whole channel or break out of the message: Slack's three control characters, @ mentions, Mattermost's links. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('](', ']\u200b(')
    .replace(/@(?=\w)/g, '@\u200b');
}
