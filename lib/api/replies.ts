// Replies: how long one would be, and sending it.
import { createRoute } from '@hono/zod-openapi';
import type { HTTPException } from 'hono/http-exception';
import { postToAnswer } from '../domain/post-to-answer.ts';
import type { Measure } from '../domain/reply-permit.ts';
import { queueReply, type ReplyRefusal } from '../flows/queue-reply.ts';
import { measureFor } from '../platforms/platform-for.ts';
import { getThreadRecord } from '../store/threads.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema, lengthCheckSchema, measureSchema, newReplySchema, replySchema } from './schemas.ts';
import { replyView } from './views.ts';

const lengthRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/length',
  request: { params: byIdSchema, body: jsonBody(lengthCheckSchema) },
  responses: answers('How long the network would find the text', measureSchema),
});

const replyRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/replies',
  request: { params: byIdSchema, body: jsonBody(newReplySchema) },
  responses: answers('The reply, held for ten seconds and then sent', replySchema),
});

export function replyRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(lengthRoute, async (context) => {
    const { text, postId } = context.req.valid('json');
    const record = await getThreadRecord(deps.db, context.req.valid('param').id);
    if (!record) throw problem('no-such-thread');
    const post = postToAnswer(record, postId);
    if (!post) throw problem('no-such-post');
    return context.json(measureFor(deps.platforms, post.mention, text), 200);
  });

  api.openapi(replyRoute, async (context) => {
    const request = {
      ...context.req.valid('json'),
      threadId: context.req.valid('param').id,
      by: context.var.actor.name,
    };
    const reply = await queueReply(deps, request);
    if ('refused' in reply) throw refusal(reply);
    return context.json(replyView(reply), 200);
  });
}

function misfit({ length, max }: Measure): string {
  return length > max
    ? `it counts ${length}, at most ${max} fit`
    : `it counts ${length}, which the network finds too short`;
}

function refusal(refused: ReplyRefusal): HTTPException {
  switch (refused.refused) {
    case 'stale':
      return problem('stale', { detail: `it is at version ${refused.version} now; your text is kept` });
    case 'claimed':
      return problem('claimed', { detail: `${refused.by} has it` });
    case 'not-permitted':
      return problem('not-permitted', refused.permit.reason ? { detail: refused.permit.reason } : {});
    case 'too-long':
      return problem('too-long', { detail: misfit(refused.measure) });
    default:
      return problem(refused.refused);
  }
}
