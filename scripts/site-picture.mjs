// Draws docs/images/program-page.png: the page that `rulec docs` makes of the demonstration, as Chromium shows it.
// Needs `npm run build` and Chromium.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const directory = mkdtempSync(join(tmpdir(), 'syncrule-picture-'));
try {
  const page = join(directory, 'page.html');
  execFileSync(process.execPath, [
    join(root, 'compiler/bin/rulec.js'),
    'docs',
    join(root, 'rules/hr-to-directory'),
    '-o',
    page,
  ]);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const tab = await browser.newPage({ viewport: { width: 1280, height: 840 }, colorScheme: 'light' });
  await tab.goto(`${pathToFileURL(page).href}#rule-corpAccount`);
  await tab.evaluate(() => scrollTo(0, 0));
  await tab.screenshot({ path: join(root, 'docs/images/program-page.png') });
  await tab.goto(`${pathToFileURL(page).href}#attribute-person.displayName`);
  await tab.locator('[id="attribute-person.displayName"] summary').click();
  await tab.screenshot({ path: join(root, 'docs/images/program-page-attribute.png') });
  await browser.close();
} finally {
  rmSync(directory, { recursive: true, force: true });
}
