// The page of a program: whole, safe, readable, and at work in a browser.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/index.js';
import { compileProgram, diskHost, type Host, memoryHost, readProgram } from '../workspace/index.js';
import { renderSite } from './index.js';
import { STYLE } from './style.js';

const RULES = fileURLToPath(new URL('../../../rules/hr-to-directory', import.meta.url));

const siteOf = async (title: string, host: Host): Promise<string> => {
  const compilation = compileProgram(readProgram(host, { complete: true }));
  if (compilation.plan === undefined) throw new Error('no plan');
  return renderSite(title, compilation, compilation.plan);
};

const PROGRAM = `param zone: string = "Europe/Berlin"
metaverse person {
  id: string exact
  givenName: string
  sn: string
  endDate: date
  displayName: string = "\${givenName} \${sn}"
  /// The last day counts.
  status: "active" | "left" = if goneSince is present or endDate < today(param.zone) then "left" else "active"
}
rule hrPerson "People from HR" from hr.person to person precedence 10 {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  givenName, sn <- trim(same)
  endDate <- same
}
/// Nobody keeps an account after the last day.
rule corpAccount from person to corp.user {
  scope status == "active" and id is present and displayName is present
  join id == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${id},DC=x"
  sAMAccountName <- once id
  employeeID <- id
  displayName <- same
}
`;

const own = () => siteOf('example', memoryHost({ ...exampleWorld, 'a.syncrule': PROGRAM }));
const demo = () => siteOf('hr-to-directory', diskHost(RULES, 'rules'));

describe('the text of the page', () => {
  test('is the same each time', async () => {
    expect(await demo()).toBe(await demo());
  });

  test('tells of each attribute who writes it and who reads it', async () => {
    const page = await own();
    const start = page.indexOf('id="attribute-person.status"');
    const part = page.slice(start, page.indexOf('</article>', start));
    expect(part).toContain('= if goneSince is present or endDate &lt; today(param.zone) then &quot;left&quot;');
    expect(part).toContain('The last day counts.');
    expect(part).toMatch(
      /Read by<\/h5><ul class="uses"><li><a href="#rule-corpAccount">corpAccount<\/a> <span class="as">scope</,
    );
    expect(page).toMatch(/id="attribute-person.goneSince"[\s\S]*?the engine[\s\S]*?person.status/);
  });

  test('tells of each rule what it does, and what becomes of accounts', async () => {
    const page = await own();
    const part = page.slice(
      page.indexOf('id="rule-corpAccount"'),
      page.indexOf('</section>', page.indexOf('id="rule-corpAccount"')),
    );
    for (const expected of [
      'Nobody keeps an account after the last day.',
      '<dt>join</dt><dd><code>id == cs.employeeID</code></dd>',
      '<dt>deprovision</dt><dd class="danger">delete</dd>',
      '<span class="badge">once</span> <code>id</code>',
      'a.syncrule:19',
    ])
      expect(part).toContain(expected);
  });

  test('names nothing outside of itself', async () => {
    const page = (await demo()).replace(/<script>[\s\S]*?<\/script>/g, '');
    const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to = '']) => decodeURIComponent(to));
    const anchors = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id}`));
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((to) => !anchors.has(to))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
  });

  test('has no anchor twice', async () => {
    const ids = [...(await demo()).replace(/<svg[\s\S]*?<\/svg>/g, '').matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('cannot be broken by what a program says', async () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
    const rules = `/// ${evil}
metaverse person { id: string exact }
/// ${evil}
rule hr "${evil}" from hr.person to person { join employeeNumber == mv.id project id <- employeeNumber }
`;
    const page = await siteOf(evil, memoryHost({ ...exampleWorld, 'a.syncrule': rules }));
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<script/g)).toHaveLength(3);
  });
});

/** WCAG 2.2, 1.4.3: 4.5 to 1 for text. */
describe('colours can be read', () => {
  const [light = '', dark = ''] = STYLE.split(':root[data-theme=dark]');
  const colours = (block: string): ReadonlyMap<string, string> =>
    new Map(
      [...block.slice(0, block.indexOf('}')).matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };

  const TEXTS = ['text', 'soft', 'accent', 'danger'].flatMap((text) =>
    ['page', 'card', 'code'].map((ground) => [text, ground] as const),
  );
  const BOXES = ['source', 'metaverse', 'target'].map((ground) => ['text', ground] as const);
  for (const [theme, block] of Object.entries({ light, dark }))
    test.each([...TEXTS, ...BOXES])(`${theme}: %s on %s`, (text, ground) => {
      const known = colours(block);
      expect(contrast(known.get(text) ?? '', known.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
    });
});

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (CHROMIUM === undefined && process.env.CI !== 'true') console.warn('There is no Chromium: pages are not looked at.');

describe.runIf(CHROMIUM !== undefined || process.env.CI === 'true')('in Chromium', () => {
  let directory: string;
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rulec-site-'));
    writeFileSync(join(directory, 'site.html'), await own());
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => troubles.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) troubles.push(request.url());
    });
    await page.goto(pathToFileURL(join(directory, 'site.html')).href);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('it shows the program, in light and in dark, and asks nobody', async () => {
    expect(await page.locator('h1').textContent()).toBe('example');
    expect(await page.locator('svg[role=img]').first().isVisible()).toBe(true);
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await ground()).toBe('rgb(246, 247, 249)');
    const light = await page.screenshot();
    await page.click('#theme');
    expect(await ground()).toBe('rgb(18, 22, 29)');
    const dark = await page.screenshot();
    expect(Math.min(light.length, dark.length)).toBeGreaterThan(20_000);
    expect(light.equals(dark)).toBe(false);
    await page.click('#theme');
    expect(troubles).toEqual([]);
  });

  test('its search finds names by a part and with a slip, and goes there', async () => {
    for (const typed of ['endD', 'date end', 'endDtae']) {
      await page.fill('#search', typed);
      expect(await page.locator('#results strong').allTextContents()).toContain('person.endDate');
    }
    await page.fill('#search', 'person endDate');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('decodeURIComponent(location.hash)')).toMatch(/^#attribute-(?:hr\.)?person\.endDate$/);
    expect(await page.locator('#results').isHidden()).toBe(true);
    await page.fill('#search', 'zzzzzzzz');
    expect(await page.locator('#results').textContent()).toBe('Nothing found');
    await page.keyboard.press('Escape');
  });

  test('a picture of an attribute leads to its neighbours', async () => {
    const part = page.locator('[id="attribute-person.displayName"]');
    await part.locator('summary').click();
    await part.locator('svg a', { hasText: 'givenName' }).last().click();
    expect(await page.evaluate('decodeURIComponent(location.hash)')).toBe('#attribute-person.givenName');
  });

  test('nothing is cut off on a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
    expect(troubles).toEqual([]);
  });
});
