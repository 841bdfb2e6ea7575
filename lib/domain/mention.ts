// A post on a network that concerns the brand, in the one form all networks are mapped to.
import * as z from 'zod';
import { type Instant, instantSchema, plus } from './time.ts';

/** A network's short name as it stands in keys and settings: `x`, `bluesky`, `mastodon`, or an imported one such as `trustpilot`. */
export const networkSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,29}$/, 'a network is a short lower-case name such as x, bluesky or mastodon');

/** Ids are opaque text: numbers beyond 2^53 lose digits, so a number is refused rather than rounded. */
const MAX_ID_BYTES = 500;
const nativeIdSchema = z
  .string()
  .min(1)
  .refine((id) => Buffer.byteLength(id) <= MAX_ID_BYTES, `an id may have at most ${MAX_ID_BYTES} bytes`);

const webAddressSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .optional();

export const authorSchema = z.object({
  id: nativeIdSchema,
  handle: z.string().min(1).max(300),
  name: z.string().max(300).optional(),
  followers: z.number().int().nonnegative().optional(),
  url: webAddressSchema,
});

export const VISIBILITIES = ['public', 'unlisted', 'followers', 'private'] as const;

export const mentionSchema = z.object({
  network: networkSchema,
  /** The network's id of the post; for an edited post the id of its first version. */
  id: nativeIdSchema,
  text: z.string().max(20_000),
  author: authorSchema,
  createdAt: instantSchema,
  /** When its author last changed it; a post heard before is brought up to these words. */
  editedAt: instantSchema.optional(),
  url: webAddressSchema,
  /** Id of the post this one answers. */
  inReplyTo: nativeIdSchema.optional(),
  /** Id of the first post of the network's conversation. */
  threadRoot: nativeIdSchema.optional(),
  visibility: z.enum(VISIBILITIES).default('public'),
  /** Whether the author addressed the brand (an @mention or a reply to it), as opposed to a keyword hit. */
  addressed: z.boolean().default(false),
  /** What the network's adapter needs later to answer this post (e.g. Bluesky's record references). */
  replyRef: z.record(z.string(), z.string()).default({}),
  /** How it was heard: the source's id, e.g. `x:mentions:44`, or `import`. */
  source: z.string().min(1).max(200),
  /** Part of the product's sample, never of a real account. */
  sample: z.boolean().default(false),
  /** Loaded from history on request: stored and shown, but nobody is alerted. */
  backfill: z.boolean().default(false),
});

export type Mention = z.infer<typeof mentionSchema>;
export type Author = z.infer<typeof authorSchema>;
export type Visibility = (typeof VISIBILITIES)[number];

const HISTORY_AFTER = { hours: -24 };

/** Posts older than a day are history when they are loaded: nobody is alerted, and the deadline counts from now. */
export function isHistory(createdAt: Instant, now: Instant): boolean {
  return createdAt < plus(now, HISTORY_AFTER);
}

/** Whether its words may leave the desk, for a team chat: what was written for a smaller circle stays here. */
export function mayLeaveDesk({ visibility }: Pick<Mention, 'visibility'>): boolean {
  return visibility === 'public' || visibility === 'unlisted';
}

/** Whether there is something to read: a post may be a picture alone, and an erased one has lost its words. */
export function hasText({ text }: Pick<Mention, 'text'>): boolean {
  return text.trim() !== '';
}

/** What names a post or an author: a network's ids are unique on that network only. */
export interface NativeRef {
  readonly network: string;
  readonly id: string;
}

/** `x/2083157183716917248`: a post's identity everywhere in Earshot. */
export function postKey(post: NativeRef): string {
  return `${post.network}/${post.id}`;
}
