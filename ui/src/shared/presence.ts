// Who else has which thread open, and telling them the same of this agent.

import type { PresenceView } from '../../../lib/api/action-schemas.ts';
import { type Api, Refused } from './api.ts';
import { signal } from './signals.ts';

/** Whether this agent is writing in the open thread, or was a moment ago: told to colleagues. */
export const typing = signal(false);

const others = signal<readonly PresenceView[]>([]);

/** The colleagues who have a thread open now. */
export function presenceOf(threadId: string): readonly PresenceView[] {
  return others.value.filter((one) => one.threadId === threadId);
}

/** "Ana is typing", "Ana, Ben are viewing"; empty when nobody is there. Whoever types is told first. */
export function presenceWords(present: readonly PresenceView[]): string {
  const typists = present.filter((one) => one.typing);
  const told = typists.length > 0 ? typists : present;
  if (told.length === 0) return '';
  const names = told.map(({ agent }) => agent).join(', ');
  return `${names} ${told.length > 1 ? 'are' : 'is'} ${typists.length > 0 ? 'typing' : 'viewing'}`;
}

interface PresenceNeeds {
  readonly api: Pick<Api, 'present'>;
  readonly agent: () => string;
  /** The thread that is open before somebody's eyes. */
  readonly openId: () => string | undefined;
}

export function createPresence({ api, agent, openId }: PresenceNeeds) {
  let isKnown = true;
  return {
    hear(present: readonly PresenceView[]): void {
      const heard = present.filter((one) => one.agent !== agent());
      if (heard.length + others.value.length > 0) others.value = heard;
    },
    /** Called every ten seconds; what is said holds for thirty. */
    async beat(): Promise<void> {
      const threadId = openId();
      if (threadId === undefined || !isKnown) return;
      try {
        await api.present(threadId, typing.value);
      } catch (error) {
        // A server that knows no presence is not asked again; any other failure is told by the connection's lamp.
        isKnown = !(error instanceof Refused && error.code === 'no-such-path');
      }
    },
  };
}
