// The queue to the team chat: threads that somebody should be told of, and notices about Earshot itself.
import * as z from 'zod';
import type { Notice } from '../domain/notice.ts';
import { parseMessage, type Queue, sendAll } from './queue.ts';

/** `deadline`: an answer is overdue, which is told only when nobody was told of the complaint itself. */
const complaintSchema = z.object({ threadId: z.string(), reason: z.enum(['complaint', 'deadline']) });

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
