// The small HTTP server under each embedded AWS engine: one request in, one answer out, on this machine only.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../domain/time.ts';
import { isRefusal, refusal } from './aws-refusal.ts';

/** What every engine is started with. */
export interface EngineOptions {
  /** The file that keeps the data; absent: memory only. */
  readonly path?: string;
  /** Absent: any free port. */
  readonly port?: number;
  readonly clock: Clock;
}

export interface EngineRequest {
  /** What is asked for, from the header `x-amz-target`: `PutItem`, `SendMessage`; empty where a protocol has none. */
  readonly operation: string;
  readonly body: string;
  /** Calls back when the caller is gone: answered, hung up, or cut off because the engine closes. */
  readonly onGone: (run: () => void) => void;
}

export interface EngineAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface EngineServer {
  /** e.g. `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes any free port. Rejects when the port is taken. */
export async function startEngineServer(
  port: number,
  answer: (request: EngineRequest) => Promise<EngineAnswer>,
): Promise<EngineServer> {
  // Idle connections stay open: one closed just as the SDK uses it again would look like a failure.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    // Nobody is left to tell when the connection itself breaks: the caller's SDK tries again.
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isFromPage(request)) {
      response.writeHead(403).end('not from here');
      return;
    }
    const target = request.headers['x-amz-target'];
    const { status, contentType, body, headers } = await answer({
      operation: typeof target === 'string' ? (target.split('.')[1] ?? '') : '',
      body: await readBody(request),
      onGone: (run) => response.once('close', run),
    });
    response.writeHead(status, {
      'content-type': contentType,
      'content-length': Buffer.byteLength(body),
      'x-amzn-requestid': randomUUID(),
      ...headers,
    });
    response.end(body);
  }

  const endpoint = await listen(server, port);
  return { endpoint, close: () => stop(server) };
}

export interface JsonRequest extends Omit<EngineRequest, 'body'> {
  readonly input: object;
}

/** The JSON protocol of DynamoDB and SQS around `dispatch`: a refusal becomes AWS's error, a fault of ours a 500. */
export function answerJson(
  dispatch: (request: JsonRequest) => unknown,
): (request: EngineRequest) => Promise<EngineAnswer> {
  const contentType = 'application/x-amz-json-1.0';
  return async ({ operation, body, onGone }) => {
    try {
      const input: unknown = JSON.parse(body || '{}');
      if (typeof input !== 'object' || input === null)
        throw refusal('SerializationException', 'the request is no JSON object');
      const output = await dispatch({ operation, input, onGone });
      return { status: 200, contentType, body: JSON.stringify(output) };
    } catch (error) {
      if (!isRefusal(error)) {
        const message = `the embedded engine failed at ${operation}: ${error instanceof Error ? error.stack : error}`;
        return { status: 500, contentType, body: JSON.stringify({ __type: 'InternalServerError', message }) };
      }
      const headers = error.queryCode ? { 'x-amzn-query-error': `${error.queryCode};Sender` } : {};
      return { status: error.statusCode, contentType, body: JSON.stringify(error.body), headers };
    }
  };
}

/** A browser always says where a page that posts comes from, and under which name the page has called this machine. */
function isFromPage({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin !== undefined || !host?.startsWith('127.0.0.1:');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Answers being written are let out; kept-alive connections would hold the server open for ever.
    server.closeIdleConnections();
    setImmediate(() => server.closeAllConnections());
  });
}
