/** The HTML report as a file in a browser: no server, nothing fetched, every replay playable; and what a step costs at 1,000 of them. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { steps, withPage } from './browser.mjs';

const cli = fileURLToPath(new URL('../../server/bin/lockctx.js', import.meta.url));
const STEPS = 1000;

export async function runReport({ folder, report, screenshots }) {
  const file = join(folder, 'report.html');
  spawnSync(process.execPath, [cli, 'lint', folder, '--root', folder, '--format', 'html', '-o', file, '--fail-on', 'never', '--no-cache'], { encoding: 'utf8' });
  await withPage(async (page) => {
    const step = steps(report, page, screenshots);
    const [asked, said] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(pathToFileURL(file).href);
    const findings = page.locator('details.finding');
    await step.seen('the report lists the findings', findings);
    await findings.first().locator('summary').first().focus();
    await page.keyboard.press('Enter');
    const simulator = findings.first().locator('section.simulator');
    await step.seen('one that is opened by keyboard has its replay', simulator);
    await simulator.focus();
    await page.keyboard.press('End');
    await step.seen('which ends in the fatal step', simulator.locator('.verdict.fatal', { hasText: 'for ever' }));
    await page.keyboard.press('f');
    await page.keyboard.press('End');
    await step.seen('and is good with the fix', simulator.locator('.verdict.good', { hasText: 'No interleaving goes wrong' }));
    await step('every finding has a replay', async () => {
      const [all, replays] = [await findings.count(), await page.locator('details.finding .replay').count()];
      if (all === 0 || replays !== all) throw new Error(`${replays} of ${all}`);
    });
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    await step('where the system forces colours the current step has an outline', async () => {
      const style = await simulator.locator('tr[aria-current=step]').evaluate((row) => getComputedStyle(row).outlineStyle);
      if (style === 'none') throw new Error(style);
    });
    await page.screenshot({ path: join(screenshots, 'report-forced-colours.png'), fullPage: true });
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
    await page.screenshot({ path: join(screenshots, 'report.png'), fullPage: true });
    await step('nothing was fetched, and the page kept to its own policy', async () => {
      const others = asked.filter((url) => url !== pathToFileURL(file).href);
      if (others.length || said.length) throw new Error([...others, ...said].join('\n'));
    });

    writeFileSync(join(folder, 'long.html'), stretched(readFileSync(file, 'utf8')));
    await page.goto(pathToFileURL(join(folder, 'long.html')).href);
    await findings.first().locator('summary').first().click();
    await simulator.focus();
    let costs = [];
    await step(`a replay of ${STEPS} steps is stepped through by keyboard`, async () => {
      costs = await simulator.evaluate(stepThrough);
      const counter = await simulator.locator('.counter').evaluate((output) => output.value);
      if (counter !== `${STEPS} / ${STEPS}`) throw new Error(counter);
    });
    const sorted = costs.sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
    console.log(`   a step of ${STEPS}, drawn: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`);
  });
}

/** Presses the key and waits for layout, all the way; milliseconds by step. In the page. */
function stepThrough(root) {
  const costs = [];
  for (const last = Number(root.querySelector('.scrub').max); costs.length < last; ) {
    const started = performance.now();
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    root.querySelector('tr[aria-current=step]').getBoundingClientRect();
    costs.push(performance.now() - started);
  }
  return costs;
}

/** The first replay with its steps over and over. */
function stretched(page) {
  return page.replace(/(<script type="application\/json">)([^]*?)(<\/script>)/, (_, open, data, close) => {
    const simulation = JSON.parse(data);
    const { steps: own } = simulation.run;
    simulation.run.steps = Array.from({ length: STEPS }, (_unused, i) => own[i % own.length]);
    return `${open}${JSON.stringify(simulation).replace(/</g, '\\u003c')}${close}`;
  });
}
