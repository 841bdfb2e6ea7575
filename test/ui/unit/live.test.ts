import { describe, expect, it } from 'vitest';
import type { Changes } from '../../../lib/api/page-schemas.ts';
import { createPolling, HIDDEN_MS, VISIBLE_MS } from '../../../ui/src/shared/live.ts';
import { settle } from './small-server.ts';

const nothing = () => {};

function rig(answers: (Changes | Error)[]) {
  const asked: (string | undefined)[] = [];
  const waits: number[] = [];
  let task: () => void = nothing;
  const world = { visible: true, online: true, restarts: 0 };
  const live = createPolling({
    changes: async (since) => {
      asked.push(since);
      const answer = answers.shift() ?? { threads: [], cursor: since ?? '0', more: false, presence: [] };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onChanges: () => {},
    onRestart: () => void (world.restarts += 1),
    isVisible: () => world.visible,
    isOnline: () => world.online,
    now: () => 0,
    later: (milliseconds, next) => {
      waits.push(milliseconds);
      task = next;
      return () => {
        task = nothing;
      };
    },
  });
  const turn = async () => {
    task();
    await settle();
  };
  return { live, asked, waits, world, turn };
}

const changes = (cursor: string, more = false): Changes => ({ threads: [], cursor, more, presence: [] });

describe('news from the server', () => {
  it('is asked for from where the last answer ended', async () => {
    const { live, asked, turn } = rig([changes('5'), changes('8')]);
    live.start();
    await settle();
    await turn();
    await turn();
    expect(asked).toEqual([undefined, '5', '8']);
  });

  it('is asked for at once while more is waiting', async () => {
    const { live, asked, waits } = rig([changes('5', true), changes('8')]);
    live.start();
    await settle();
    expect(asked).toEqual([undefined, '5']);
    expect(waits).toHaveLength(1);
  });

  it('is asked for less often while nobody looks', async () => {
    const { live, waits, world, turn } = rig([]);
    live.start();
    await settle();
    world.visible = false;
    await turn();
    expect(waits).toEqual([VISIBLE_MS, HIDDEN_MS]);
  });

  it('is asked for at once after an own change, once for several', async () => {
    const { live, asked } = rig([changes('5')]);
    live.start();
    live.poke();
    live.poke();
    await settle();
    expect(asked).toEqual([undefined, '5']);
  });

  it('says when it does not come through, keeps its place and recovers', async () => {
    const { live, asked, world, turn } = rig([changes('5'), new Error('away'), new Error('away'), changes('6')]);
    live.start();
    await settle();
    await turn();
    expect(live.state.value.connection).toBe('delayed');
    world.online = false;
    await turn();
    expect(live.state.value.connection).toBe('offline');
    world.online = true;
    await turn();
    expect(live.state.value.connection).toBe('live');
    expect(asked).toEqual([undefined, '5', '5', '5']);
  });

  it('has the lists read again when it starts only after a failure', async () => {
    const { live, world, turn } = rig([new Error('away'), changes('5')]);
    live.start();
    await settle();
    await turn();
    expect(world.restarts).toBe(1);
  });
});
