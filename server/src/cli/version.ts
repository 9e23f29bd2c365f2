/** The version, as the package says it, and what it runs on. */

import manifest from '../../package.json' with { type: 'json' };
import { openParser } from '../node/open-parser.ts';

export const version: string = manifest.version;

/** For `--version` and bug reports. */
export async function versionText(): Promise<string> {
  return `lockctx ${version} (parser ${await binding()}, Node ${process.versions.node}, ${process.platform} ${process.arch})\n`;
}

async function binding(): Promise<string> {
  try {
    return (await openParser()).binding;
  } catch {
    return 'does not load';
  }
}
