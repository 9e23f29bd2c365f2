/** Maps that macros declare, and what is called on them as methods: BCC's dialect of C, src/cc/export/helpers.h. Other names of helpers. */

/** A macro that declares a map; positions are those of its arguments, from 0. */
export interface BpfMapMacroRow {
  readonly macro: string;
  readonly name: number;
  /** Without `BPF_MAP_TYPE_`; or the argument that says it as a string of `bccTableTypes`. */
  readonly type: string | number;
  /** The key: without one, or with `int`, a histogram is an array. */
  readonly key?: number;
}

const tables = ['BPF_TABLE', 'BPF_TABLE_PUBLIC', 'BPF_TABLE_SHARED', 'BPF_TABLE_PINNED', 'BPF_F_TABLE'].map((macro) => ({ macro, type: 0, name: 3, key: 1 }));
const named = (macro: string, type: string): BpfMapMacroRow => ({ macro, type, name: 0 });

export const bpfMapMacros: readonly BpfMapMacroRow[] = [
  ...tables,
  named('BPF_HASH', 'HASH'), named('BPF_PERCPU_HASH', 'PERCPU_HASH'), named('BPF_ARRAY', 'ARRAY'), named('BPF_PERCPU_ARRAY', 'PERCPU_ARRAY'), named('BPF_LPM_TRIE', 'LPM_TRIE'),
  { macro: 'BPF_HISTOGRAM', name: 0, type: 'HISTOGRAM', key: 1 },
  named('BPF_STACK_TRACE', 'STACK_TRACE'), named('BPF_STACK_TRACE_BUILDID', 'STACK_TRACE'), named('BPF_RINGBUF_OUTPUT', 'RINGBUF'), named('BPF_PERF_OUTPUT', 'PERF_EVENT_ARRAY'), named('BPF_PERF_ARRAY', 'PERF_EVENT_ARRAY'),
  named('BPF_PROG_ARRAY', 'PROG_ARRAY'), named('BPF_CGROUP_ARRAY', 'CGROUP_ARRAY'), named('BPF_DEVMAP', 'DEVMAP'), named('BPF_CPUMAP', 'CPUMAP'), named('BPF_XSKMAP', 'XSKMAP'), named('BPF_SOCKMAP', 'SOCKMAP'),
  named('BPF_ARRAY_OF_MAPS', 'ARRAY_OF_MAPS'), named('BPF_HASH_OF_MAPS', 'HASH_OF_MAPS'), named('BPF_SK_STORAGE', 'SK_STORAGE'), named('BPF_INODE_STORAGE', 'INODE_STORAGE'), named('BPF_TASK_STORAGE', 'TASK_STORAGE'),
  ...['BPF_QUEUESTACK', 'BPF_QUEUESTACK_SHARED', 'BPF_QUEUESTACK_PINNED'].map((macro) => ({ macro, type: 0, name: 1 })),
  named('BPF_QUEUE', 'QUEUE'), named('BPF_STACK', 'STACK'), { macro: 'BPF_SOCKHASH', name: 0, type: 'SOCKHASH' },
];

/** Types as `BPF_TABLE` writes them. */
export const bccTableTypes: Readonly<Record<string, string>> = {
  hash: 'HASH', array: 'ARRAY', percpu_hash: 'PERCPU_HASH', percpu_array: 'PERCPU_ARRAY', lru_hash: 'LRU_HASH', lru_percpu_hash: 'LRU_PERCPU_HASH', lpm_trie: 'LPM_TRIE', histogram: 'HISTOGRAM', prog: 'PROG_ARRAY',
  perf_output: 'PERF_EVENT_ARRAY', perf_array: 'PERF_EVENT_ARRAY', ringbuf_output: 'RINGBUF', stacktrace: 'STACK_TRACE', cgroup_array: 'CGROUP_ARRAY', queue: 'QUEUE', stack: 'STACK', sockmap: 'SOCKMAP', sockhash: 'SOCKHASH',
  devmap: 'DEVMAP', cpumap: 'CPUMAP', xskmap: 'XSKMAP', sk_storage: 'SK_STORAGE', inode_storage: 'INODE_STORAGE', task_storage: 'TASK_STORAGE',
};

/** A method of such a map. BCC's rewriter makes a helper's call of it, with the map for its first argument (or the one that is the map). */
export interface BpfMethodRow {
  readonly method: string;
  readonly helper: string;
  /** Flags that the rewriter passes. */
  readonly flags?: string;
  /** It gives the value that is there, or the one just put there. */
  readonly isLookup?: true;
}

const update = 'bpf_map_update_elem';

export const bpfMethods: readonly BpfMethodRow[] = [
  { method: 'lookup', helper: 'bpf_map_lookup_elem', isLookup: true }, { method: 'update', helper: update, flags: 'BPF_ANY' }, { method: 'insert', helper: update, flags: 'BPF_NOEXIST' }, { method: 'delete', helper: 'bpf_map_delete_elem' },
  // A lookup first; the update only if it fails.
  { method: 'lookup_or_try_init', helper: update, flags: 'BPF_NOEXIST', isLookup: true }, { method: 'lookup_or_init', helper: update, flags: 'BPF_NOEXIST', isLookup: true },
  { method: 'increment', helper: update, flags: 'BPF_NOEXIST' }, { method: 'atomic_increment', helper: update, flags: 'BPF_NOEXIST' },
  { method: 'push', helper: 'bpf_map_push_elem' }, { method: 'pop', helper: 'bpf_map_pop_elem' }, { method: 'peek', helper: 'bpf_map_peek_elem' },
  { method: 'get_stackid', helper: 'bpf_get_stackid' }, { method: 'ringbuf_output', helper: 'bpf_ringbuf_output' }, { method: 'ringbuf_reserve', helper: 'bpf_ringbuf_reserve' },
  { method: 'perf_submit', helper: 'bpf_perf_event_output' }, { method: 'perf_submit_skb', helper: 'bpf_perf_event_output' }, { method: 'call', helper: 'bpf_tail_call' }, { method: 'redirect_map', helper: 'bpf_redirect_map' },
  { method: 'sk_storage_get', helper: 'bpf_sk_storage_get' }, { method: 'sk_storage_delete', helper: 'bpf_sk_storage_delete' }, { method: 'inode_storage_get', helper: 'bpf_inode_storage_get' },
  { method: 'inode_storage_delete', helper: 'bpf_inode_storage_delete' }, { method: 'task_storage_get', helper: 'bpf_task_storage_get' }, { method: 'task_storage_delete', helper: 'bpf_task_storage_delete' },
];

/** Helpers under names without `bpf_`, as cilium and iproute2 declare them. */
export const bpfHelperAliases: Readonly<Record<string, string>> = Object.fromEntries(
  ['map_lookup_elem', 'map_update_elem', 'map_delete_elem', 'map_push_elem', 'map_pop_elem', 'map_peek_elem', 'ringbuf_reserve', 'ringbuf_output', 'get_stackid', 'sk_storage_get', 'sk_storage_delete', 'tail_call', 'redirect_map']
    .map((name) => [name, `bpf_${name}`]),
);
