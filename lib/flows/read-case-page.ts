// What a customer sees who opens the page of their case. Reading changes nothing: networks fetch links to preview them.
import { type CasePage, casePageOf } from '../domain/case-page.ts';
import { listEvents } from '../store/threads.ts';
import { type CaseDeps, findCase } from './find-case.ts';

/** Undefined when there is no such page, whatever the reason. */
export async function readCasePage(deps: CaseDeps, token: string): Promise<CasePage | undefined> {
  const thread = await findCase(deps, token);
  return thread && casePageOf(thread, await listEvents(deps.db, thread.id), deps.clock());
}
