// The queue between understanding and the team chat: threads that somebody should be told of.
import * as z from 'zod';
import { parseMessage, type Queue, sendAll } from './queue.ts';

/** `deadline`: an answer is overdue, which is told only when nobody was told of the complaint itself. */
const complaintSchema = z.object({ threadId: z.string(), reason: z.enum(['complaint', 'deadline']) });

export type Complaint = z.infer<typeof complaintSchema>;

export async function sendComplaint(queue: Queue, complaint: Complaint): Promise<void> {
  await sendAll(queue, [{ body: complaint }]);
}

export function parseComplaint(body: string): Complaint {
  return parseMessage(complaintSchema, body);
}
