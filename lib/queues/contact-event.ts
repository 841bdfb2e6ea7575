// What a call centre and a text-message service tell of customers: Amazon Connect through EventBridge, AWS SMS through SNS.
import * as z from 'zod';
import type { Call } from '../domain/call.ts';
import { type Instant, instantSchema } from '../domain/time.ts';

export interface TextMessage {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly at: Instant;
}

export type ContactEvent =
  | { readonly type: 'call'; readonly call: Call; readonly at: Instant }
  | { readonly type: 'sms'; readonly message: TextMessage }
  /** Nothing of a customer: a chat, a task. */
  | { readonly type: 'other' };

const time = instantSchema.optional().catch(undefined);

/**
 * All names in small letters: AWS writes some of these fields both as `agentArn` and `AgentARN`. Source: Amazon Connect,
 * "Contact events"; its samples carry no number of the caller. `customerendpoint` is what the contact record calls it.
 */
const connectSchema = z.object({
  source: z.literal('aws.connect'),
  time: instantSchema,
  detail: z.object({
    contactid: z.string().min(1).max(256),
    channel: z.string(),
    initiationmethod: z.string().optional(),
    initiationtimestamp: time,
    disconnecttimestamp: time,
    customerendpoint: z
      .object({ address: z.string().max(256).optional() })
      .optional()
      .catch(undefined),
    agentinfo: z
      .object({ agentarn: z.string().optional(), connectedtoagenttimestamp: time })
      .optional()
      .catch(undefined),
  }),
});

const snsSchema = z.object({
  Records: z.array(z.object({ Sns: z.object({ Message: z.string(), Timestamp: instantSchema }) })).length(1),
});

/** Source: AWS End User Messaging SMS, "Example of a two-way SMS message payload". */
const smsSchema = z.object({
  originationNumber: z.string().min(1).max(100),
  messageBody: z.string().max(20_000),
  inboundMessageId: z.string().min(1).max(256),
});

const FROM_CUSTOMER = ['INBOUND', 'WEBRTC_API', 'TRANSFER', 'QUEUE_TRANSFER'];

/** Throws for an event that is none of these: it is tried again, and then set aside for a person. */
export function parseContactEvent(event: unknown): ContactEvent {
  const sns = snsSchema.safeParse(event);
  if (sns.success) return { type: 'sms', message: textMessageIn(sns.data.Records) };
  const { detail, time: at } = connectSchema.parse(inSmallLetters(event));
  if (detail.channel.toUpperCase() !== 'VOICE') return { type: 'other' };
  const { customerendpoint, agentinfo, initiationmethod } = detail;
  const fields = {
    number: customerendpoint?.address,
    startedAt: detail.initiationtimestamp,
    connectedAt: agentinfo?.connectedtoagenttimestamp,
    endedAt: detail.disconnecttimestamp,
    agent: agentinfo?.agentarn?.split('/').at(-1),
    direction: initiationmethod && (FROM_CUSTOMER.includes(initiationmethod) ? ('in' as const) : ('out' as const)),
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
  return { type: 'call', call: { contactId: detail.contactid, ...given }, at };
}

function textMessageIn([record]: z.infer<typeof snsSchema>['Records']): TextMessage {
  if (!record) throw new Error('an SNS event without a record');
  const { originationNumber, messageBody, inboundMessageId } = smsSchema.parse(jsonIn(record.Sns.Message));
  return { id: inboundMessageId, from: originationNumber, text: messageBody, at: record.Sns.Timestamp };
}

/** Not the parser's own error: it quotes what a customer wrote, and errors reach the log. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('a text message arrived that is not JSON; the topic must carry the two-way messages of AWS alone');
  }
}

function inSmallLetters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSmallLetters);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.toLowerCase(), inSmallLetters(each)]));
}
