// Serves the API, the doors for other systems and the desk's files on loopback, to this machine and nobody else.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Actor, Api } from '../api/api-deps.ts';
import type { CasePages } from '../api/case-routes.ts';
import type { Webhooks } from '../api/webhook-deps.ts';
import { contentSecurityPolicy } from '../config/content-security.ts';
import { CannotStart } from './cannot-start.ts';

export interface DeskServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface DeskServerOptions {
  readonly api: Api;
  readonly webhooks: Webhooks;
  readonly casePages: CasePages;
  /** The built desk. */
  readonly files: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Rejects with CannotStart when the port is taken. */
export async function startDeskServer({
  api,
  webhooks,
  casePages,
  files,
  port,
}: DeskServerOptions): Promise<DeskServer> {
  const site = new Hono();
  site.use(async (context, next) => {
    // A page of another site can make a browser call loopback under a name of its own; it cannot fake these two.
    if (!isOwnHost(context.req.header('host')) || !isOwnOrigin(context.req.raw.headers))
      return context.text('not from here', 403);
    await next();
  });
  site.use(compress());
  // Before the API, which answers every other path below /api.
  site.route('/', webhooks);
  site.route('/', api);
  site.route('/', casePages);
  site.use(async (context, next) => {
    await next();
    context.header('content-security-policy', contentSecurityPolicy());
    context.header('x-content-type-options', 'nosniff');
    context.header(
      'cache-control',
      context.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
  });
  // Deployed, it says where to sign in.
  site.get('/config.json', (context) => context.json({}));
  site.use(serveStatic({ root: files }));
  const server = createServer(getRequestListener(site.fetch));
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whoever sits at this machine may do everything; a name given by the desk signs what they do. */
export function localActor(request: Request): Actor {
  const name = decodeURIComponent(request.headers.get('earshot-agent') ?? '')
    .trim()
    .slice(0, 100);
  return { name: name || 'You', role: 'admin' };
}

const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && OWN_HOST.test(host);
}

/** A page that asks for no referrer has no origin to name: then the browser says whether it is from here. */
function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin === 'null') return headers.get('sec-fetch-site') === 'same-origin';
  return origin === null || OWN_HOST.test(origin.replace(/^http:\/\//, ''));
}

/** Whether the desk could be served there, asked before everything else is started. Rejects with CannotStart. */
export async function requireFreePort(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port);
  await new Promise((resolve) => server.close(resolve));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new CannotStart(`Port ${port} is taken by another program. Stop that one, or set PORT to another.`));
      else if (error.code === 'EACCES')
        reject(new CannotStart(`Port ${port} is for administrators only. Set PORT to another, e.g. 4000.`));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
