/** Restricted Mode: a folder whose authors are not trusted is read, and findings are shown; nothing is started. */

import { join } from 'node:path';
import { address, goTo, pressUntil, remote, steps, withPage } from './browser.mjs';
import { placeOf } from './workspace.mjs';

export async function runRestricted({ url, folder, report, screenshots }) {
  await withPage(async (page) => {
    const step = steps(report, page, screenshots);
    await page.goto(address(url, folder, [['openFile', remote(url, `${folder}/flow_gc.c`)]]));
    await page.locator('.monaco-editor .view-lines').waitFor({ timeout: 60_000 });
    await page.mouse.move(200, 450);
    await step.seen('restricted: the workbench says so', page.locator('.statusbar-item', { hasText: 'Restricted Mode' }));
    await goTo(page, ...placeOf(folder, 'flow_gc.c', 'cache.lock);'));
    await step.seen('restricted: the lock is underlined', page.locator('.monaco-editor .squiggly-error'));
    await step('restricted: a hover explains', () => pressUntil(page, ['Control+k', 'Control+i'], page.locator('.monaco-hover:visible', { hasText: 'softirq' }).first()));
    await page.screenshot({ path: join(screenshots, 'restricted.png') });
  });
}
