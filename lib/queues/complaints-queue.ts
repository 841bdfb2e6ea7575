// The queue to the team chat: threads that somebody should be told of, and notices about Earshot itself.
import * as z from 'zod';
import type { Notice } from '../domain/notice.ts';
import { parseMessage, type Queue, sendAll } from './queue.ts';

/**
 * `deadline`: an answer is overdue, which is told only when nobody was told of the complaint itself · `deadline-soon`: three
 * quarters of the time to answer have passed · `solution`: the time to solve it has · `promise`: one was broken.
 */
const complaintSchema = z.object({
  threadId: z.string(),
  reason: z.enum(['complaint', 'deadline', 'deadline-soon', 'solution', 'promise', 'rule']),
  /** Which deadline, or which promise: each is told of once. */
  about: z.string().max(100).optional(),
  /** The rule that has the team told, where one has. */
  rule: z.object({ id: z.string(), name: z.string() }).optional(),
});

const noticeSchema = z.object({ notice: z.object({ id: z.string(), title: z.string(), text: z.string() }) });

export type Complaint = z.infer<typeof complaintSchema>;
export type ChatMessage = Complaint | { readonly notice: Notice };

export async function sendComplaint(queue: Queue, complaint: Complaint): Promise<void> {
  await sendAll(queue, [{ body: complaint }]);
}

export async function sendNotice(queue: Queue, notice: Notice): Promise<void> {
  await sendAll(queue, [{ body: { notice } }]);
}

export function parseChatMessage(body: string): ChatMessage {
  // As a union it could not say what is wrong.
  const { notice } = parseMessage(z.looseObject({ notice: z.unknown().optional() }), body);
  return notice === undefined ? parseMessage(complaintSchema, body) : parseMessage(noticeSchema, body);
}
