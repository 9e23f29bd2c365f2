/** Where a project begins: the folder that paths in results are relative to, and the kernel tree around it. */

import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export const CONFIG_NAME = 'lockctx.json';

/** At or above all paths: the nearest folder with lockctx.json, else the kernel tree, else the one with .git; else the folder common to all. Absolute. */
export function findRoot(paths: readonly string[]): string {
  const common = paths.map(folderOf).reduce(commonFolder);
  const holder = (name: string): string | undefined => nearest(common, (folder) => existsSync(join(folder, name)));
  return holder(CONFIG_NAME) ?? nearest(common, isKernelTree) ?? holder('.git') ?? common;
}

/** The kernel tree that a folder is part of, if any. */
export function findKernelTree(folder: string): string | undefined {
  return nearest(folder, isKernelTree);
}

export function isKernelTree(folder: string): boolean {
  return ['Kconfig', 'MAINTAINERS', 'kernel'].every((name) => existsSync(join(folder, name)));
}

/** `path` as results name it: relative to `root`, `/` between names. */
export function relativePath(root: string, path: string): string {
  const within = isInside(root, path) ? path.slice(root.endsWith(sep) ? root.length : root.length + 1) : relative(root, path);
  return sep === '/' ? within : within.split(sep).join('/');
}

export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function folderOf(path: string): string {
  const absolute = resolve(path);
  return statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ? absolute : dirname(absolute);
}

function commonFolder(a: string, b: string): string {
  return nearest(a, (folder) => isInside(folder, b)) ?? a;
}

function nearest(start: string, is: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (is(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
