// Team chat through Amazon Q Developer in chat applications: an SNS message in its custom-notification format.
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Alert } from '../domain/alert.ts';
import { silenceOf } from '../platforms/http-failures.ts';
import { Unavailable } from '../platforms/platform-errors.ts';
import type { TeamChat } from './team-chat.ts';

/** `client` must not try again by itself: SNS takes the same message twice. */
export function snsChat(client: SNSClient, topicArn: string): TeamChat {
  return { name: 'sns', announce: (alert) => publish(client, topicArn, alert) };
}

async function publish(client: SNSClient, TopicArn: string, alert: Alert): Promise<void> {
  try {
    await client.send(new PublishCommand({ TopicArn, Message: JSON.stringify(customNotification(alert)) }));
  } catch (cause) {
    // An answer with a status means that SNS refused.
    const answered = cause instanceof Error && '$response' in cause && cause.$response !== undefined;
    if (!answered) throw silenceOf({ call: 'SNS: Publish', acts: true }, cause);
    throw new Unavailable(`the alerts topic refused the message: ${cause.message}`, { cause, mayHaveActed: false });
  }
}

/** Anything outside this schema is dropped without a word. Source: AWS, "Custom notifications", Amazon Q Developer in chat applications. */
export function customNotification(alert: Alert) {
  const facts = alert.facts.map(([label, value]) => `*${label}:* ${plain(value)}`);
  return {
    version: '1.0',
    source: 'custom',
    id: alert.id,
    content: {
      textType: 'client-markdown',
      title: plain(alert.title),
      description: [plain(alert.excerpt), ...facts].join('\n'),
      nextSteps: [`<${alert.url}|Open in Earshot>`],
    },
    metadata: {
      threadId: alert.id,
      summary: plain(alert.title),
      eventType: alert.about,
      relatedResources: [alert.url],
    },
  };
}

/** Markdown and mentions of a post are shown as the characters they are. */
function plain(text: string): string {
  return text
    .replace(/[<>*_`~|]/g, ' ')
    .replaceAll('](', ']\u200b(')
    .replace(/@(?=\w)/g, '@\u200b');
}
