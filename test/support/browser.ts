// The browser of the desk's tests: the one that @sparticuz/chromium ships, or the one named by CHROMIUM_PATH.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions, type Page } from 'playwright-core';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'node_modules/@sparticuz/chromium/package.json');

/** Chromium with the flags that headless runs in containers need; a missing browser is an error, never a skipped test. */
export async function launchBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  return chromium.launch({ ...(await findBrowser()), args });
}

async function findBrowser(): Promise<LaunchOptions> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH !== undefined) return { executablePath: CHROMIUM_PATH };
  const home = await unpacked();
  const libraries = [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf') };
  return { executablePath: join(home, 'chromium'), env };
}

/**
 * Unpacks the browser with the shared libraries and fonts it ships, once per version. The package unpacks into the
 * temporary folder and takes a file that is still being written for a finished one; so it runs in a process with a
 * temporary folder of its own, which is then moved into place whole.
 */
async function unpacked(): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(PACKAGE, 'utf8'));
  const home = join(ROOT, 'node_modules/.cache/earshot', `chromium-${version}`);
  if (existsSync(home)) return home;
  const partial = `${home}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  const script = "import('@sparticuz/chromium').then((module) => module.default.executablePath())";
  // Pretending to be Lambda makes the package unpack its shared libraries too.
  const env = { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
  await run(process.execPath, ['-e', script], { cwd: ROOT, env });
  await writeFile(join(partial, 'fonts.conf'), fontsConf(home));
  await rename(partial, home).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  });
  return home;
}

/** The fonts of the machine, and the shipped one for a machine without fonts. */
function fontsConf(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(home, 'fonts')}</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on the page as it stands, one line a fault; the page's context must bypass its CSP. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const options = JSON.stringify({ runOnly: { type: 'tag', values: RULES } });
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
