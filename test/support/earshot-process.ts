// The product in a process of its own, for tests that kill it: node earshot-process.ts DATA TEMPLATES CLOCK_AHEAD_SECONDS
import { resolve } from 'node:path';
import { instantOf } from '../../lib/domain/time.ts';
import { startLocal } from '../../lib/local/local-runtime.ts';

const [data = '', templates = '', ahead = '0'] = process.argv.slice(2);
const clock = () => instantOf(Date.now() + Number(ahead) * 1000);
let ids = 0;
const local = await startLocal({
  root: resolve(import.meta.dirname, '../..'),
  data,
  templates,
  env: { ...process.env, PORT: '0' },
  outside: {
    clock,
    newId: () => `${process.pid}-${(ids += 1)}`,
    log: { error: (message, error) => console.error(message, error) },
  },
  background: true,
  sample: false,
});
console.log(`open at ${local.url}`);
