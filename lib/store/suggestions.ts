// Keeps the questions whether an identity belongs to a customer, with their answers: none is asked twice.
import type { Suggestion } from '../domain/suggestion.ts';
import { type Db, read, readNewest, TRIES, transact, write } from './db.ts';
import { key } from './table.ts';

export async function getSuggestion(db: Db, customerId: string, suggestionId: string): Promise<Suggestion | undefined> {
  return read<Suggestion>(db, key.suggestion(customerId, suggestionId));
}

/** At most so many of a customer, answered ones too. */
export async function listSuggestions(db: Db, customerId: string, limit: number): Promise<Suggestion[]> {
  return readNewest<Suggestion>(db, { pk: key.customerPartition(customerId), prefix: 'SUGGESTION#', limit });
}

/** Changes nothing when this was asked before, whatever the answer was. */
export async function askSuggestion(db: Db, suggestion: Suggestion): Promise<void> {
  const { customerId, id } = suggestion;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (await getSuggestion(db, customerId, id)) return;
    const { done } = await transact(db, [
      { check: key.customer(customerId), when: 'exists' },
      { put: key.suggestion(customerId, id), doc: suggestion, when: 'new' },
      { put: key.identitySuggestion(suggestion, suggestion), doc: { customerId, suggestionId: id } },
    ]);
    if (done || !(await read(db, key.customer(customerId)))) return;
  }
  throw new Error(`a suggested link could not be stored in ${TRIES} tries; what it rests on comes again`);
}

export async function putAnsweredSuggestion(db: Db, suggestion: Suggestion): Promise<void> {
  await write(db, [{ put: key.suggestion(suggestion.customerId, suggestion.id), doc: suggestion }]);
}
