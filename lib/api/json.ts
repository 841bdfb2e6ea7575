// JSON bodies as OpenAPI describes them.
import type { z } from 'zod';
import { problemSchema } from './schemas.ts';

/** What a route answers: its body, or a problem. */
export function answers<Schema extends z.ZodType>(description: string, schema: Schema) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    default: {
      description: 'The request was refused',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  };
}

/** A request body; anything that is not JSON is refused, so that no plain form of another site can send it. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}
