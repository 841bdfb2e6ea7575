// npm run bench [-- PART …]: every figure of the product, or those of the parts named, as JSON on standard output.
import { benchBundles } from './bundles.ts';
import { benchDesk } from './desk.ts';
import { benchLoop } from './loop.ts';
import { benchNetworks } from './networks.ts';
import { benchScreen } from './screen.ts';
import { benchSideBySide } from './side-by-side.ts';
import { note } from './statistics.ts';
import { benchUnderstanding } from './understanding.ts';

const PARTS: Readonly<Record<string, () => unknown>> = {
  understanding: () => {
    note('understanding: wink-nlp alone and the whole assessment');
    return benchUnderstanding();
  },
  sideBySide: benchSideBySide,
  loop: () => {
    note('loop: from an import to stored threads');
    return benchLoop();
  },
  desk: () => benchDesk([1_000, 100_000]),
  screen: benchScreen,
  networks: () => {
    note('networks: polls against scripted stand-ins, and what they would cost');
    return benchNetworks();
  },
  functions: () => {
    note('bundles: the functions as they are deployed');
    return benchBundles();
  },
};

/** Runs only when it is named: it takes a quarter of an hour and some 20 GB in the temporary folder. */
const LARGE: Readonly<Record<string, () => unknown>> = {
  million: () => benchDesk([1_000, 100_000, 1_000_000]),
};

const given = process.argv.slice(2);
const all = { ...PARTS, ...LARGE };
const unknown = given.filter((name) => !(name in all));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: choose among ${Object.keys(all).join(', ')}`);
const figures: Record<string, unknown> = {};
for (const [name, bench] of Object.entries(given.length === 0 ? PARTS : all)) {
  if (given.length === 0 || given.includes(name)) figures[name] = await bench();
}
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
