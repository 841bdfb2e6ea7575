// Looks again at posts of X heard earlier: what was deleted, hidden or edited since.
import type { Clock } from '../../domain/time.ts';
import type { Meter } from '../meter.ts';
import { refreshed } from '../page.ts';
import type { AnsweredPost, Refreshed } from '../platform.ts';
import type { XClient } from './x-client.ts';
import { type LookedUp, lookUp } from './x-lookup.ts';
import { toMention } from './x-mapper.ts';
import { answeredId } from './x-permit.ts';
import type { XPost } from './x-wire.ts';

interface XLooking {
  readonly client: XClient;
  readonly clock: Clock;
  readonly userId: string;
  readonly meter: Meter | undefined;
}

const X_ID = /^\d{1,19}$/;

/** What X says of each post; one of which it says nothing is left out. Old words of an edited post are asked for anew. */
export async function look(looking: XLooking, posts: readonly AnsweredPost[]): Promise<Refreshed[]> {
  // X refuses a whole call for one id that is none of its own; a post that was imported may have such a one.
  const named = posts.filter((post) => X_ID.test(answeredId(post)));
  if (named.length === 0) return [];
  const first = await lookUp(looking, named.map(answeredId), 'read');
  const edited = [...first.found.values()].filter(({ id, latestId }) => id !== latestId);
  const latest = [...new Set(edited.map((post) => post.latestId))];
  const second = latest.length > 0 ? await lookUp(looking, latest, 'read') : NOTHING;
  return named.flatMap((known): Refreshed[] => {
    const asked = first.found.get(answeredId(known));
    const latestId = asked?.latestId ?? answeredId(known);
    if (first.gone.has(latestId) || second.gone.has(latestId)) return [{ id: known.id, gone: true }];
    const standing = second.found.get(latestId) ?? first.found.get(latestId);
    return standing === undefined ? [] : refreshed(known.id, () => mentionOf(standing, known, looking));
  });
}

const NOTHING: LookedUp = { found: new Map(), gone: new Set() };

/** Names of authors cost extra on X, so the one that is known stays. */
function mentionOf(post: XPost, known: AnsweredPost, { userId }: XLooking) {
  const mention = toMention(post, { source: 'x:refresh', userId, addressed: known.addressed, users: new Map() });
  return { ...mention, id: known.id, author: known.author, visibility: known.visibility };
}
