// The Mastodon API's JSON as far as Earshot reads it; other servers that speak it leave much out.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

const idSchema = z.string().min(1);

export const accountSchema = z.object({
  id: idSchema,
  /** `ann` on the own server, `ann@elsewhere.example` on another. */
  acct: z.string().min(1),
  display_name: z.string().nullish(),
  followers_count: z.number().nullish(),
  url: z.string().nullish(),
});

export const statusSchema = z.object({
  id: idSchema,
  account: accountSchema,
  content: z.string(),
  spoiler_text: z.string().nullish(),
  created_at: instantSchema,
  /** When its words were last changed; the id stays. */
  edited_at: instantSchema.nullish().catch(undefined),
  visibility: z.string(),
  url: z.string().nullish(),
  in_reply_to_id: idSchema.nullish(),
  mentions: z.array(z.object({ id: z.string() })).nullish(),
  reblog: z.unknown().optional(),
});

export type Status = z.output<typeof statusSchema>;

/** Only of types `mention` and `quote` it surely holds a post. */
export const notificationSchema = z.object({
  id: idSchema,
  type: z.string(),
  created_at: instantSchema,
  status: z.unknown().optional(),
});

export const itemIdSchema = z.object({ id: idSchema });

export const createdAtSchema = z.object({ created_at: instantSchema });

export const listSchema = z.array(z.unknown());

export const contextSchema = z.object({ descendants: z.array(z.unknown()) });

/** Version 2 says it under `configuration`, so do most servers in version 1; some say `max_toot_chars` there. */
export const instanceSchema = z.object({
  configuration: z
    .object({
      statuses: z.object({
        max_characters: z.number().int().positive(),
        characters_reserved_per_url: z.number().int().positive().default(23),
      }),
    })
    .optional()
    .catch(undefined),
  max_toot_chars: z.number().int().positive().optional().catch(undefined),
  api_versions: z.object({ mastodon: z.number().optional() }).optional().catch(undefined),
});
