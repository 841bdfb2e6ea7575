// What is wrong with given data, in words a person can act on: each field with its problem.
import type * as z from 'zod';

/** For example `author.id: expected a text`; `whole` is what the data itself is called where no field is to blame. */
export function problemsIn(error: z.core.$ZodError, whole: string): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.') || whole}: ${message}`);
}
