// What the brand's server allows and offers, asked of it once, and kept with each post so that it is known without asking.
import { askOnce } from '../ask-once.ts';
import type { AnsweredPost } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import type { MastodonReader } from './mastodon-client.ts';
import { instanceSchema } from './mastodon-wire.ts';

export interface Limits {
  /** The most characters of a post. */
  readonly characters: number;
  /** What every link counts, however long it is. */
  readonly perLink: number;
}

export interface Instance {
  readonly limits?: Limits;
  /** Whether it tells of posts that quote one of the brand's. */
  readonly quotes: boolean;
}

const MASTODON_LIMITS: Limits = { characters: 500, perLink: 23 };
/** Mastodon 4.5. */
const QUOTES_SINCE = 7;
const NOTHING_SAID: Instance = { quotes: false };

/** What the server says of itself; asked again where it failed to answer, and not where it has no such thing. */
export function createInstance(reader: MastodonReader): () => Promise<Instance> {
  const instance = askOnce(() => ask(reader));
  // Reading goes on with Mastodon's own limits.
  return () => instance().catch(() => NOTHING_SAID);
}

async function ask(reader: MastodonReader): Promise<Instance> {
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const found = await reader.get(path, {}, instanceSchema).catch(nothingThere);
    if (!found) continue;
    const { configuration, max_toot_chars, api_versions } = found;
    const characters = configuration?.statuses.max_characters ?? max_toot_chars;
    const perLink = configuration?.statuses.characters_reserved_per_url ?? MASTODON_LIMITS.perLink;
    const quotes = (api_versions?.mastodon ?? 0) >= QUOTES_SINCE;
    return { quotes, ...(characters === undefined ? {} : { limits: { characters, perLink } }) };
  }
  return NOTHING_SAID;
}

function nothingThere(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}

/** The limits in the form in which a post carries them. */
export function limitsRef(limits: Limits | undefined): Record<string, string> {
  return limits ? { maxCharacters: String(limits.characters), perLink: String(limits.perLink) } : {};
}

/** The limits a post carries; Mastodon's own where the server had not said any. */
export function limitsIn({ maxCharacters, perLink }: AnsweredPost['replyRef']): Limits {
  return {
    characters: positive(maxCharacters) ?? MASTODON_LIMITS.characters,
    perLink: positive(perLink) ?? MASTODON_LIMITS.perLink,
  };
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
