// Puts the brand's answer under a post of a Mastodon server, never more public than the post, and finds it again.
import type { Visibility } from '../../domain/mention.ts';
import type { Measure } from '../../domain/reply-permit.ts';
import { textOf } from '../html-text.ts';
import type { AnsweredPost, OwnReply, ReplyOrder } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import type { MastodonClient } from './mastodon-client.ts';
import { contextSchema, statusSchema } from './mastodon-wire.ts';

/** What a server allows; these are Mastodon's own until the server has said otherwise. */
export interface Limits {
  readonly characters: number;
  readonly perLink: number;
}

/** `unlisted` for public posts: an answer belongs into its thread, not into the public timelines. */
const ANSWER_VISIBILITY: Readonly<Record<Visibility, string>> = {
  public: 'unlisted',
  unlisted: 'unlisted',
  followers: 'private',
  private: 'direct',
};

export async function reply(client: MastodonClient, order: ReplyOrder): Promise<OwnReply> {
  const { post, sendKey } = order;
  // Some servers publish an answer to a post that is gone as a post of its own.
  await client.get(`/api/v1/statuses/${encodeURIComponent(post.id)}`, {}, statusSchema);
  const json = {
    status: addressedText(order.text, post),
    in_reply_to_id: post.id,
    visibility: ANSWER_VISIBILITY[post.visibility],
  };
  const status = await client.post('/api/v1/statuses', json, { schema: statusSchema, idempotencyKey: sendKey });
  return ownReply(status);
}

export async function findOwnReply(client: MastodonClient, order: ReplyOrder): Promise<OwnReply | undefined> {
  const { id } = await client.own();
  const path = `/api/v1/statuses/${encodeURIComponent(order.post.id)}/context`;
  const thread = await client.get(path, {}, contextSchema).catch((error: unknown) => {
    if (error instanceof NotFound) return { descendants: [] };
    throw error;
  });
  const found = thread.descendants
    .flatMap((item) => statusSchema.safeParse(item).data ?? [])
    .find(
      (status) =>
        status.account.id === id &&
        status.in_reply_to_id === order.post.id &&
        sameWords(textOf(status.content), order.text),
    );
  return found && ownReply(found);
}

/** Counts as Mastodon does: a link has a fixed length, of a mention only the name counts; what is added counts too. */
export function measure(text: string, post: AnsweredPost, limits: Limits): Measure {
  const counted = addressedText(text, post)
    .replace(/https?:\/\/\S+/g, 'x'.repeat(limits.perLink))
    .replace(/(@[\w.-]+)@[\w.-]*\w/g, '$1');
  const length = [...counted.normalize('NFC')].length;
  return { length, max: limits.characters, unit: 'character', fits: length <= limits.characters };
}

/** Without the author's address nobody is told of the answer. */
function addressedText(text: string, { replyRef, author }: AnsweredPost): string {
  const address = `@${replyRef['acct'] ?? author.handle}`;
  const words = text.toLowerCase().match(/@[\w.-]+(@[\w.-]*\w)?/g) ?? [];
  return words.some((word) => word === address.toLowerCase()) ? text : `${address} ${text}`;
}

function ownReply({ id, url }: { readonly id: string; readonly url?: string | null | undefined }): OwnReply {
  return { nativeId: id, ...(url ? { url } : {}) };
}
