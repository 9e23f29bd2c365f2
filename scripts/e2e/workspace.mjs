/** The folder that the workbench opens: the demo programs without their marks, as somebody would have written them. */

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const demo = fileURLToPath(new URL('../../test-fixtures/demo', import.meta.url));

export function newWorkspace() {
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-workspace-'));
  for (const name of readdirSync(demo)) writeFileSync(join(folder, name), withoutMarks(readFileSync(join(demo, name), 'utf8')));
  writeFileSync(join(folder, 'lockctx.json'), '{\n  "rules": {}\n}\n');
  writeFileSync(join(folder, 'report.splat'), SPLAT);
  return folder;
}

function withoutMarks(text) {
  return text.replace(/^ *\/\/ +(\^+|~+) .*\n/gm, '').replace(/ *\/\/ ctx: .*$/gm, '');
}

/** A lockdep report about flow_gc.c, in the kernel's form. */
const SPLAT = `[   61.204518] ================================
[   61.204521] WARNING: inconsistent lock state
[   61.204524] 6.12.0 #1 Not tainted
[   61.204526] --------------------------------
[   61.204528] inconsistent {SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W} usage.
[   61.204530] swapper/0/0 [HC0[0]:SC1[1]:HE1:SE0] takes:
[   61.204533] ffffffffc0a040b8 (&c->lock){+.?.}-{2:2}, at: flow_account+0x1a/0x50 [flow]
[   61.204541] {SOFTIRQ-ON-W} state was registered at:
[   61.204543]   lock_acquire+0xd1/0x2d0
[   61.204548]   _raw_spin_lock+0x2f/0x40
[   61.204552]   flow_gc+0x2b/0x90 [flow]
[   61.204556]   kthread+0xe6/0x120
[   61.204559] other info that might help us debug this:
[   61.204561]  Possible unsafe locking scenario:
[   61.204562]        CPU0
[   61.204564]        ----
[   61.204565]   lock(&c->lock);
[   61.204567]   <Interrupt>
[   61.204568]     lock(&c->lock);
[   61.204570]  *** DEADLOCK ***
[   61.204571] stack backtrace:
[   61.204574] Call Trace:
[   61.204576]  <IRQ>
[   61.204578]  _raw_spin_lock+0x2f/0x40
[   61.204580]  flow_account+0x1a/0x50 [flow]
[   61.204583]  flow_destroy+0x18/0x40 [flow]
[   61.204586]  flow_free_rcu+0x12/0x20 [flow]
[   61.204588]  rcu_core+0x2f4/0x8f0
[   61.204591]  handle_softirqs+0xd5/0x360
[   61.204594]  </IRQ>
`;

/** 1-based line and column of the first occurrence of `text` in a file of the workspace. */
export function placeOf(folder, name, text) {
  const before = readFileSync(join(folder, name), 'utf8').split(text)[0].split('\n');
  return [before.length, before.at(-1).length + 1];
}
