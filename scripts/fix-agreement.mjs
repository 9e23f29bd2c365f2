#!/usr/bin/env node
/**
 * Compares the fixes that lockctx offers for real bugs with how the kernel itself fixed them.
 *
 *   node scripts/fix-agreement.mjs CORPUS [--tree 6.1=FOLDER …] [--only ID] [--keep FOLDER]
 *
 * CORPUS is a folder with `bugs.json`: entries with `file`, `functions` (name, line and operation before and after), `buggy_tree`,
 * `fixed_tree` (null: nobody has fixed it yet) and `interrupt_side.file`. For each the linter runs on the bug's folder and that of the
 * other side, in the buggy tree. A place is an operation that the kernel changed and for which a fix is offered; it agrees where the
 * preferred fix puts the form there that the kernel has put there, which the fixed tree is looked up for. Bugs that nobody has fixed
 * are counted apart, against the form that whoever filed them thought right. --keep keeps each result to be read.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = parseArguments(process.argv.slice(2));
const bugs = JSON.parse(readFileSync(join(options.corpus, 'bugs.json'), 'utf8')).filter((bug) => !options.only || bug.id === options.only);
const trees = new Map();
const results = new Map();
const places = [];
let silent = 0;

for (const bug of bugs) {
  const wanted = bug.functions.map((f) => ({ ...f, form: formOf(f.op_fixed) })).filter((f) => f.form);
  if (!wanted.length || !existsSync(join(treeOf(bug.buggy_tree), bug.file))) continue;
  const findings = lint(bug.buggy_tree, [bug.file, bug.interrupt_side?.file].filter(Boolean));
  for (const f of wanted) {
    const offered = findings.filter((x) => x.file === bug.file && x.function === f.name).flatMap((x) => x.fixes.map((fix) => ({ rule: x.rule, title: fix.title, form: formAt(fix, bug.file, f.line_in_buggy_tree) }))).filter((o) => o.form);
    if (!offered.length) {
      silent++;
      console.log(`no fix     ${bug.id} ${f.name}: ${f.op_buggy} -> ${f.op_fixed}`);
      continue;
    }
    const place = { bug, f, offered, isFixed: isIn(bug, f), preferred: offered[0].form === f.form, any: offered.some((o) => o.form === f.form) };
    places.push(place);
    console.log(`${place.preferred ? 'agrees    ' : place.any ? 'as second ' : 'differs   '} ${bug.id} ${f.name}:${f.line_in_buggy_tree}: ${f.op_buggy} -> ${f.op_fixed}${place.isFixed ? '' : ' (not in a tree)'}; offered: ${offered.map((o) => o.form).join(', ')}`);
  }
}
summary('as the kernel fixed it', places.filter((p) => p.isFixed));
summary('as proposed by the corpus', places.filter((p) => !p.isFixed));
console.log(`operations without a fix: ${silent}`);

function summary(title, list) {
  const share = (n) => (list.length ? `${n}/${list.length} (${((100 * n) / list.length).toFixed(0)} %)` : '-');
  console.log(`${title}: preferred fix agrees ${share(list.filter((p) => p.preferred).length)}, an offered one ${share(list.filter((p) => p.any).length)}`);
}

/** `spin_lock_irqsave` for itself and for its guard; the mask of an allocation; undefined for what is no form. */
function formOf(text) {
  const guard = /guard\((raw_)?spinlock(_\w+)?\)/.exec(text);
  if (guard) return `${guard[1] ?? ''}spin_lock${guard[2] ?? ''}`;
  if (/GFP_ATOMIC/.test(text)) return 'GFP_ATOMIC';
  const forms = text.match(/\b(?:raw_)?(?:res_)?(?:spin|read|write)_(?:try)?lock(?:_\w+)?\b|\btimer_delete\b(?=\()|\bdisable_irq_nosync\b/g) ?? [];
  return new Set(forms).size === 1 ? forms[0] : undefined;
}

/** What a fix writes on a line. */
function formAt(fix, file, line) {
  return fix.edits.filter((e) => e.file === file && e.line === line).map((e) => formOf(e.newText.includes('spinlock') ? `guard(${e.newText})` : `${e.newText}(`)).find(Boolean);
}

/** The fixed tree has the form at the place that the corpus names. */
function isIn(bug, f) {
  if (!bug.fixed_tree || !f.line_in_fixed_tree) return false;
  const lines = readFileSync(join(treeOf(bug.fixed_tree), bug.file), 'utf8').split('\n').slice(f.line_in_fixed_tree - 3, f.line_in_fixed_tree + 2);
  return lines.some((line) => formOf(line) === f.form || line.includes(f.form));
}

function lint(tree, files) {
  const folders = [...new Set(files.map((file) => dirname(file)))].sort();
  const key = `${tree}:${folders.join()}`;
  if (!results.has(key)) results.set(key, run(tree, folders, key));
  return results.get(key);
}

function run(tree, folders, key) {
  const folder = treeOf(tree);
  const started = Date.now();
  const argv = [join(root, 'server/bin/lockctx.js'), 'lint', '--root', folder, '--format', 'json', '--severity', 'hint', '--fail-on', 'never', '--no-progress', ...folders.map((f) => join(folder, f))];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 29, timeout: 600_000 });
  if (status !== 0) throw new Error(`lockctx failed on ${key}: ${stderr}`);
  console.error(`${key}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
  if (options.keep) {
    mkdirSync(options.keep, { recursive: true });
    writeFileSync(join(options.keep, `${key.replace(/[^\w.]+/g, '_')}.json`), stdout);
  }
  return JSON.parse(stdout).findings;
}

function treeOf(version) {
  if (!trees.has(version)) trees.set(version, options.trees.get(version) ?? execFileSync(join(root, 'scripts/kernel-source.sh'), [version], { encoding: 'utf8' }).trim());
  return trees.get(version);
}

function parseArguments(argv) {
  const parsed = { corpus: undefined, trees: new Map(), only: undefined, keep: undefined };
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--tree') parsed.trees.set(...argv[++i].split('='));
    else if (argv[i] === '--only') parsed.only = argv[++i];
    else if (argv[i] === '--keep') parsed.keep = argv[++i];
    else parsed.corpus = argv[i];
  }
  if (!parsed.corpus) throw new Error('usage: node scripts/fix-agreement.mjs CORPUS [--tree VERSION=FOLDER …] [--only ID] [--keep FOLDER]');
  return parsed;
}
