// Sign-in tokens for as long as a test lasts, with the one right to renew them that runs share.
import type { Instant } from '../../lib/domain/time.ts';
import type { SharedSessions } from '../../lib/platforms/sessions.ts';

export function sessionsInMemory<Session>(start?: Session): SharedSessions<Session> {
  let kept = start;
  let heldUntil: Instant = '';
  let holds = 0;
  return {
    load: async () => kept,
    hold: async (now, until) => {
      if (heldUntil > now) return undefined;
      const mine = (holds += 1);
      heldUntil = until;
      const release = async (): Promise<void> => {
        if (mine === holds) heldUntil = '';
      };
      return {
        save: async (session) => {
          if (mine !== holds) return false;
          kept = session;
          await release();
          return true;
        },
        release,
      };
    },
  };
}
