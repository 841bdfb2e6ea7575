// A small S3 for a test: objects by bucket and key, and failures where told to.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeS3 {
  readonly url: string;
  /** Each request as `GET /bucket/key`. */
  readonly requests: string[];
  put(bucket: string, key: string, content: Uint8Array): void;
  /** Answers everything with this status instead, or again as it should. */
  failWith(status: number | undefined): void;
  close(): Promise<void>;
}

export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Uint8Array>();
  const requests: string[] = [];
  let failure: number | undefined;
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    requests.push(`${request.method} ${path}`);
    const content = objects.get(path);
    if (failure !== undefined) response.writeHead(failure).end();
    else if (content) response.writeHead(206).end(rangeOf(content, request.headers.range));
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    put: (bucket, key, content) => {
      objects.set(`/${bucket}/${key}`, content);
    },
    failWith: (status) => {
      failure = status;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function rangeOf(content: Uint8Array, range: string | undefined): Uint8Array {
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  return content.subarray(Number(from), to ? Number(to) + 1 : undefined);
}
