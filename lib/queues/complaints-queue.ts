// The queue between understanding and the team chat: threads that somebody should be told of.
import { z } from 'zod';
import { parseMessage, type Queue, sendAll } from './queue.ts';

const complaintSchema = z.object({ threadId: z.string() });

export type Complaint = z.infer<typeof complaintSchema>;

export async function sendComplaint(queue: Queue, complaint: Complaint): Promise<void> {
  await sendAll(queue, [{ body: complaint }]);
}

export function parseComplaint(body: string): Complaint {
  return parseMessage(complaintSchema, body);
}
