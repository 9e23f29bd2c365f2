/** The extension in the browser's own extension host: no Node, no disk, the engine in a worker. */

import { join } from 'node:path';
import { address, goTo, pressUntil, remote, steps, withPage } from './browser.mjs';
import { placeOf } from './workspace.mjs';

export async function runWeb({ url, folder, report, screenshots }) {
  await withPage(async (page) => {
    const step = steps(report, page, screenshots);
    if (process.env.VERBOSE) page.on('console', (message) => console.log(`  ${message.text()}`));
    await page.goto(address(url, folder, [['openFile', remote(url, `${folder}/flow_gc.c`)]]));
    await page.locator('.monaco-editor .view-lines').waitFor({ timeout: 60_000 });
    await page.mouse.move(200, 450);
    await goTo(page, ...placeOf(folder, 'flow_gc.c', 'cache.lock);'));
    await step.seen('web: a finding is underlined', page.locator('.monaco-editor .squiggly-error'));
    await step('web: a quick fix is offered', () => pressUntil(page, ['Control+.'], page.locator('.action-widget .monaco-list-row', { hasText: 'spin_lock_bh' }).first()));
    await page.screenshot({ path: join(screenshots, 'web.png') });
    await page.keyboard.press('Enter');
    await step.seen('web: the fix is applied', page.locator('.view-line', { hasText: 'spin_lock_bh' }));
    await step.seen('web: the finding is gone', page.locator('.monaco-editor .squiggly-error'), 'detached');
  });
}
