// What every network's adapter owes when the network is clumsy: late, out of order, twice, cut short, or by another clock.
import { expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { readAll, readPage, type Scene } from '../support/platform-scene.ts';

/** How far back the next poll reads again, see lib/domain/source.ts. */
const OVERLAP = { minutes: -5 };
/** What a failed poll may end in; anything else would be taken for a defect, or for a page without posts. */
const FAILURES = /^(Unavailable|SignInExpired|NotFound|QuotaExhausted|RateLimited)$/;

export function comingThrough(at: () => Scene): void {
  it('hears a post that the network shows late, behind newer ones', async () => {
    const { fake, clock, platform } = at();
    fake.addMention({ author: 'ann', text: 'first' });
    clock.advance({ minutes: 2 });
    fake.addMention({ author: 'bob', text: 'third' });
    const read = clock.advance({ minutes: 1 });
    expect((await readAll(platform)).items).toHaveLength(2);
    fake.addMention({ author: 'cid', text: 'second', at: plus(read, { minutes: -2 }) });
    clock.advance({ minutes: 1 });
    const { items } = await readAll(platform, 'main', plus(read, OVERLAP));
    expect(items.map(({ mention }) => mention.text)).toContainEqual(expect.stringContaining('second'));
  });

  it.each([5, -5])("hears a post when the network's clock is %i minutes ahead of ours", async (minutes) => {
    const { fake, clock, platform } = at();
    const polled = clock.advance({ minutes: 10 });
    const { id } = fake.addMention({ author: 'ann', text: 'hello', at: plus(polled, { minutes }) });
    const { items } = await readAll(platform, 'main', plus(polled, OVERLAP));
    expect(items.map(({ mention }) => mention.id)).toEqual([id]);
  });

  it.each(['reordered', 'doubled'] as const)(
    'reads a page whose items are %s: all of them, each under its id',
    async (how) => {
      const { fake, platform } = at();
      const ids = mentions(at(), 3);
      fake.failNext(how);
      const page = await readPage(platform);
      expect(new Set(page.items.map(({ mention }) => mention.id))).toEqual(new Set(ids));
      expect(page.unreadable).toEqual([]);
      expect(page.items.map((item) => item.at)).toEqual(
        page.items
          .map((item) => item.at)
          .toSorted()
          .toReversed(),
      );
    },
  );

  it.each([
    ['is not there', { status: 404, json: { error: 'Not Found' } }],
    ['is forbidden', { status: 403, json: { error: 'Forbidden' } }],
    ['is an error that calls itself a success', { status: 200, json: { error: 'Something went wrong' } }],
    ['is cut in the middle', 'cut-body'],
  ] as const)('takes no page that %s for an empty one', async (_what, failure) => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: 'hello' });
    fake.failNext(failure);
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: expect.stringMatching(FAILURES) });
    expect((await readPage(platform)).items).toHaveLength(1);
  });
}

export function comingThroughPages(at: () => Scene): void {
  it.each(['reordered', 'doubled', 'last-again'] as const)(
    'loses nothing and finds the end when the items of all pages come %s',
    async (how) => {
      const { fake, platform } = at();
      const ids = mentions(at(), 8);
      const first = await readPage(platform);
      fake.failNext(how, 20);
      const rest = first.nextPageToken ? await readFrom(at(), first.nextPageToken) : [];
      const heard = [...first.items.map(({ mention }) => mention.id), ...rest];
      expect(new Set(heard)).toEqual(new Set(ids));
    },
  );
}

export function keepingItsPlace(at: () => Scene): void {
  it('reads on when an old item stands at the head of a newer page', async () => {
    const { fake, clock, platform } = at();
    fake.addMention({ author: 'ann', text: 'old' });
    await readPage(platform);
    const downTo = clock.advance({ minutes: 30 });
    const ids = ['a', 'b', 'c', 'd', 'e'].map((text) => {
      clock.advance({ minutes: 1 });
      return fake.addMention({ author: 'ann', text: `complaint ${text}` }).id;
    });
    fake.failNext('last-again');
    const { items } = await readAll(platform, 'main', downTo);
    expect(items.map(({ mention }) => mention.id).toSorted()).toEqual(ids.toSorted());
  });
}

/** Mentions a minute apart; their ids, oldest first. */
function mentions({ fake, clock }: Scene, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    clock.advance({ minutes: 1 });
    return fake.addMention({ author: 'ann', text: `complaint ${i}` }).id;
  });
}

async function readFrom({ platform }: Scene, token: string): Promise<string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined = token;
  for (let pages = 0; pageToken !== undefined; pages += 1) {
    expect(pages).toBeLessThan(20);
    const page = await readPage(platform, { pageToken });
    ids.push(...page.items.map(({ mention }) => mention.id));
    pageToken = page.nextPageToken;
  }
  return ids;
}
