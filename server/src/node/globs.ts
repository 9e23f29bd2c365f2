/** Path patterns of lockctx.json: `*`, `?`, `**`, `[abc]`, `{a,b}`; a pattern that names a folder covers all below it. */

/** Whether a path (relative to the root, `/` between names) is covered by one of the patterns. */
export type PathTest = (path: string) => boolean;

/** A pattern without `/` matches a name at any depth, others start at the root. */
export function pathTest(patterns: readonly string[]): PathTest {
  if (!patterns.length) return () => false;
  const all = new RegExp(patterns.map((pattern) => `(?:${source(pattern)})`).join('|'), 'u');
  return (path) => all.test(path);
}

function source(pattern: string): string {
  const trimmed = pattern.replace(/^\.\//, '').replace(/^\/|\/$/g, '');
  const anchor = /\/./.test(pattern.replace(/^\.\//, '')) || pattern.startsWith('/') ? '^' : '(?:^|/)';
  return `${anchor}${translate(trimmed)}(?:/|$)`;
}

function translate(pattern: string): string {
  const token = /\*\*\/|\/\*\*$|\*\*|\*|\?|\[[^\]]+\]|[{},]|[^*?[{},]+|\[/gu;
  let depth = 0;
  return pattern.replace(token, (part) => {
    if (part === '{') return depth++, '(?:';
    if (part === '}') return depth ? (depth--, ')') : '\\}';
    if (part === ',') return depth ? '|' : ',';
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '/**') return '/.+';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2 && part.startsWith('[') && part.endsWith(']')) return `[${part.slice(1, -1).replace(/^!/, '^').replace(/[\\[&]/g, '\\$&')}]`;
    return part.replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&');
  }) + ')'.repeat(depth);
}
