// Whether these words have gone to too many people already: networks take that for spam.
import type { Mention } from '../domain/mention.ts';
import type { Reply } from '../domain/reply.ts';
import { digestOf, othersWithin, personOf, sameTextRule } from '../domain/same-text.ts';
import type { Clock } from '../domain/time.ts';
import type { Db, Write } from '../store/db.ts';
import { countSameText, getSameText } from '../store/same-text.ts';

interface Words {
  readonly text: string;
  /** Who signs. */
  readonly by: string;
  readonly visibility?: 'public' | 'direct' | undefined;
  /** The post that is answered. */
  readonly post: Mention;
}

export interface SameTextRefusal {
  readonly refused: 'same-text';
  readonly network: string;
  /** How many others got the words within a day. */
  readonly people: number;
  /** Why that is the limit, and who says so. */
  readonly rule: string;
  readonly source?: string;
}

/** What is written with the answer, so that no crash can lose the count. */
export interface WordsToCount {
  /** Absent where nobody counts: in private, and on the sample's own network. */
  readonly digest?: string;
  readonly writes: (reply: Reply) => readonly Write[];
}

export async function readSameText(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { text, by, visibility, post }: Words,
): Promise<WordsToCount | SameTextRefusal> {
  const { author, network, sample } = post;
  const digest = digestOf(text, [author.handle, author.name ?? '', by]);
  const isPrivate = visibility === 'direct' || post.visibility === 'private';
  if (digest === undefined || isPrivate || sample) return { writes: () => [] };
  const place = { network, digest };
  const { today, sent } = await getSameText(db, place, clock());
  const to = personOf(post);
  const { people: most, ...rule } = sameTextRule(network);
  const people = othersWithin(sent, to, clock());
  if (people >= most) return { refused: 'same-text', network, people, ...rule };
  return { digest, writes: ({ id, createdAt }) => [countSameText(place, today, { to, replyId: id, at: createdAt })] };
}
