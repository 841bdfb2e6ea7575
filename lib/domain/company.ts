// A company that posts may be about: the own brand or a competitor.
import * as z from 'zod';

export const companySchema = z.strictObject({
  name: z.string().min(1),
  /** Handles without the leading @, on any network. */
  handles: z.array(z.string().min(1)).default([]),
  /** Abbreviations, product names, hashtags without the leading #. */
  aliases: z.array(z.string().min(1)).default([]),
});

export type Company = z.infer<typeof companySchema>;
