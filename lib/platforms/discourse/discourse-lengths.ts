// How long and how short a post may be on the brand's forum, asked of it once, and kept with each post so that it is known without asking.
import { askOnce } from '../ask-once.ts';
import type { AnsweredPost } from '../platform.ts';
import type { DiscourseReader } from './discourse-client.ts';
import { siteSettingsSchema } from './discourse-wire.ts';

export interface Lengths {
  readonly most: number;
  readonly least: number;
  /** In private messages. */
  readonly leastInPrivate: number;
}

/** Discourse's own, until the forum has said otherwise. */
const DISCOURSE_LENGTHS: Lengths = { most: 32_000, least: 20, leastInPrivate: 10 };

/** What the forum says; undefined where it fails to, in which case the next poll asks again. */
export function createLengths(reader: DiscourseReader): () => Promise<Lengths | undefined> {
  const lengths = askOnce(() => ask(reader));
  // Reading goes on with Discourse's own lengths.
  return () => lengths().catch(() => undefined);
}

async function ask(reader: DiscourseReader): Promise<Lengths> {
  const settings = await reader.get('/site/settings.json', {}, siteSettingsSchema);
  return {
    most: settings.max_post_length,
    least: settings.min_post_length,
    leastInPrivate: settings.min_personal_message_post_length ?? DISCOURSE_LENGTHS.leastInPrivate,
  };
}

/** The lengths in the form in which a post carries them. */
export function lengthsRef(lengths: Lengths | undefined, isPrivate: boolean): Record<string, string> {
  if (!lengths) return {};
  const least = isPrivate ? lengths.leastInPrivate : lengths.least;
  return { maxLength: String(lengths.most), minLength: String(least) };
}

/** The lengths a post carries; Discourse's own where the forum had not said any. */
export function lengthsIn({ replyRef, visibility }: Pick<AnsweredPost, 'replyRef' | 'visibility'>) {
  const usual = visibility === 'private' ? DISCOURSE_LENGTHS.leastInPrivate : DISCOURSE_LENGTHS.least;
  return {
    most: numberIn(replyRef['maxLength'], 1) ?? DISCOURSE_LENGTHS.most,
    least: numberIn(replyRef['minLength'], 0) ?? usual,
  };
}

function numberIn(text: string | undefined, least: number): number | undefined {
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isInteger(number) && number >= least ? number : undefined;
}
