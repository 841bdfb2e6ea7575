// What every door on Lambda has in common: it is opened once per cold start, with the settings of its own environment.
import { type House, type Outside, openHouse, realOutside } from '../lib/composition.ts';
import type { Environment } from '../lib/config/setting-reader.ts';

/** A door opened with given settings and surroundings: how the local runtime and the tests open it. */
export type Open<Event, Result> = (env: Environment, outside: Outside) => Promise<(event: Event) => Promise<Result>>;

export function opened<Event, Result>(build: (house: House) => (event: Event) => Promise<Result>): Open<Event, Result> {
  return async (env, outside) => build(await openHouse(env, outside));
}

/** The handler as Lambda calls it. A start that failed (a setting, a secret) is tried again on the next call. */
export function onLambda<Event, Result>(open: Open<Event, Result>): (event: Event) => Promise<Result> {
  let ready: Promise<(event: Event) => Promise<Result>> | undefined;
  return async (event) => {
    ready ??= open(process.env, realOutside()).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return (await ready)(event);
  };
}
