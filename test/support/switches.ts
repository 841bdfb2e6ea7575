// The stop switches as a lead at another desk moves them.
import type { StatusView } from '../../lib/api/status-schema.ts';
import type { TestEarshot } from './earshot.ts';

export type Switches = ReturnType<typeof switchesOf>;

export function switchesOf({ call }: Pick<TestEarshot, 'call'>) {
  const status = async (): Promise<StatusView> => (await call('/status')).body;
  const move = async (what: string, stopped: boolean, reason?: string): Promise<void> => {
    const body = { what, stopped, ...(reason === undefined ? {} : { reason }) };
    const answer = await call('/stops', { method: 'POST', body, agent: 'Ana' });
    if (answer.status !== 200) throw new Error(`the switch ${what} was not moved: ${JSON.stringify(answer.body)}`);
  };
  return {
    status,
    move,
    allOn: async () => {
      for (const { what } of (await status()).stops) await move(what, false);
    },
    /** What is written to the brand on Mastodon. */
    mentionsSource: async (): Promise<string> =>
      (await status()).sources.find(({ id }) => id.startsWith('mastodon:mentions'))?.id ?? '',
  };
}
