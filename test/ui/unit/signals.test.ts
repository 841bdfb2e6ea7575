// Values that tell who has read them that they have changed: what the whole desk is drawn by.
import { describe, expect, it } from 'vitest';
import { batch, effect, signal } from '../../../ui/src/shared/signals.ts';

function watched(read: () => unknown) {
  const seen: unknown[] = [];
  return { seen, stop: effect(() => void seen.push(read())) };
}

describe('a value that is watched', () => {
  it('is read again when it changes, and not when it stays the same', () => {
    const count = signal(1);
    const { seen } = watched(() => count.value);
    count.value = 2;
    count.value = 2;
    expect(seen).toEqual([1, 2]);
  });

  it('is read no more once nobody watches', () => {
    const count = signal(1);
    const { seen, stop } = watched(() => count.value);
    stop();
    count.value = 2;
    expect(seen).toEqual([1]);
  });

  it('that was not looked at the last time is not waited for', () => {
    const [isShown, name] = [signal(true), signal('Ana')];
    const { seen } = watched(() => (isShown.value ? name.value : '-'));
    isShown.value = false;
    name.value = 'Ben';
    expect(seen).toEqual(['Ana', '-']);
  });

  it('is not waited for by who watches another one', () => {
    const [count, other] = [signal(1), signal(1)];
    const { seen } = watched(() => count.value);
    expect(other.value).toBe(1);
    other.value = 2;
    expect(seen).toEqual([1]);
  });

  it('may be changed by who watches it', () => {
    const [asked, told] = [signal(0), signal(0)];
    watched(() => (told.value = asked.value * 2));
    const { seen } = watched(() => told.value);
    asked.value = 3;
    expect(seen).toEqual([0, 6]);
  });

  it('is still watched after somebody failed over it', () => {
    const count = signal(1);
    const { seen } = watched(() => count.value);
    effect(() => {
      if (count.value === 2) throw new Error('two');
    });
    expect(() => {
      count.value = 2;
    }).toThrow('two');
    count.value = 3;
    expect(seen).toEqual([1, 2, 3]);
  });
});

describe('several changes together', () => {
  it('are told once, when all are made', () => {
    const [first, last] = [signal('Ana'), signal('Lund')];
    const { seen } = watched(() => `${first.value} ${last.value}`);
    batch(() => {
      first.value = 'Ben';
      batch(() => {
        last.value = 'Moss';
      });
      expect(seen).toHaveLength(1);
    });
    expect(seen).toEqual(['Ana Lund', 'Ben Moss']);
  });

  it('are told to nobody who has stopped meanwhile', () => {
    const count = signal(1);
    const { seen, stop } = watched(() => count.value);
    batch(() => {
      count.value = 2;
      stop();
    });
    expect(seen).toEqual([1]);
  });
});
