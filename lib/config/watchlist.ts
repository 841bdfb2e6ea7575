// Whom Earshot listens for: the brand, its competitors, the words to search, the hours somebody answers.
import { z } from 'zod';
import { businessHoursSchema } from '../domain/business-hours.ts';
import { companySchema } from '../domain/company.ts';

export const watchlistSchema = z.object({
  brand: companySchema,
  competitors: z.array(companySchema).default([]),
  /** Words and phrases searched on every network that has a search. */
  keywords: z.array(z.string().min(1).max(200)).default([]),
  businessHours: businessHoursSchema,
  /** Two-letter country in which a phone number without a country code is read, e.g. `GB`. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected two capital letters such as GB')
    .default('GB'),
});

export type Watchlist = z.infer<typeof watchlistSchema>;
