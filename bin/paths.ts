// Where things lie on this machine, by the settings or as they were cloned.
import { join, resolve } from 'node:path';
import { ENV, LOCAL_ENV } from '../lib/config/env-names.ts';
import { type Environment, settingOf } from '../lib/config/setting-reader.ts';

export const ROOT = resolve(import.meta.dirname, '..');

/** The operator's settings. */
export const SETTINGS_FILE = join(ROOT, '.env');

/** A path as it was typed: npm runs commands in the project's folder and says in INIT_CWD where the person was. */
export function givenPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

export function dataDirectory(env: Environment): string {
  return resolve(settingOf(env, LOCAL_ENV.data) ?? join(ROOT, '.earshot'));
}

export function watchlistPath(env: Environment): string {
  return resolve(settingOf(env, ENV.watchlist) ?? join(ROOT, 'watchlist.json'));
}
