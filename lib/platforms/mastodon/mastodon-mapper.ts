// Turns a post of a Mastodon server into a mention.
import { type Mention, mentionSchema, type Visibility } from '../../domain/mention.ts';
import { textOf } from '../html-text.ts';
import { withinMention } from '../long-text.ts';
import { type Limits, limitsRef } from './mastodon-limits.ts';
import type { Status } from './mastodon-wire.ts';

export interface MastodonContext {
  readonly source: string;
  /** The brand's account id on its server. */
  readonly ownId: string;
  /** Whether everything in this source addresses the brand, as its notifications do. */
  readonly addressed: boolean;
  /** What the server allows, as far as it has said so. */
  readonly limits?: Limits;
}

const VISIBILITY: Readonly<Record<string, Visibility>> = {
  public: 'public',
  unlisted: 'unlisted',
  private: 'followers',
};

/** A visibility that is not known here is taken for the narrowest. */
export function visibilityOf({ visibility }: Pick<Status, 'visibility'>): Visibility {
  return VISIBILITY[visibility] ?? 'private';
}

export function toMention(status: Status, context: MastodonContext): Mention {
  const { account } = status;
  const name = account.display_name;
  return mentionSchema.parse({
    network: 'mastodon',
    id: status.id,
    text: withinMention([status.spoiler_text ?? '', textOf(status.content)].filter((part) => part !== '').join('\n\n')),
    author: {
      id: account.id,
      handle: account.acct,
      ...(name ? { name } : {}),
      ...(account.followers_count ? { followers: account.followers_count } : {}),
      ...(account.url ? { url: account.url } : {}),
    },
    createdAt: status.created_at,
    ...(status.edited_at ? { editedAt: status.edited_at } : {}),
    ...(status.url ? { url: status.url } : {}),
    ...(status.in_reply_to_id ? { inReplyTo: status.in_reply_to_id } : { threadRoot: status.id }),
    visibility: visibilityOf(status),
    addressed: context.addressed || (status.mentions ?? []).some(({ id }) => id === context.ownId),
    replyRef: { acct: account.acct, ...limitsRef(context.limits) },
    source: context.source,
  });
}
