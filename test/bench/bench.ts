// npm run bench [-- PART …]: every figure of the product, or those of the parts named, as JSON on standard output.
import { benchBundles } from './bundles.ts';
import { benchInbox } from './inbox.ts';
import { benchLoop } from './loop.ts';
import { benchNetworks } from './networks.ts';
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
  inbox: () => benchInbox([1_000, 50_000]),
  networks: () => {
    note('networks: polls against scripted stand-ins, and what they would cost');
    return benchNetworks();
  },
  functions: () => {
    note('bundles: the functions as they are deployed');
    return benchBundles();
  },
};

const given = process.argv.slice(2);
const unknown = given.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}: choose among ${Object.keys(PARTS).join(', ')}`);
const figures: Record<string, unknown> = {};
for (const [name, bench] of Object.entries(PARTS)) {
  if (given.length === 0 || given.includes(name)) figures[name] = await bench();
}
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
