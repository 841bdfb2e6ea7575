// The desk under one address: the site, the API behind it, and the way to sign in to both.
import type { Stack } from 'aws-cdk-lib';
import { DeskApi } from './desk-api.ts';
import { DeskFiles } from './desk-files.ts';
import { DeskSignIn } from './desk-sign-in.ts';
import { DeskSite } from './desk-site.ts';
import type { DeskUsers } from './desk-users.ts';
import type { DoorFunction } from './door-function.ts';

export interface DeskProps {
  readonly users: DeskUsers;
  /** What answers the signed-in. */
  readonly api: DoorFunction;
  readonly built: string | undefined;
}

export interface Desk {
  readonly gateway: DeskApi;
  readonly url: string;
}

/** Puts the desk's parts into the stack itself: what a resource is called there must not change, or it is made anew. */
export function addDesk(stack: Stack, { users, api, built }: DeskProps): Desk {
  const gateway = new DeskApi(stack, 'Gateway');
  const signInUrl = users.domain.baseUrl();
  const site = new DeskSite(stack, 'Site', { apiHost: gateway.host, signInOrigin: signInUrl });
  const signIn = new DeskSignIn(stack, 'SignIn', { users, deskUrl: site.url });
  gateway.deliverTo(api, signIn.authorizer);
  new DeskFiles(stack, 'Files', { bucket: site.files, built, signIn: { url: signInUrl, clientId: signIn.clientId } });
  return { gateway, url: site.url };
}
