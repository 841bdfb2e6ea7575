// How long the desk waits for a page, with few and with very many threads on disk, and how many items each page reads.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { apiOf } from '../../functions/api.ts';
import { type House, realOutside } from '../../lib/composition.ts';
import { countReads } from '../support/counted-reads.ts';
import { type BenchEarshot, emptyOnDisk, startForBench } from './earshot-on-disk.ts';
import { fillTable } from './fill-table.ts';
import { numbered, threadsUpTo } from './many-threads.ts';
import { note, percentile, rounded } from './statistics.ts';

/** The machine is never quite alone: of several rounds the middle one counts. */
const ROUNDS = 5;
const REQUESTS = 100;
const WARM_UP = 30;

const { clock } = realOutside();

/** What the desk asks for, of the n-th customer. */
const PAGES: Readonly<Record<string, (n: number) => string>> = {
  inbox: () => '/threads',
  changes: () => `/changes?since=${encodeURIComponent(clock())}`,
  thread: (n) => `/threads/${numbered(n).threadId}`,
  byPhone: (n) => find(numbered(n).phone),
  byEmail: (n) => find(numbered(n).email),
  byHandle: (n) => find(`@${numbered(n).handle}`),
  byCaseNumber: (n) => find(numbered(n).caseNumber),
  customer: (n) => `/customers/${numbered(n).customerId}`,
};

const find = (text: string) => `/customers?find=${encodeURIComponent(text)}`;

/** One number of threads: its data, and the product running on it. */
interface Stocked extends BenchEarshot {
  readonly threads: number;
}

/** For each page: p95 in ms and items read a request, at each number of threads, and the ratio of the last to the first. */
export async function benchDesk(sizes: readonly number[]) {
  const disks = sizes.map(emptyOnDisk);
  const stocks: Stocked[] = [];
  try {
    for (const [place, { data }] of disks.entries()) await fill(data, sizes[place] ?? 0);
    // All at once and asked by turns: what else the machine does then slows all of them.
    for (const [place, { data }] of disks.entries())
      stocks.push({ ...(await startForBench(false, data)), threads: sizes[place] ?? 0 });
    const figures: Record<string, object> = {};
    for (const [page, path] of Object.entries(PAGES)) {
      figures[page] = await measure(stocks, path);
      note(`desk: ${page}: ${JSON.stringify(figures[page])}`);
    }
    return figures;
  } finally {
    for (const { stop } of stocks) await stop();
    for (const { remove } of disks) remove();
  }
}

async function fill(data: string, threads: number): Promise<void> {
  const began = performance.now();
  const { house, stop } = await startForBench(false, data);
  const watchlist = house.watchlist();
  await stop();
  await fillTable(join(data, 'table.sqlite'), house.clock, threadsUpTo(threads, watchlist, house.clock()));
  const bytes = readdirSync(data).reduce((sum, file) => sum + statSync(join(data, file)).size, 0);
  const seconds = (performance.now() - began) / 1000;
  note(`desk: ${threads} threads, ${rounded(bytes / 1e6)} MB on disk, filled in ${rounded(seconds)} s`);
}

async function measure(stocks: readonly Stocked[], path: (n: number) => string) {
  const itemsRead: Record<string, number> = {};
  for (const stock of stocks)
    itemsRead[stock.threads] = await itemsReadBy(stock.house, path(Math.floor(stock.threads / 2)));
  const rounds = stocks.map((): number[] => []);
  await askByTurns(stocks, path, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = await askByTurns(stocks, path, REQUESTS);
    for (const [place, all] of times.entries()) rounds[place]?.push(percentile(all, 0.95));
  }
  const p95 = rounds.map((each) => rounded(percentile(each, 0.5)));
  const p95Ms = Object.fromEntries(stocks.map(({ threads }, place) => [threads, p95[place]]));
  return { p95Ms, lastToFirst: rounded((p95.at(-1) ?? Number.NaN) / (p95[0] ?? Number.NaN)), itemsRead };
}

async function itemsReadBy(house: House, path: string): Promise<number> {
  const reads = countReads(house.db());
  const api = apiOf(house, { identify: () => ({ name: 'Ana', role: 'agent' }), sample: false });
  const before = reads.items;
  const response = await api.request(`/api${path}`);
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return reads.items - before;
}

/** The times of each, in ms. Every request is for another customer: no page is asked for twice soon. */
async function askByTurns(
  stocks: readonly Stocked[],
  path: (n: number) => string,
  requests: number,
): Promise<number[][]> {
  const times = stocks.map((): number[] => []);
  for (let request = 0; request < requests; request += 1) {
    for (const [place, { local, threads }] of stocks.entries()) {
      const url = `${local.url}/api${path(Math.floor(Math.random() * threads))}`;
      const began = performance.now();
      const response = await fetch(url);
      const answer = (await response.json()) as { items?: unknown[] };
      if (!response.ok || answer.items?.length === 0)
        throw new Error(`${url}: ${response.status}, or nothing was found`);
      times[place]?.push(performance.now() - began);
    }
  }
  return times;
}
