// Several people at work at the table at once, whose steps take place in an order that a test chooses.
import type { Db } from '../../lib/store/db.ts';

/** Whoever waits for their turn, and how they go on. */
interface Worker {
  state: 'running' | 'waiting' | 'done';
  goOn: () => void;
}

/**
 * Runs all of them; each call to the table is made alone, when it is its turn. `order` says who of those who wait comes next,
 * by their place; when it ends, they come by turns.
 */
export async function interleaved<Result>(
  db: Db,
  works: readonly ((db: Db) => Promise<Result>)[],
  order: readonly number[],
): Promise<Result[]> {
  const workers = works.map((): Worker => ({ state: 'running', goOn: () => undefined }));
  let step = 0;
  const look = () => {
    if (workers.some(({ state }) => state === 'running')) return;
    const waiting = workers.filter(({ state }) => state === 'waiting');
    const next = waiting[(order[step] ?? step) % waiting.length];
    step += 1;
    if (!next) return;
    next.state = 'running';
    next.goOn();
  };
  return Promise.all(
    works.map(async (work, place) => {
      const worker = workers[place] as Worker;
      const turn = () =>
        new Promise<void>((resolve) => {
          Object.assign(worker, { state: 'waiting', goOn: resolve });
          look();
        });
      try {
        return await work(inTurns(db, turn));
      } finally {
        worker.state = 'done';
        look();
      }
    }),
  );
}

function inTurns({ client, table }: Db, turn: () => Promise<void>): Db {
  const send = async (command: Parameters<typeof client.send>[0]) => {
    await turn();
    return client.send(command);
  };
  return { client: Object.assign(Object.create(client), { send }), table };
}
