// The doors for customers' other contacts, each only where the operator asks for it: they need a domain, numbers, a call centre.
import type { Construct } from 'constructs';
import { ContactDoors } from './contact-doors.ts';
import type { DoorFunction } from './door-function.ts';
import type { EventDoorNeeds } from './event-door.ts';
import { MailDoor } from './mail-door.ts';

export interface CustomerDoorsProps extends EventDoorNeeds {
  readonly api: DoorFunction;
}

/** `cdk deploy -c mailDomain=help.acme.example -c contactEvents=true`; without them the template is as it was. */
export function addCustomerDoors(scope: Construct, { api, ...needs }: CustomerDoorsProps): void {
  const domain: unknown = scope.node.tryGetContext('mailDomain');
  if (domain !== undefined) new MailDoor(scope, 'Mail', { ...needs, api, domain: domainOf(domain) });
  const events: unknown = scope.node.tryGetContext('contactEvents');
  if (events === true || events === 'true') new ContactDoors(scope, 'Contacts', needs);
}

function domainOf(given: unknown): string {
  if (typeof given === 'string' && /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(given)) return given;
  throw new Error(
    `mailDomain is "${String(given)}"; expected a domain in small letters, e.g. -c mailDomain=help.acme.example`,
  );
}
