// npm run earshot -- poll --once: reads every source that is due, now.
import { parseArgs } from 'node:util';
import { open } from '../../functions/poll.ts';
import { mailboxPoll } from '../../lib/local/mailbox-poll.ts';
import { connect, terminalOutside } from '../connect.ts';
import { complain, counted, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function poll(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { once: { type: 'boolean', default: false } } });
  if (!values.once) {
    complain('Polling goes on by itself while `npm start` runs.');
    complain(usageOf('poll'));
    return 1;
  }
  const connection = await connect();
  try {
    const pollNow = await open(connection.env, terminalOutside());
    const sources = await pollNow({});
    const mailbox = await mailboxPoll(connection.house)?.();
    if (sources.length === 0 && !mailbox) say('No account is connected; see .env.example.');
    for (const { sourceId, polled } of sources) {
      const counts =
        polled.outcome === 'polled'
          ? `: ${counted(polled.items, 'post')}, ${counted(polled.openGaps, 'gap')} left`
          : '';
      const problem = 'problem' in polled && polled.problem ? `; ${polled.problem}` : '';
      say(`${sourceId} ${polled.outcome}${counts}${problem}`);
    }
    if (mailbox) {
      const { outcome, taken, ignored, setAside, problem } = mailbox;
      const others = `${ignored} automatic, ${setAside} set aside`;
      say(`mailbox ${outcome}: ${counted(taken, 'e-mail')}, ${others}${problem ? `; ${problem}` : ''}`);
    }
    await connection.processAll();
    const all = [...sources.map(({ polled }) => polled), ...(mailbox ? [mailbox] : [])];
    return all.some((polled) => 'problem' in polled && polled.problem) ? 2 : 0;
  } finally {
    await connection.close();
  }
}
