/** bpf-lru-eviction: an update of an LRU map for a key that is there already. */

import { branchValues } from '../analysis/branch-values.ts';
import { argumentOf, mapCallOf, type MapCall } from '../analysis/bpf-operations.ts';
import { useWitness, type BpfUse } from '../analysis/bpf-uses.ts';
import type { Analysis } from '../analysis/types.ts';
import { locateOperation, nameOf } from '../analysis/witness.ts';
import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import { evictingUpdates } from '../knowledge/bpf-locks.ts';
import type { BpfMaps } from '../program/bpf-maps.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Rule } from './types.ts';

export const bpfLruEviction: Rule = {
  name: 'bpf-lru-eviction',
  summary: 'Updating an element of an LRU map that is there already may drop another one, or that one itself.',
  level: 'warning',
  lockdep: '',
  documentation: `
## What it does
Reports an update of an LRU hash map for a key that a lookup has just found, or with \`BPF_EXIST\`. An update by a program that never looks the map up is a hint; one after a failed lookup, or with \`BPF_NOEXIST\`, is what the map is for.

## Why it deadlocks
It does not: it loses data. Up to 7.3 the update takes a free node, and for that evicts an element if the map is full, before it looks for the key; even when the key exists and no node is needed, and what is evicted can be that very element. A map counts as full well below \`max_entries\`, for each CPU keeps up to 128 free nodes for itself.

## Example
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, __u64);
} bytes SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
    __u32 key = skb->mark;
    __u64 *sum = bpf_map_lookup_elem(&bytes, &key);
    __u64 value = skb->len;

    if (sum) {
        value += *sum;
        bpf_map_update_elem(&bytes, &key, &value, BPF_ANY);
    }
    return 0;
}
\`\`\`

## How to fix
Write through the pointer that the lookup gave, and update only what is new:
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, __u64);
} bytes SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
    __u32 key = skb->mark;
    __u64 *sum = bpf_map_lookup_elem(&bytes, &key);
    __u64 value = skb->len;

    if (sum)
        __sync_fetch_and_add(sum, skb->len);
    else
        bpf_map_update_elem(&bytes, &key, &value, BPF_NOEXIST);
    return 0;
}
\`\`\`
Where no element may be lost: a preallocated hash map whose elements user space removes. Otherwise \`max_entries\` of the working set and 128 for each possible CPU.

## What it cannot see
Keys that are known to exist from another program or from user space.
`,
  *check(analysis) {
    const reported = new Set<string>();
    for (const use of analysis.bpfUses.all) {
      const known = evictionOf(analysis, use);
      const key = `${use.function}|${use.operation}|${use.map.name}`;
      if (!known || reported.has(key)) continue;
      reported.add(key);
      const { program } = analysis;
      yield {
        message: `${use.as.written}() on the LRU map ${use.map.name} ${known.why}: if the map is full it evicts an element first, perhaps this one`,
        location: locateOperation(program, use.function, use.operation),
        function: nameOf(program, use.function),
        lockClass: use.map.name,
        advice: 'Write through the pointer that a lookup gives; update only what is not there yet. Where nothing may be lost: a preallocated hash map from which user space removes.',
        witnesses: [useWitness(program, use, `calls ${use.as.written}() on ${use.map.name}`)],
        identity: '',
        tentative: known.isPossible,
      };
    }
  },
};

function evictionOf({ program, bpfUses }: Analysis, use: BpfUse): { readonly why: string; readonly isPossible: boolean } | undefined {
  const row = evictingUpdates.find(({ helper, mapTypes }) => helper === use.helper && mapTypes.includes(use.map.type));
  if (!row) return undefined;
  const view = program.viewOf(use.function);
  const flags = argumentOf(view, use.call, use.as, row.flags);
  const constant = flags === undefined ? (use.as.method?.flags ?? '') : (view.constant(flags) ?? '');
  if (row.insert.includes(constant)) return undefined;
  if (row.existing.includes(constant)) return row.sparing.includes(use.map.type) ? undefined : { why: `with ${constant}`, isPossible: false };
  const found = foundBefore(view, use, row.lookups, program.bpfMaps);
  if (found === 'present') return { why: 'for a key that was just found', isPossible: false };
  // A lookup elsewhere in the program may have failed for this key.
  if (found === 'absent' || bpfUses.ofMap(use.map).some((other) => other.program === use.program && isLookup(other.as, row.lookups))) return undefined;
  return { why: 'for a key that may be there already', isPossible: true };
}

/** What lookups of the same key in the same map, in the same function, say when the update is reached. */
function foundBefore(view: FunctionView, use: BpfUse, lookups: readonly string[], maps: BpfMaps): 'present' | 'absent' | 'unknown' {
  const key = (call: ExpressionId, as: MapCall): string => [0, 1].map((n) => (n === 0 && as.map ? `&${as.map.name}` : view.show(argumentOf(view, call, as, n) ?? call))).join();
  const wanted = key(use.call, use.as);
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, target, value] = view.operation(at);
    if (op !== Op.Store || view.kind(target) !== Expr.Local) continue;
    const call = view.strip(value);
    const as = view.kind(call) === Expr.Call ? mapCallOf(view, call, maps) : undefined;
    if (!as || !isLookup(as, lookups) || key(call, as) !== wanted) continue;
    const values = branchValues(view, view.a(target), use.operation);
    if (values.size === 1 && !values.has('unknown')) return values.has('nonzero') ? 'present' : 'absent';
  }
  return 'unknown';
}

function isLookup({ helper, method }: MapCall, lookups: readonly string[]): boolean {
  return method?.isLookup ?? lookups.includes(helper);
}
