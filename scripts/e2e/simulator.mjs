/** The simulator in the workbench, by keyboard: opened from a lens and from a code action, stepped, scrubbed, with the fix, in high contrast. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { address, goTo, openFile, pressUntil, remote, runCommand, steps, withPage } from './browser.mjs';
import { placeOf } from './workspace.mjs';

export async function runSimulator({ url, folder, report, screenshots }) {
  await withPage(async (page) => {
    const step = steps(report, page, screenshots);
    const shot = (name) => page.screenshot({ path: join(screenshots, `${name}.png`) });
    const refused = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    const view = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    const counter = view.locator('.counter');
    const current = view.locator('tr[aria-current=step]');
    const marked = page.locator('.monaco-editor .view-overlays [class*="ced-"][class*="TextEditorDecorationType"]');
    const at = (text) => counter.filter({ hasText: text }).first().waitFor({ timeout: 15_000 });
    const [line, column] = placeOf(folder, 'flow_gc.c', 'cache.lock);');
    await page.setViewportSize({ width: 1500, height: 900 });
    await page.goto(address(url, folder, [['openFile', remote(url, `${folder}/flow_gc.c`)]]));
    await page.locator('.monaco-editor .view-lines').waitFor({ timeout: 60_000 });
    await page.mouse.move(5, 5);
    await goTo(page, line, column);
    await step.seen('the lock is underlined', page.locator('.monaco-editor .squiggly-error'));

    const lens = page.locator('.codelens-decoration a', { hasText: 'simulate' }).first();
    await step.seen('a lens offers to simulate', lens);
    await lens.click();
    await step.seen('it opens the simulator beside the code', view.locator('section.simulator'));

    await runCommand(page, 'View: Focus First Editor Group');
    await goTo(page, line, column);
    const action = page.locator('.action-widget .monaco-list-row', { hasText: 'Simulate this path' }).first();
    await step('so does a code action', () => pressUntil(page, ['Control+.'], action));
    await action.click();
    await step('in place of the one that was open', async () => {
      for (let tries = 0; (await page.locator('iframe.webview').count()) !== 1; tries++) {
        if (tries === 100) throw new Error('two simulators are open');
        await page.waitForTimeout(100);
      }
    });
    await step.seen('with the focus on the simulator', view.locator('section.simulator:focus'));
    await step('at the first step', () => at('1 /'));
    const last = Number((await counter.inputValue().catch(() => counter.textContent())).split('/')[1]);

    await page.keyboard.press('ArrowRight');
    await step('the right arrow steps forth', () => at('2 /'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await step('the left arrow steps back', () => at('2 /'));
    await step.seen('one row is the current one', current);
    await step.seen('its line is marked in the editor', marked);
    await page.keyboard.press('End');
    await step('End goes to the fatal step', () => at(`${last} /`));
    await step.seen('which is explained in one sentence', view.locator('.verdict.fatal', { hasText: 'for ever' }));
    const [fatal] = placeOf(folder, 'flow_gc.c', 'c->lock);');
    await step('and whose line is marked', async () => {
      for (let tries = 0; (await markedLine(page, marked)) !== String(fatal); tries++) {
        if (tries === 50) throw new Error(`line ${await markedLine(page, marked)} is marked, not ${fatal}`);
        await page.waitForTimeout(100);
      }
    });
    await step.seen('locks have owners and waiters', view.locator('.locks li.contended'));
    await step.seen('masks are drawn', view.locator('.flag.off').or(view.locator('.flag.on')));
    await shot('simulator');

    await view.locator('.scrub').fill('3');
    await step('the slider scrubs', () => at('4 /'));
    await step('and says the step to a screen reader', async () => {
      const said = await view.locator('.scrub').getAttribute('aria-valuetext');
      if (!said || said !== (await view.locator('.said[aria-live=polite]').textContent())) throw new Error(`said: ${said}`);
    });
    await view.locator('tbody tr').nth(1).click();
    await step('a click on a row goes there', () => at('2 /'));
    await view.locator('section.simulator').focus();
    await page.keyboard.press('f');
    await step.seen('f turns to the fixed program', view.locator('button[aria-pressed=true]'));
    await page.keyboard.press('End');
    await step.seen('in which nothing goes wrong', view.locator('.verdict.good', { hasText: 'No interleaving goes wrong' }));
    await step.seen('and which is the text with the offered fix', view.locator('.remedy', { hasText: 'applied' }));
    await shot('simulator-fixed');
    await page.keyboard.press('f');
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await step('the space bar plays it to its end', () => at(`${last} /`));

    await step('the page allows no script, style, picture or connection but its own', async () => {
      const policy = await view.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
      if (!/^default-src 'none'; style-src \S+( \S+)*; script-src 'nonce-\w+'$/.test(policy) || /unsafe/.test(policy)) throw new Error(policy);
      const tried = await view.locator('body').evaluate(async (body) => {
        const script = body.ownerDocument.createElement('script');
        script.textContent = 'window.broken = true';
        body.append(script);
        const reached = await fetch('https://example.org/').then(() => true, () => false);
        return { ran: window.broken === true, reached };
      });
      if (tried.ran || tried.reached) throw new Error(JSON.stringify(tried));
    });
    await step('and needs nothing else itself', async () => {
      const own = refused.filter((text) => !/broken|example\.org|inline/.test(text) && /simulator/.test(text));
      if (own.length) throw new Error(own.join('\n'));
    });

    useTheme(folder, 'Default High Contrast');
    await step.seen('it follows a high-contrast theme', view.locator('body.vscode-high-contrast'));
    await view.locator('section.simulator').focus();
    await page.keyboard.press('End');
    await step('with borders and an outline of its own', async () => {
      const { border, outline, text, back, mark } = await current.evaluate((row) => {
        const box = row.ownerDocument.querySelector('.machine section');
        const style = getComputedStyle(box);
        return { border: style.borderTopColor, outline: getComputedStyle(row).outlineStyle, mark: getComputedStyle(row).backgroundColor, text: getComputedStyle(row.ownerDocument.body).color, back: getComputedStyle(row.ownerDocument.body).backgroundColor };
      });
      if (outline === 'none' || mark !== 'rgba(0, 0, 0, 0)' || border === back || text === back) throw new Error(JSON.stringify({ border, outline, text, back, mark }));
    });
    await shot('simulator-high-contrast');
    useTheme(folder, 'Default Dark Modern');
    await step.seen('and a dark one', view.locator('body.vscode-dark'));
    await shot('simulator-dark');

    await runCommand(page, 'Explorer: Focus on Lock Classes View');
    const row = (level, text) => page.locator(`.pane-body .monaco-list-row[aria-level="${level}"]`, { hasText: text }).first();
    await row(1, 'struct flow_cache.lock').click();
    await step('the view of lock classes has the acquisition', async () => {
      await pressUntil(page, ['ArrowRight'], row(2, 'process'));
      await row(2, 'process').click();
      await pressUntil(page, ['ArrowRight'], row(3, 'flow_gc()'));
    });
    await row(3, 'flow_gc()').hover();
    await step('and a button that simulates its finding', () => row(3, 'flow_gc()').locator('.actions .action-label').first().click({ timeout: 10_000 }));
    await step('from where it is simulated too', () => at('1 /'));

    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'report.splat');
    await runCommand(page, 'Explain a Kernel Splat');
    await step.seen('a kernel report is explained', page.locator('.tab', { hasText: 'Kernel splat' }));
    await runCommand(page, 'Notifications: Show Notifications');
    const offered = page.locator('.notifications-center .notification-list-item', { hasText: 'about source that is open here' });
    const choice = (text) => offered.locator('.monaco-button', { hasText: text }).first();
    await step.seen('and offers to show the fixes of its finding', choice('Show the Fixes'));
    await choice('Simulate this Path').click();
    await step.seen('and to simulate it', page.locator('.tab.active', { hasText: 'Simulation: softirq-unsafe-lock' }));
  });
}

/** The number beside the line that is marked. */
async function markedLine(page, marked) {
  const y = (await marked.first().boundingBox())?.y;
  for (const number of await page.locator('.monaco-editor .line-numbers').all()) {
    const box = await number.boundingBox();
    if (box && y !== undefined && Math.abs(box.y - y) < 2) return number.textContent();
  }
  return undefined;
}

function useTheme(folder, name) {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'workbench.colorTheme': name }));
}
