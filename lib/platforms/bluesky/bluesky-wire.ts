// Bluesky's JSON as far as Earshot reads it: notifications and search results share one form.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

const referenceSchema = z.object({ uri: z.string().startsWith('at://'), cid: z.string().min(1) });

/** A quoted post stands one level deeper when there is a picture beside it. */
const embedSchema = z.object({
  record: z.object({ uri: z.string().optional(), record: z.object({ uri: z.string() }).optional() }).optional(),
});

const facetSchema = z.object({ features: z.array(z.object({ did: z.string().optional() })) });

/** What moderation or the author says of a post or an account. `neg` takes an earlier label back. */
const labelsSchema = z.array(z.object({ val: z.string(), src: z.string().optional(), neg: z.boolean().optional() }));

/** How the account that reads stands to another. `blocking` holds the address of the block. */
const relationSchema = z.object({
  blockedBy: z.boolean().optional(),
  blocking: z.string().optional(),
  blockingByList: z.unknown().optional(),
});

export type Relation = z.output<typeof relationSchema>;

export const blueskyPostSchema = z.object({
  uri: z.string().startsWith('at://'),
  cid: z.string().min(1),
  author: z.object({
    did: z.string().startsWith('did:'),
    handle: z.string().min(1),
    displayName: z.string().optional(),
    viewer: relationSchema.optional(),
    labels: labelsSchema.optional(),
  }),
  record: z.object({
    text: z.string(),
    /** Set by the author's own program and therefore not to be trusted. */
    createdAt: z.string(),
    reply: z.object({ root: referenceSchema, parent: referenceSchema }).optional(),
    facets: z.array(facetSchema).optional(),
    embed: embedSchema.optional().catch(undefined),
  }),
  indexedAt: instantSchema,
  /** Absent in notifications. */
  viewer: z.object({ replyDisabled: z.boolean().optional() }).optional(),
  labels: labelsSchema.optional(),
});

export type BlueskyPost = z.output<typeof blueskyPostSchema>;

export const indexedAtSchema = z.object({ indexedAt: instantSchema });

export const notificationsSchema = z.object({
  notifications: z.array(z.unknown()),
  cursor: z.string().optional(),
});

export const postsSchema = z.object({ posts: z.array(z.unknown()), cursor: z.string().optional() });

export const uriSchema = z.object({ uri: z.string() });

export const profilesSchema = z.object({ profiles: z.array(z.unknown()) });

export const profileSchema = z.object({ did: z.string(), viewer: relationSchema.optional() });

export const sessionSchema = z.object({
  did: z.string().startsWith('did:'),
  handle: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
});

export const handleSchema = z.object({ handle: z.string() });

export const createdSchema = z.object({ uri: z.string().startsWith('at://') });

export const recordSchema = z.object({
  uri: z.string(),
  value: z.object({ reply: z.object({ parent: z.object({ uri: z.string() }) }).optional() }),
});

export const errorSchema = z.object({ error: z.string(), message: z.string().optional() });
