// A company that posts may be about: the own brand or a competitor, whose complaints nobody here has to answer.
import * as z from 'zod';
import type { Assessment } from './assessment.ts';
import type { Mention } from './mention.ts';

export const companySchema = z.strictObject({
  name: z.string().min(1),
  /** Handles without the leading @, on any network. */
  handles: z.array(z.string().min(1)).default([]),
  /** Abbreviations, product names, hashtags without the leading #. */
  aliases: z.array(z.string().min(1)).default([]),
});

export type Company = z.infer<typeof companySchema>;

/** Whom a post concerns is told by its words; who addresses the brand means the brand, whomever else they name. */
export function asHeard(
  { competitor, ...assessment }: Assessment,
  { addressed }: Pick<Mention, 'addressed'>,
): Assessment {
  return competitor === undefined || addressed ? assessment : { ...assessment, competitor };
}
