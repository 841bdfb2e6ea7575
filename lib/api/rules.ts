// The rules of the team: what happens by itself, saved whole, and tried on the past before they count.
import { createRoute } from '@hono/zod-openapi';
import { ruleSchema } from '../domain/rule.ts';
import { RULE_FORM, ruleWords } from '../domain/rule-words.ts';
import { TRIAL_DAYS, tryRule } from '../flows/try-rule.ts';
import { getRules, putRules, type TeamRules } from '../store/rules.ts';
import type { Actor, Api, ApiDeps } from './api-deps.ts';
import { actionWords } from './event-view.ts';
import { answers, jsonBody } from './json.ts';
import { type RulesView, rulesSchema, rulesViewSchema, ruleTrialSchema } from './library-schemas.ts';
import { problem } from './problem.ts';

const readRoute = createRoute({
  method: 'get',
  path: '/rules',
  responses: answers('All rules, in the order in which they are looked at', rulesViewSchema),
});

const saveRoute = createRoute({
  method: 'put',
  path: '/rules',
  request: { body: jsonBody(rulesSchema) },
  responses: answers('The rules afterwards', rulesViewSchema),
});

const tryRoute = createRoute({
  method: 'post',
  path: '/rules/try',
  request: { body: jsonBody(ruleSchema) },
  responses: answers(
    `What this rule would have done to the threads of the last ${TRIAL_DAYS} days; changes nothing`,
    ruleTrialSchema,
  ),
});

export function rulesRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(readRoute, async (context) => context.json(viewOf(await getRules(deps.db)), 200));

  api.openapi(saveRoute, async (context) => {
    const { name } = leadsOnly(context.var.actor);
    const { version, rules } = context.req.valid('json');
    const saved = await putRules(deps.db, { version, rules, changedBy: name, changedAt: deps.clock() });
    if ('refused' in saved)
      throw problem(saved.refused, { detail: `${saved.by} has saved the rules meanwhile; look at them again` });
    return context.json(viewOf(saved), 200);
  });

  api.openapi(tryRoute, async (context) => {
    leadsOnly(context.var.actor);
    const { businessHours } = deps.watchlist;
    const { threads, isPartial, times, samples } = await tryRule({ ...deps, businessHours }, context.req.valid('json'));
    const shown = samples.map(({ thread, ruled: { at, because, actions } }) => {
      const { id: threadId, caseNumber, excerpt } = thread;
      return { threadId, caseNumber, excerpt, at, because: [...because], did: actions.map(actionWords) };
    });
    return context.json({ days: TRIAL_DAYS, threads, isPartial, times, samples: shown }, 200);
  });
}

function leadsOnly(actor: Actor): Actor {
  if (actor.role === 'agent') throw problem('forbidden', { detail: 'Rules are made by a lead or an admin.' });
  return actor;
}

function viewOf({ rules, ...saved }: TeamRules): RulesView {
  return { ...saved, rules: [...rules], words: rules.map(ruleWords), form: RULE_FORM };
}
