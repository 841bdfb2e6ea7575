// Bluesky's JSON as far as Earshot reads it: notifications and search results share one form.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

const referenceSchema = z.object({ uri: z.string().startsWith('at://'), cid: z.string().min(1) });

/** A quoted post stands one level deeper when there is a picture beside it. */
const embedSchema = z.object({
  record: z.object({ uri: z.string().optional(), record: z.object({ uri: z.string() }).optional() }).optional(),
});

const facetSchema = z.object({ features: z.array(z.object({ did: z.string().optional() })) });

export const blueskyPostSchema = z.object({
  uri: z.string().startsWith('at://'),
  cid: z.string().min(1),
  author: z.object({
    did: z.string().startsWith('did:'),
    handle: z.string().min(1),
    displayName: z.string().optional(),
    viewer: z.object({ blockedBy: z.boolean().optional() }).optional(),
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
  viewer: z.object({ replyDisabled: z.boolean().optional() }).optional(),
});

export type BlueskyPost = z.output<typeof blueskyPostSchema>;

export const indexedAtSchema = z.object({ indexedAt: instantSchema });

export const notificationsSchema = z.object({
  notifications: z.array(z.unknown()),
  cursor: z.string().optional(),
});

export const postsSchema = z.object({ posts: z.array(z.unknown()), cursor: z.string().optional() });

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
