// Team chat by an incoming webhook in Slack's format, which Mattermost and Discord (with `/slack` appended) take too.
import type { Alert } from '../domain/alert.ts';
import type { TeamChat } from './team-chat.ts';

/** Posts JSON to an absolute address. Throws the errors of platform-errors.ts. */
export type PostJson = (url: string, body: unknown) => Promise<void>;

/**
 * `text` is the notification and, with `attachments`, all that Mattermost and Discord show; Slack renders the same.
 * Source: Slack, "Sending messages using incoming webhooks"; Mattermost, "Incoming webhooks".
 */
export function slackChat(webhookUrl: string, postJson: PostJson): TeamChat {
  return { name: 'slack', announce: (alert) => postJson(webhookUrl, slackMessage(alert)) };
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

/** A post must not call the whole channel or break out of the message: Slack's three control characters, and @ mentions. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u200b');
}
