// A small IMAP server for a test: one mailbox whose mails, numbers and numbering the test decides.
import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface FakeImap {
  readonly port: number;
  /** Puts a mail into the mailbox; its number. */
  deliver(raw: Buffer): number;
  /** Takes a mail out, as another mail program does. */
  remove(uid: number): void;
  /** Numbers everything anew, beginning at 1. */
  renumber(): void;
  /** Breaks off instead of handing out this mail. */
  hangUpAt(uid: number | undefined): void;
  /** Hands this mail out without its words, though it is there. */
  withhold(uid: number | undefined): void;
  /** No longer says which number comes next. */
  forgetNextNumber(): void;
  /** Refuses to search, or no longer. */
  refuseSearch(refuse: boolean): void;
  /** Resolves when somebody opens the mailbox next. */
  nextLook(): Promise<void>;
  close(): Promise<void>;
}

const PASSWORD = 's3cret';

export async function startFakeImap(): Promise<FakeImap> {
  const box = {
    uidValidity: 7,
    uidNext: 1,
    mails: new Map<number, Buffer>(),
    hangUpAt: undefined as number | undefined,
    withheld: undefined as number | undefined,
    tellsNext: true,
    searches: true,
  };
  const sockets = new Set<Socket>();
  const looks = new EventEmitter();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    let waiting = '';
    socket.on('data', (chunk) => {
      const lines = (waiting + chunk.toString()).split('\r\n');
      waiting = lines.pop() ?? '';
      for (const line of lines) answer(socket, line);
    });
  });

  function answer(socket: Socket, line: string): void {
    const [, tag = '*', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    const [name = ''] = command.toUpperCase().replace(/^UID /, '').split(' ');
    const done = `${tag} OK done\r\n`;
    if (name === 'CAPABILITY') socket.write(`* CAPABILITY IMAP4rev1\r\n${done}`);
    else if (name === 'LOGIN')
      socket.write(command.includes(PASSWORD) ? done : `${tag} NO [AUTHENTICATIONFAILED] no\r\n`);
    else if (name === 'LIST') socket.write(`* LIST () "/" INBOX\r\n${done}`);
    else if (name === 'EXAMINE' || name === 'SELECT') {
      socket.write(opened() + done);
      looks.emit('look');
    } else if (name === 'SEARCH')
      socket.write(box.searches ? `* SEARCH${found(command)}\r\n${done}` : `${tag} NO not now\r\n`);
    else if (name === 'FETCH') fetched(socket, Number(/FETCH (\d+)/i.exec(command)?.[1]), done);
    else if (name === 'LOGOUT') socket.end(`* BYE\r\n${done}`);
    else socket.write(done);
  }

  const opened = () =>
    `* FLAGS ()\r\n* ${box.mails.size} EXISTS\r\n* OK [UIDVALIDITY ${box.uidValidity}] ok\r\n${box.tellsNext ? `* OK [UIDNEXT ${box.uidNext}] ok\r\n` : ''}`;

  /** As a real server, `n:*` finds the last mail even when its number is below n. */
  const found = (command: string) => {
    const [, only, from = '1'] = /SEARCH UID (?:(\d+)|(\d+):\*|\*)$/i.exec(command) ?? [];
    const all = [...box.mails.keys()];
    const least = / UID \*$/i.test(command) ? Number.POSITIVE_INFINITY : Number(from);
    const uids =
      only === undefined
        ? all.filter((uid) => uid >= least || uid === all.at(-1))
        : all.filter((uid) => uid === Number(only));
    return uids.map((uid) => ` ${uid}`).join('');
  };

  function fetched(socket: Socket, uid: number, done: string): void {
    const raw = box.mails.get(uid);
    if (uid === box.hangUpAt) socket.destroy();
    else if (raw && uid === box.withheld) socket.write(`* 1 FETCH (UID ${uid})\r\n${done}`);
    else if (raw) {
      socket.write(`* 1 FETCH (UID ${uid} BODY[]<0> {${raw.byteLength}}\r\n`);
      socket.write(raw);
      socket.write(`)\r\n${done}`);
    } else socket.write(done);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    deliver: (raw) => {
      box.mails.set(box.uidNext, raw);
      return box.uidNext++;
    },
    remove: (uid) => {
      box.mails.delete(uid);
    },
    renumber: () => {
      box.uidValidity += 1;
      box.mails = new Map([...box.mails.values()].map((raw, place) => [place + 1, raw]));
      box.uidNext = box.mails.size + 1;
    },
    hangUpAt: (uid) => {
      box.hangUpAt = uid;
    },
    withhold: (uid) => {
      box.withheld = uid;
    },
    forgetNextNumber: () => {
      box.tellsNext = false;
    },
    refuseSearch: (refuse) => {
      box.searches = !refuse;
    },
    nextLook: async () => {
      await once(looks, 'look');
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
