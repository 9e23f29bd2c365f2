/** Which files of a tree belong together, told by their words alone. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { relatedTo } from '../src/node/relatedness.ts';
import { createWordScanner, hashOfWord } from '../src/node/word-scan.ts';
import { indexWords, type WordIndex } from '../src/node/word-index.ts';
import { discover } from '../src/node/workspace.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-words-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const scanner = createWordScanner();
const bytes = (text: string): Buffer => Buffer.from(text);

function definedIn(text: string, isHeader = false): string[] {
  const { defined } = scanner.scan(bytes(text), isHeader);
  return [...new Set(text.match(/[A-Za-z_]\w*/g))].filter((word) => defined.includes(hashOfWord(word)));
}

test('what other files can mean is defined, what is static, external or inside a function is not', () => {
  expect(definedIn('int add(int a, int b)\n{\n\tint sum = a + b;\n\treturn sum;\n}\n')).toEqual(['add']);
  expect(definedIn('static int add(int a)\n{\n\treturn a;\n}\nint other(void);\nextern int there;\ntypedef int number;\n')).not.toContain('add');
  expect(definedIn('static int add(int a)\n{\n\treturn a;\n}\n', true)).toEqual(['add']);
  expect(definedIn('spinlock_t one;\nint two = 2, unused;\nchar three[4];\nstatic int four;\n')).toEqual(expect.arrayContaining(['one', 'two', 'three']));
  expect(definedIn('static int four;\nextern int five;\n')).toEqual([]);
  expect(definedIn('struct foo {\n\tspinlock_t lock;\n};\n')).toEqual(['foo']);
  expect(definedIn('const struct ops foo_ops = {\n\t.open = foo_open,\n};\nint after(void)\n{\n}\n')).toEqual(['foo_ops', 'after']);
  expect(definedIn('#define WRAP(x) \\\n\tdo { take(x)\nint after(void)\n{\n}\n', true)).toEqual(['WRAP', 'after']);
});

test('braces that preprocessor branches leave open do not hide what follows', () => {
  expect(definedIn('#ifdef A\nint one(int a)\n{\n#else\nint one(void)\n{\n#endif\n\treturn 1;\n}\n\nint two(void)\n{\n\treturn 2;\n}\n')).toContain('two');
});

test('words in comments and strings count for nothing', () => {
  const { mentioned } = scanner.scan(bytes('/* alpha */ int x; // beta\nchar *s = "gamma \\" delta"; char c = \'"\'; int epsilon;\n'), false);
  const has = (word: string): boolean => mentioned.includes(hashOfWord(word));
  expect(['alpha', 'beta', 'gamma', 'delta'].filter(has)).toEqual([]);
  expect(['x', 's', 'epsilon'].filter(has)).toHaveLength(3);
});

const TREE: Readonly<Record<string, string>> = {
  'core.c': 'void core_tick(struct core *core)\n{\n\tspin_lock(&core->core_lock);\n\tspin_unlock(&core->core_lock);\n}\n',
  'caller.c': 'static int probe(void)\n{\n\tcore_tick(&the_core);\n\treturn 0;\n}\nvoid arm_core(void)\n{\n\tprobe();\n}\n',
  'second.c': 'static void irq(void)\n{\n\tarm_core();\n}\n',
  'user.c': 'static void use(struct core *core)\n{\n\tmutex_lock(&core->core_lock);\n}\n',
  ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`far/${i}.c`, `static int far${i}(void)\n{\n\treturn spin_lock(0);\n}\n`])),
};

async function indexOf(read: string[] = [], cacheFolder: string | undefined = join(root, '.cache')): Promise<WordIndex> {
  const { files } = discover([root], { root, include: undefined, exclude: () => false });
  const index = await indexWords(files, { name: root, cacheFolder, onFile: () => undefined, isCancelled: () => false, onRead: (path) => void read.push(path) });
  return index!;
}

function put(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

test('callers, their callers and users of the same lock come before anything else', async () => {
  for (const [name, text] of Object.entries(TREE)) put(name, text);
  const index = await indexOf();
  const numberOf = (path: string): number => index.files.findIndex((file) => file.path === path);
  const scores = relatedTo(index, [numberOf('core.c')]);
  const best = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, 3).map((i) => index.files[i].path);
  expect(best.sort()).toEqual(['caller.c', 'second.c', 'user.c']);
});

test('only files that changed are read again, and the outcome is that of a new index', async () => {
  for (const [name, text] of Object.entries(TREE)) put(name, text);
  const first: string[] = [];
  await indexOf(first);
  expect(first).toHaveLength(Object.keys(TREE).length);
  put('second.c', 'void other_name(void)\n{\n}\n');
  utimesSync(join(root, 'second.c'), new Date(), new Date(Date.now() + 5000));
  put('new.c', 'void newcomer(void)\n{\n}\n');
  const again: string[] = [];
  const index = await indexOf(again);
  expect(again.sort()).toEqual(['new.c', 'second.c']);
  const fresh = await indexOf([], undefined);
  expect(index.mentioned).toEqual(fresh.mentioned);
  expect(index.defined).toEqual(fresh.defined);
});

test('an index that is not as it was written does not exist', async () => {
  for (const [name, text] of Object.entries(TREE)) put(name, text);
  await indexOf();
  const [store] = readdirSync(join(root, '.cache', 'words')).map((name) => join(root, '.cache', 'words', name));
  const content = readFileSync(store);
  writeFileSync(store, content.subarray(0, content.length - 4));
  const read: string[] = [];
  await indexOf(read);
  expect(read).toHaveLength(Object.keys(TREE).length);
});
