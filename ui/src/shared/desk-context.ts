// The desk and its commands, within reach of every component: a page has one of them.
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

interface InReach {
  readonly desk: Desk;
  readonly commands: Commands;
}

let inReach: InReach;

/** Called once, before anything is drawn. */
export function putInReach(given: InReach): void {
  inReach = given;
}

export function useDesk(): InReach {
  return inReach;
}
