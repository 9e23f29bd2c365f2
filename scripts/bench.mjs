/**
 * Times a cold `lockctx lint` of a tree against merely parsing its .c files with the same tree-sitter binding, in one run on the same cores.
 *
 *   npm run bench [-- TREE]        TREE defaults to what scripts/kernel-source.sh 6.1 prints
 *
 * Machines differ and are noisy: the ratio is the figure to quote. Memory is the largest resident size of the linting process, all its threads included.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const tree = process.argv[2] ?? execFileSync(join(here, 'kernel-source.sh'), ['6.1'], { encoding: 'utf8' }).trim();
const cores = availableParallelism();

const floor = await parseOnly();
const lint = await lintCold();
console.log(`tree                ${tree}`);
console.log(`parse all .c files  ${seconds(floor.elapsed)} on ${cores} cores (${(floor.bytes / 1e6).toFixed(0)} MB, ${floor.files} files)`);
console.log(`lockctx lint, cold  ${seconds(lint.elapsed)}, ${(lint.memory / 1024).toFixed(0)} MB resident, ${lint.findings} findings`);
console.log(`ratio               ${(lint.elapsed / floor.elapsed).toFixed(2)}`);

async function parseOnly() {
  const start = performance.now();
  const parts = await Promise.all(Array.from({ length: cores }, (_, part) => run(process.execPath, [join(here, 'bench-parse.mjs'), tree, String(part), String(cores)])));
  const totals = parts.map(({ output }) => JSON.parse(output));
  return { elapsed: performance.now() - start, bytes: sum(totals, 'bytes'), files: sum(totals, 'files') };
}

async function lintCold() {
  const start = performance.now();
  const { output, memory } = await run(process.execPath, [join(here, '../server/bin/lockctx.js'), 'lint', '--format', 'json', '--fail-on', 'never', '--root', tree, tree]);
  return { elapsed: performance.now() - start, memory, findings: JSON.parse(output).findings.length };
}

/** Runs a command to its end; samples the resident size of the process itself, in KiB. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks = [];
    let memory = 0;
    const sample = setInterval(() => (memory = Math.max(memory, residentSize(child.pid))), 250);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sample);
      if (code === 0) resolve({ output: Buffer.concat(chunks).toString('utf8'), memory });
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

function sum(list, key) {
  return list.reduce((total, entry) => total + entry[key], 0);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
