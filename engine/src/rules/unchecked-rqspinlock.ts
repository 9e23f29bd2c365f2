/** unchecked-rqspinlock: the result of a failable acquisition is dropped. */

import { nameOf } from '../analysis/witness.ts';
import { irregularitiesOf, ownWitness, stepAt } from './local.ts';
import type { Rule } from './types.ts';

export const uncheckedRqspinlock: Rule = {
  name: 'unchecked-rqspinlock',
  summary: 'The result of an acquisition that can fail is not checked.',
  level: 'error',
  lockdep: '',
  isVerified: true,
  documentation: `
## What it does
Reports an acquisition that can fail (\`raw_res_spin_lock*()\`, \`bpf_res_spin_lock*()\`) whose result nothing looks at.

## Why it deadlocks
On \`-EDEADLK\` or \`-ETIMEDOUT\` the lock is not held: the section runs unprotected, and its release corrupts the lock.

## Example
\`\`\`c
struct entry {
    struct bpf_res_spin_lock lock;
    __u64 hits;
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct entry);
} entries SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
    __u32 key = 0;
    struct entry *entry = bpf_map_lookup_elem(&entries, &key);

    if (!entry)
        return 0;
    bpf_res_spin_lock(&entry->lock);
    entry->hits++;
    bpf_res_spin_unlock(&entry->lock);
    return 0;
}
\`\`\`

## How to fix
Test the result, and leave without the lock when it is not zero:
\`\`\`c
struct entry {
    struct bpf_res_spin_lock lock;
    __u64 hits;
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct entry);
} entries SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
    __u32 key = 0;
    struct entry *entry = bpf_map_lookup_elem(&entries, &key);

    if (!entry)
        return 0;
    if (bpf_res_spin_lock(&entry->lock))
        return 0;
    entry->hits++;
    bpf_res_spin_unlock(&entry->lock);
    return 0;
}
\`\`\`

## What it cannot see
Results stored in memory and tested by somebody else.
`,
  *check(analysis) {
    for (const { id, what } of irregularitiesOf(analysis, 'unchecked')) {
      const step = stepAt(analysis, id, what.operation, `tries to take ${what.lock!.text} with ${what.row!.api}()`, what.row?.argument);
      yield {
        message: `the result of ${what.row!.api}() is not checked: on -EDEADLK or -ETIMEDOUT the lock is not held`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: 'Test the result and leave without the lock when it is not zero.',
        witnesses: [ownWitness(analysis, id, [step])],
        identity: '',
        tentative: false,
      };
    }
  },
};
