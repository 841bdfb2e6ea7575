// The desk and its commands, within reach of every component.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

interface InReach {
  readonly desk: Desk;
  readonly commands: Commands;
}

export const DeskContext = createContext<InReach | undefined>(undefined);

export function useDesk(): InReach {
  const inReach = useContext(DeskContext);
  if (!inReach) throw new Error('useDesk is called outside of DeskContext; render it inside <DeskContext.Provider>');
  return inReach;
}
