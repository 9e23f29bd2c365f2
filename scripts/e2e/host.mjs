/** Runs host-tests.cjs inside the extension host of a workbench, against the unpacked VSIX: a file that the package lacks fails a test. */

import { fileURLToPath } from 'node:url';
import { address, remote, withPage } from './browser.mjs';

const PATIENCE = 180_000;

/** `report(name, error?)` is told of each test. */
export async function runHostTests({ url, extension, folder, report }) {
  await withPage(async (page) => {
    const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (_, words) => {
      const line = (words ?? []).join(' ');
      const [, verdict, name, why] = /^(ok|not ok) (.*?)(?: :: ([^]*))?$/.exec(line) ?? [];
      if (verdict) report(name, verdict === 'ok' ? undefined : why);
      else if (process.env.VERBOSE) console.log(`  ${line}`);
    });
    const tests = fileURLToPath(new URL('host-tests.cjs', import.meta.url));
    await page.goto(address(url, folder, [['extensionDevelopmentPath', remote(url, extension)], ['extensionTestsPath', remote(url, tests)]]));
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, 'late').unref());
    if ((await Promise.race([ended, late])) === 'late') report('the extension host ends in time', `not within ${PATIENCE / 1000} s`);
  });
}
