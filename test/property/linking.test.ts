// Random links between several customers and their ends: what belonged to whom is restored exactly, and nothing is lost.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorIdentity, type Identity, isCurrent } from '../../lib/domain/customer.ts';
import { knowAuthor } from '../../lib/flows/know-author.ts';
import { knowIdentity } from '../../lib/flows/know-identity.ts';
import { linkCustomer } from '../../lib/flows/link-customer.ts';
import { unlinkCustomer } from '../../lib/flows/unlink-customer.ts';
import { getBelonging, listLinks } from '../../lib/store/customers.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

const RUNS = { numRuns: 6 };

/** Two accounts and two addresses that begin as customers of their own, and a CRM id that is nobody's. */
const IDENTITIES: readonly Identity[] = [
  authorIdentity({ network: 'mastodon', id: 'ada' }),
  authorIdentity({ network: 'bluesky', id: 'did:plc:ada' }),
  { kind: 'email', value: 'ada@customer.test' },
  { kind: 'phone', value: '+447700900123' },
  { kind: 'crm', value: 'CRM-1' },
];
const KNOWN = 4;

interface Made {
  readonly customerId: string;
  readonly linkId: string;
}

let earshot: TestEarshot;
let customerIds: readonly string[];
const deps = () => ({ ...earshot.house, db: earshot.house.db() });
beforeAll(async () => {
  earshot = await startEarshot();
  await knowAuthor(deps(), { network: 'mastodon', id: 'ada', handle: 'ada' });
  await knowAuthor(deps(), { network: 'bluesky', id: 'did:plc:ada', handle: 'ada' });
  for (const identity of IDENTITIES.slice(2, KNOWN)) await knowIdentity(deps(), identity, { evidence: 'wrote' });
  customerIds = await Promise.all(IDENTITIES.slice(0, KNOWN).map(async (one) => (await ownerOf(one)) ?? ''));
});
afterAll(() => earshot.stop());

const ownerOf = async (identity: Identity) => (await getBelonging(deps().db, identity))?.customerId;

/** What belongs to whom by the identities, and by the customers' current links: the two must say the same. */
async function belongings(): Promise<string[]> {
  const owners = await Promise.all(IDENTITIES.map(ownerOf));
  const links = await Promise.all(customerIds.map((id) => listLinks(deps().db, id)));
  const current = links.flat().filter(isCurrent);
  const byLinks = current.map(({ customerId, value }) => `${value} ${customerId}`).toSorted();
  const byIdentity = IDENTITIES.flatMap(({ value }, place) => (owners[place] ? [`${value} ${owners[place]}`] : []));
  expect(byIdentity.toSorted()).toEqual(byLinks);
  return byLinks;
}

/** The links that were made; to link what belongs there already makes none. */
async function linkAll(steps: readonly (readonly [number, number])[]): Promise<Made[]> {
  const made: Made[] = [];
  for (const [who, what] of steps) {
    const [customerId, identity] = [customerIds[who], IDENTITIES[what]];
    if (!customerId || !identity) throw new Error(`there is no customer ${who} or identity ${what}`);
    const before = (await getBelonging(deps().db, identity))?.linkId;
    await linkCustomer(deps(), { customerId, ...identity, basis: 'told-us', evidence: 'said so', by: 'Ana' });
    const linkId = (await getBelonging(deps().db, identity))?.linkId;
    if (linkId !== undefined && linkId !== before) made.push({ customerId, linkId });
  }
  return made;
}

const unlink = (made: Made) => unlinkCustomer(deps(), { ...made, by: 'Ben' });

const someLinks = fc.array(fc.tuple(fc.nat({ max: KNOWN - 1 }), fc.nat({ max: IDENTITIES.length - 1 })), {
  minLength: 1,
  maxLength: 6,
});

describe('links that are made and ended at random', () => {
  it('restore at each step exactly what was before, ended in reverse', async () => {
    await fc.assert(
      fc.asyncProperty(someLinks, async (steps) => {
        const states: string[][] = [];
        const made: Made[] = [];
        for (const step of steps) {
          const before = await belongings();
          const [link] = await linkAll([step]);
          if (!link) continue;
          states.push(before);
          made.push(link);
        }
        for (const link of made.toReversed()) {
          await unlink(link);
          expect(await belongings()).toEqual(states.pop());
        }
      }),
      RUNS,
    );
  });

  it('lose nothing in whatever order they end, and come to the beginning when all have ended', async () => {
    await fc.assert(
      fc.asyncProperty(someLinks, fc.infiniteStream(fc.nat()), async (steps, choices) => {
        const start = await belongings();
        const made = await linkAll(steps);
        while (made.length > 0) {
          const chosen = choices.next().value % made.length;
          const [link] = made.splice(chosen, 1);
          if (link) await unlink(link);
          const now = await belongings();
          // Whatever began with a customer of its own belongs to somebody.
          for (const { value } of IDENTITIES.slice(0, KNOWN))
            expect(now.filter((one) => one.startsWith(`${value} `))).toHaveLength(1);
        }
        expect(await belongings()).toEqual(start);
      }),
      RUNS,
    );
  });
});
