/** The Chinese interface, as it is seen: command palette, status bar, settings. */

import { join } from 'node:path';
import { address, remote, steps, withPage } from './browser.mjs';

export async function runChinese({ url, folder, report, screenshots }) {
  await withPage(async (page) => {
    const step = steps(report, page, screenshots);
    await page.goto(address(url, folder, [['openFile', remote(url, `${folder}/flow_gc.c`)]]));
    await step.seen('the status bar counts in Chinese', page.locator('.statusbar-item', { hasText: /lockctx: \d+ 个问题/ }));
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type=text]').first().fill('>lockctx');
    await step.seen('commands have Chinese titles', page.locator('.quick-input-list .monaco-list-row', { hasText: '显示问题的两条路径' }));
    await page.screenshot({ path: join(screenshots, 'chinese-commands.png') });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '打开设置' }).first().click();
    await step.seen('settings are described in Chinese', page.locator('.settings-editor', { hasText: '在输入时找出在错误上下文中获取的锁' }));
    await page.screenshot({ path: join(screenshots, 'chinese-settings.png') });
  });
}
