// Why Earshot cannot start on this machine: each message is the one line a person needs.
import type { Instance } from './instance.ts';

export class CannotStart extends Error {
  override name = 'CannotStart';
}

/** Another process has the data; `instance` when it is one that serves the desk and can be asked instead. */
export class DataInUse extends CannotStart {
  override name = 'DataInUse';
  readonly instance: Instance | undefined;
  constructor(directory: string, instance?: Instance) {
    super(
      instance
        ? `Earshot runs already on this data: ${instance.url} (process ${instance.pid}). Stop it first, or set EARSHOT_DATA to another folder.`
        : `The data in ${directory} is in use by another Earshot: a command, or one that is starting or stopping. Try again when it has ended, or set EARSHOT_DATA to another folder.`,
    );
    this.instance = instance;
  }
}
