/** Headless Chromium on a workbench, and the gestures of somebody who uses the keyboard. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));

/** Calls `use(page)` with a new page in a new profile; closes all of it, whatever happens. */
export async function withPage(use) {
  if (!executablePath) throw new Error('no Chromium: install the package chromium, or name one in CHROMIUM');
  const profile = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-chromium-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, viewport: { width: 1280, height: 760 }, args: flags });
  try {
    return await use(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Address of a workbench with a folder open; `payload`: what its workbench is told at the start, as pairs. */
export function address(url, folder, payload) {
  return `${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** How the workbench names a file of the machine that it runs on. */
export function remote(url, path) {
  return `vscode-remote://${new URL(url).host}${path}`;
}

export async function runCommand(page, title) {
  const box = page.locator('.quick-input-widget input[type=text]').first();
  // A view that opens just then takes the focus, and with it the key or the box.
  await pressUntil(page, ['F1'], box);
  await box.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

export async function openFile(page, name) {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input[type=text]').first().fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
}

export async function goTo(page, line, column) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input[type=text]').first().fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: new RegExp(`${line}\\D+${column}`) }).first().waitFor({ timeout: 10_000 });
}

/** Presses the keys until the target shows, three times at most: a hover that opens at the same moment may close a menu. */
export async function pressUntil(page, keys, target) {
  for (let tries = 1; ; tries++) {
    for (const key of keys) await page.keyboard.press(key);
    try {
      return await target.waitFor({ timeout: 6000 });
    } catch (error) {
      if (tries === 3) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/**
 * Runs and reports one step; what follows a step that failed would fail too, so the suite ends there, with a screenshot.
 * `step.seen` waits for what a locator finds.
 */
export function steps(report, page, screenshots) {
  async function step(name, act) {
    try {
      await act();
      report(name);
    } catch (error) {
      await page.screenshot({ path: join(screenshots, 'failed.png') });
      report(name, error.message);
      throw new SuiteEnded();
    }
  }
  step.seen = (name, locator, state = 'visible') => step(name, () => locator.first().waitFor({ state, timeout: 60_000 }));
  return step;
}

/** Has been reported already. */
export class SuiteEnded extends Error {}
