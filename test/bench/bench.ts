// npm run bench: every figure of the product, as JSON on standard output.
import { benchBundles } from './bundles.ts';
import { benchInbox } from './inbox.ts';
import { benchLoop } from './loop.ts';
import { benchSideBySide } from './side-by-side.ts';
import { note } from './statistics.ts';
import { benchUnderstanding } from './understanding.ts';

note('understanding: wink-nlp alone and the whole assessment');
const understanding = benchUnderstanding();
const sideBySide = await benchSideBySide();
note('loop: from an import to stored threads');
const loop = await benchLoop();
const inbox = await benchInbox([1_000, 50_000]);
note('bundles: the functions as they are deployed');
const functions = await benchBundles();
process.stdout.write(`${JSON.stringify({ understanding, sideBySide, loop, inbox, functions }, null, 2)}\n`);
