// The JSON of Algolia's Hacker News search as far as Earshot reads it.
import * as z from 'zod';

/** Hacker News numbers its posts; all but `objectID` come as numbers. */
const numberedSchema = z
  .union([z.string().min(1), z.int().nonnegative()])
  .transform(String)
  .nullish();

export const hitSchema = z.object({
  objectID: z.string().min(1),
  /** Unix seconds. */
  created_at_i: z.int(),
  author: z.string().min(1),
  title: z.string().nullish(),
  /** The page a story is about. */
  url: z.string().nullish(),
  /** HTML; what stands in a story without a page. */
  story_text: z.string().nullish(),
  /** HTML. */
  comment_text: z.string().nullish(),
  /** Absent for a moment after a comment is made. */
  story_id: numberedSchema,
  parent_id: numberedSchema,
});

export type Hit = z.output<typeof hitSchema>;

export const hitIdSchema = z.object({ objectID: z.string() });

export const hitTimeSchema = z.object({ created_at_i: z.int() });

export const searchSchema = z.object({
  hits: z.array(z.unknown()),
  nbPages: z.int(),
  hitsPerPage: z.int(),
});

/** One post looked up by its number; without author and text when it was taken back. */
export const itemSchema = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  created_at_i: z.int(),
  type: z.string().nullish(),
  author: z.string().nullish(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  text: z.string().nullish(),
  story_id: numberedSchema,
  parent_id: numberedSchema,
});

export type Item = z.output<typeof itemSchema>;
