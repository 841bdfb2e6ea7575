// Something about each of several threads, drawn anew where it changes.
import { signal } from './signals.ts';

export function createById<Value>() {
  const all = signal<ReadonlyMap<string, Value>>(new Map());
  const keep = (isKept: (id: string) => boolean) => {
    all.value = new Map([...all.value].filter(([id]) => isKept(id)));
  };
  return {
    get: (id: string): Value | undefined => all.value.get(id),
    /** The value set last stands last; beyond `most` the first are forgotten. */
    set(id: string, value: Value, most = Number.POSITIVE_INFINITY): void {
      const others = [...all.value].filter(([other]) => other !== id);
      all.value = new Map([...others.slice(1 - most), [id, value]]);
    },
    drop: (id: string): void => keep((other) => other !== id),
    keepOnly: (id: string | undefined): void => keep((other) => other === id),
  };
}

export type ById<Value> = ReturnType<typeof createById<Value>>;
