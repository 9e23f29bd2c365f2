/** The version, as the package says it, and what it runs on. */

import manifest from '../../package.json' with { type: 'json' };
import { nativeParser } from '../node/native-parser.ts';

export const version: string = manifest.version;

/** For `--version` and bug reports. */
export function versionText(): string {
  return `lockctx ${version} (parser ${binding()}, Node ${process.versions.node}, ${process.platform} ${process.arch})\n`;
}

function binding(): string {
  try {
    return nativeParser().binding;
  } catch {
    return 'does not load';
  }
}
