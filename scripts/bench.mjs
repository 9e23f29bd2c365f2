/**
 * Times `lockctx lint` of a tree against merely parsing its .c files with the same tree-sitter binding, in one run on the same cores.
 *
 *   npm run bench [-- TREE [SHARE…]]
 *
 * TREE defaults to what scripts/kernel-source.sh 6.1 prints. With shares (`1 5 20 100`: per cent of the tree's files), each is linted
 * cold, to show how time and memory grow. Machines differ and are noisy: ratios are the figures to quote. Wall time is what a user waits;
 * processor time says the same on a busy machine. Memory is the largest resident size of the linting process, all its threads included.
 */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '../server/bin/lockctx.js');
const tree = process.argv[2] ?? execFileSync(join(here, 'kernel-source.sh'), ['6.1'], { encoding: 'utf8' }).trim();
const shares = process.argv.slice(3).map(Number);
const cores = availableParallelism();
const CHANGED_FILES = 50;
const work = mkdtempSync(join(tmpdir(), 'lockctx-bench-'));

try {
  const floor = await parseOnly();
  console.log(`tree ${tree}, ${cores} cores: ${floor.files} .c files, ${(floor.bytes / 1e6).toFixed(0)} MB\n`);
  print('parse all .c files', floor);
  for (const share of shares) print(`lint cold, ${share} % of the files`, await lint(part(share), ['--no-cache']), floor);
  const cache = join(work, 'cache');
  const cold = await lint(tree, ['--cache', cache]);
  print('lint cold', cold, floor);
  const warm = await lint(tree, ['--cache', cache]);
  print('lint warm, nothing changed', warm, floor, cold);
  compare('warm', warm, cold);
  const copy = copyOfTree();
  await lint(copy, ['--cache', cache]);
  changeSome(copy);
  print(`lint warm, ${CHANGED_FILES} files changed`, await lint(copy, ['--cache', cache]), floor, cold);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function parseOnly() {
  const start = performance.now();
  const parts = await Promise.all(Array.from({ length: cores }, (_, i) => run(process.execPath, [join(here, 'bench-parse.mjs'), tree, String(i), String(cores)])));
  const totals = parts.map(({ output }) => JSON.parse(output));
  return { wall: performance.now() - start, cpu: sum(parts, 'cpu'), memory: Math.max(...parts.map(({ memory }) => memory)), bytes: sum(totals, 'bytes'), files: sum(totals, 'files') };
}

async function lint(root, more) {
  const start = performance.now();
  const { output, memory, cpu } = await run(process.execPath, [program, 'lint', '--format', 'json', '--fail-on', 'never', '--no-progress', '--root', root, ...more, root]);
  return { wall: performance.now() - start, cpu, memory, findings: JSON.parse(output).findings };
}

function print(what, { wall, cpu, memory, findings }, floor, cold) {
  const ratio = floor ? `  ${(wall / floor.wall).toFixed(2)} x parse (wall), ${(cpu / floor.cpu).toFixed(2)} x (processor)` : '';
  const share = cold ? `, ${((100 * wall) / cold.wall).toFixed(1)} % of cold` : '';
  console.log(`${what.padEnd(34)} ${seconds(wall)} wall ${seconds(cpu)} processor ${(memory / 1024).toFixed(0).padStart(6)} MB${ratio}${share}${findings ? `  ${findings.length} findings` : ''}`);
}

function compare(what, a, b) {
  const same = JSON.stringify(a.findings) === JSON.stringify(b.findings);
  console.log(`${what}: findings ${same ? 'are those of the cold run' : 'DIFFER from the cold run'}`);
}

/** A tree with a share of the C files, spread evenly, and all headers under include. */
function part(share) {
  const target = join(work, `share-${share}`);
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.c')).sort();
  const wanted = files.filter((_, i) => (i * share) % 100 < share);
  for (const name of [...wanted, 'Kbuild', 'Kconfig', 'Makefile', 'MAINTAINERS']) copyFile(name, target);
  execFileSync('cp', ['-a', '--reflink=auto', join(tree, 'include'), join(target, 'include')]);
  return target;
}

function copyFile(name, target) {
  mkdirSync(dirname(join(target, name)), { recursive: true });
  try {
    cpSync(join(tree, name), join(target, name));
  } catch {
    // Not every tree has every file at its top.
  }
}

/** The tree itself stays as it is. */
function copyOfTree() {
  const copy = join(work, 'copy');
  execFileSync('cp', ['-a', '--reflink=auto', tree, copy]);
  return copy;
}

function changeSome(root) {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.c')).sort();
  const step = Math.floor(files.length / CHANGED_FILES);
  for (let i = 0; i < CHANGED_FILES; i++) {
    const file = join(root, files[i * step]);
    appendFileSync(file, '\nstatic int added_by_bench(void)\n{\n\treturn 1;\n}\n');
  }
}

/** Runs a command to its end. `memory` in KiB, `cpu` in milliseconds, as the kernel counts them for the process itself. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks = [];
    let memory = 0;
    let cpu = 0;
    const sample = setInterval(() => {
      memory = Math.max(memory, residentSize(child.pid));
      cpu = Math.max(cpu, processorTime(child.pid));
    }, 100);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sample);
      if (code === 0) resolve({ output: Buffer.concat(chunks).toString('utf8'), memory, cpu });
      else reject(new Error(`${args[0]} ended with ${code}`));
    });
  });
}

function residentSize(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** User and system time of a process and its threads; a clock tick is 10 ms on Linux. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function sum(list, key) {
  return list.reduce((total, entry) => total + entry[key], 0);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1).padStart(7)} s`;
}
