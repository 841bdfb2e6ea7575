// Who asks, as API Gateway's Cognito authorizer has proved: the claims of the token, which no client can write.
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { ROLES } from '../domain/role.ts';
import type { Actor } from './api-deps.ts';

/** Groups arrive as text, `[agent lead]`. Source: API Gateway, "JWT authorizers for HTTP APIs". */
const claimsSchema = z.object({
  event: z.object({
    requestContext: z.object({
      authorizer: z.object({
        jwt: z.object({
          claims: z.object({
            name: z.string().optional(),
            email: z.string().optional(),
            username: z.string().optional(),
            'cognito:username': z.string().optional(),
            'cognito:groups': z.string().default(''),
          }),
        }),
      }),
    }),
  }),
});

/** The strongest of the person's groups counts; whoever is in none of them may not enter. */
export function actorFromClaims(_request: Request, platform: unknown): Actor {
  const parsed = claimsSchema.safeParse(platform);
  if (!parsed.success) throw new HTTPException(401, { message: 'no proof of who asks' });
  const claims = parsed.data.event.requestContext.authorizer.jwt.claims;
  const groups = claims['cognito:groups'].replace(/^\[|\]$/g, '').split(/[\s,]+/);
  const role = ROLES.findLast((name) => groups.includes(name));
  if (!role) throw new HTTPException(403, { message: `your account is in none of the groups ${ROLES.join(', ')}` });
  return { name: claims.name ?? claims.email ?? claims['cognito:username'] ?? claims.username ?? 'somebody', role };
}
