/** The Chinese interface, as it is seen: command palette, status bar, settings. */

import { join } from 'node:path';
import { address, remote, withPage } from './browser.mjs';

export async function runChinese({ url, folder, report, screenshots }) {
  await withPage(async (page) => {
    const check = async (name, locator) => report(name, await locator.first().waitFor({ timeout: 60_000 }).then(() => undefined, (error) => error.message));
    await page.goto(address(url, folder, [['openFile', remote(url, `${folder}/flow_gc.c`)]]));
    await check('the status bar counts in Chinese', page.locator('.statusbar-item', { hasText: /lockctx: \d+ 个问题/ }));
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type=text]').first().fill('>lockctx');
    await check('commands have Chinese titles', page.locator('.quick-input-list .monaco-list-row', { hasText: '显示问题的两条路径' }));
    await page.screenshot({ path: join(screenshots, 'chinese-commands.png') });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '打开设置' }).first().click();
    await check('settings are described in Chinese', page.locator('.settings-editor', { hasText: '在输入时找出在错误上下文中获取的锁' }));
    await page.screenshot({ path: join(screenshots, 'chinese-settings.png') });
  });
}
