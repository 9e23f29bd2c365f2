/** One walk through the workbench with keyboard and eyes: what only a person would notice. Takes the screenshots of the README on the way. */

import { join } from 'node:path';
import { address, goTo, pressUntil, remote, runCommand, steps, withPage } from './browser.mjs';
import { placeOf } from './workspace.mjs';

export async function runClicks({ url, folder, report, screenshots }) {
  await withPage(async (page) => {
    const step = steps(report, page, screenshots);
    const shot = (name) => page.screenshot({ path: join(screenshots, `${name}.png`) });
    await page.setViewportSize({ width: 1080, height: 640 });
    const [line, column] = placeOf(folder, 'flow_gc.c', 'cache.lock);');
    await page.goto(address(url, folder, [['openFile', remote(url, `${folder}/flow_gc.c`)]]));
    await page.locator('.monaco-editor .view-lines').waitFor({ timeout: 60_000 });
    await page.mouse.move(200, 450); // away from the text: a hover of its own would close what the keyboard opens

    await goTo(page, line, column);
    await step.seen('the lock is underlined', page.locator('.monaco-editor .squiggly-error'));
    await step.seen('the status bar counts', page.locator('.statusbar-item', { hasText: /lockctx: \d+ finding/ }));

    await step.seen('a lens tells where functions run', page.locator('.codelens-decoration', { hasText: 'process' }));

    await runCommand(page, 'View: Toggle Problems');
    await step.seen('the Problems view has an entry', page.locator('.markers-panel .monaco-list-row', { hasText: 'struct flow_cache.lock is taken here' }));
    await step.seen('with the steps of its proof', page.locator('.markers-panel .monaco-list-row', { hasText: 'softirq (rcu)' }));
    await shot('finding');
    await runCommand(page, 'View: Toggle Problems');
    await page.locator('.monaco-editor .view-lines').first().click();

    await goTo(page, line, column);
    await step('a hover explains', () => pressUntil(page, ['Control+k', 'Control+i'], page.locator('.monaco-hover:visible', { hasText: 'softirq' }).first()));
    await page.keyboard.press('Escape');

    await runCommand(page, 'lockctx: Show Both Paths of the Finding');
    await step.seen('both paths stand in a peek view', page.locator('.peekview-widget .monaco-list-row', { hasText: 'call_rcu' }));
    await shot('both-paths');
    await page.keyboard.press('Escape');
    await page.locator('.peekview-widget').first().waitFor({ state: 'detached' });

    await goTo(page, line, column);
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'spin_lock_bh' }).first();
    await step('a quick fix is offered', () => pressUntil(page, ['Control+.'], fix));
    await shot('quick-fix');
    await page.keyboard.press('Enter');
    await step.seen('the acquisition is changed', page.locator('.view-line', { hasText: 'spin_lock_bh(' }));
    await step.seen('and its release', page.locator('.view-line', { hasText: 'spin_unlock_bh(' }));
    await step.seen('the squiggle is gone', page.locator('.monaco-editor .squiggly-error'), 'detached');
    await page.keyboard.press('Control+z');
    await step.seen('undone, it is back', page.locator('.monaco-editor .squiggly-error'));

    await runCommand(page, 'Explorer: Focus on Lock Classes View');
    const lockClass = page.locator('.pane-body .monaco-list-row', { hasText: 'struct flow_cache.lock' }).first();
    await step.seen('the lock class is in its view', lockClass);
    await lockClass.click();
    await step('with the contexts that take it', () => pressUntil(page, ['ArrowRight'], page.locator('.pane-body .monaco-list-row', { hasText: 'softirq' }).nth(1)));
    await shot('lock-classes');
  });
}
