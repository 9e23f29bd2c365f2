/** What helpers of BPF programs lock in the kernel, by map type, from 5.10 to 7.3: the primitive, and what becomes of who does not get it. */

import type { BpfLockEra, BpfOperationRow } from './bpf-types.ts';

const tree = { confidence: 'tree' } as const;
const release = { confidence: 'release' } as const;

/** 5.10.13 has no counter; commit 20b6cc34ea74 brought it, which its authors name as first in 5.11 and not in 5.10.y. */
const bucket: readonly BpfLockEra[] = [
  { before: '5.11', primitive: 'raw_spinlock', inNmi: 'hang', nested: 'hang', result: 'spins for ever', proof: 'kernel/bpf/hashtab.c htab_lock_bucket of 5.10', ...release },
  { from: '5.11', before: '6.15', primitive: 'raw_spinlock', inNmi: 'error', nested: 'error', result: '-EBUSY', guard: 'map_locked', proof: 'kernel/bpf/hashtab.c htab_lock_bucket', ...tree },
  { from: '6.15', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: '-EDEADLK or -ETIMEDOUT', proof: 'kernel/bpf/hashtab.c htab_lock_bucket', ...tree },
];
/** The fix is queued for 7.1.y as well; which release carries it the sources do not say. */
const lru: readonly BpfLockEra[] = [
  { before: '7.2', primitive: 'raw_spinlock', inNmi: 'hang', nested: 'hang', result: 'spins for ever', proof: 'kernel/bpf/bpf_lru_list.c bpf_common_lru_pop_free, bpf_lru_list_push_free', ...tree },
  { from: '7.2', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: '-ENOMEM', proof: 'kernel/bpf/bpf_lru_list.c bpf_common_lru_pop_free', ...tree },
];
const trie: readonly BpfLockEra[] = [
  { before: '6.15', primitive: 'spinlock', inNmi: 'hang', nested: 'hang', result: 'spins for ever', proof: 'kernel/bpf/lpm_trie.c trie_update_elem', ...tree },
  { from: '6.15', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: '-EDEADLK or -ETIMEDOUT', proof: 'kernel/bpf/lpm_trie.c trie_update_elem', ...tree },
];
/** The trylock is commit a34a9f1a19af (6.6); the announcements of these stable releases have it. In 5.10.13 it is not. */
const queue: readonly BpfLockEra[] = [
  { before: '6.6', fixed: ['5.10.198', '5.15.134', '6.1.56', '6.5.6'], primitive: 'raw_spinlock', inNmi: 'hang', nested: 'hang', result: 'spins for ever', proof: 'kernel/bpf/queue_stack_maps.c __queue_map_get of 5.10', ...release },
  { from: '6.6', before: '6.15', primitive: 'raw_spinlock, tried in NMI', inNmi: 'error', nested: 'hang', result: '-EBUSY in NMI', proof: 'kernel/bpf/queue_stack_maps.c queue_stack_map_push_elem', ...tree },
  { from: '6.15', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: '-EBUSY', proof: 'kernel/bpf/queue_stack_maps.c queue_stack_map_push_elem', ...tree },
];
/**
 * 6.15 to 6.18: an NMI between taking the lock and noting it as held is not seen as a deadlock and waits for 250 ms (rqspinlock: "Enclose
 * lock/unlock within lock entry acquisitions", 6.19, and in the announcement of 6.17.13; of 6.18.2 only the review was seen).
 */
const ring: readonly BpfLockEra[] = [
  { before: '6.15', primitive: 'raw_spinlock, tried in NMI', inNmi: 'error', nested: 'hang', result: 'NULL in NMI', proof: 'kernel/bpf/ringbuf.c __bpf_ringbuf_reserve', ...tree },
  { from: '6.15', before: '6.19', fixed: ['6.17.13', '6.18.2'], primitive: 'rqspinlock', inNmi: 'stall', nested: 'stall', result: 'NULL after up to 250 ms', proof: 'kernel/bpf/rqspinlock.c before the lock entry enclosed the acquisition', ...release },
  { from: '6.19', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: 'NULL', proof: 'kernel/bpf/ringbuf.c __bpf_ringbuf_reserve', ...tree },
];
const stackid: readonly BpfLockEra[] = [
  { before: '6.15', primitive: 'raw_spinlock, tried in NMI', inNmi: 'error', nested: 'error', result: '-ENOMEM', proof: 'kernel/bpf/percpu_freelist.c pcpu_freelist_pop', ...tree },
  { from: '6.15', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: '-ENOMEM', proof: 'kernel/bpf/percpu_freelist.c pcpu_freelist_pop', ...tree },
];
/** Since the counter went: with the lock of a storage itself. */
const storageLocked = [
  'contention_begin', 'contention_end', 'bpf_local_storage_lookup', '__bpf_local_storage_lookup', 'bpf_selem_unlink_map', 'bpf_selem_link_map_nolock', 'bpf_selem_unlink_map_nolock', 'bpf_selem_link_storage_nolock',
  'bpf_selem_unlink_storage_nolock', 'bpf_selem_unlink_storage_nolock_misc',
] as const;
function storage(guard: string, proof: string): readonly BpfLockEra[] {
  return [
    { before: '7.0', primitive: 'raw_spinlock', inNmi: 'error', nested: 'error', result: 'NULL from get, -EBUSY from delete', guard, proof: `${proof}_trylock`, ...tree },
    { from: '7.0', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: 'NULL from get, -EDEADLK or, in NMI, -EOPNOTSUPP from delete', inside: storageLocked, proof: 'kernel/bpf/bpf_local_storage.c bpf_selem_unlink', ...tree },
  ];
}
const objectStorage: readonly BpfLockEra[] = [
  { before: '7.0', primitive: 'raw_spinlock', inNmi: 'hang', nested: 'hang', result: 'spins for ever', proof: 'kernel/bpf/bpf_local_storage.c bpf_local_storage_update', ...tree },
  { from: '7.0', primitive: 'rqspinlock', inNmi: 'error', nested: 'error', result: 'NULL or an error', proof: 'kernel/bpf/bpf_local_storage.c bpf_local_storage_update', ...tree },
];
/** Sockets: the tracing variants give up in hardirq and NMI. */
const socketStorage: readonly BpfLockEra[] = objectStorage.map((era) => ({ ...era, inNmi: 'error' as const, proof: 'net/core/bpf_sk_storage.c bpf_sk_storage_get_tracing' }));
const bitLock: readonly BpfLockEra[] = [
  { from: '7.2', primitive: 'bit spinlock', inNmi: 'hang', nested: 'hang', result: 'spins for ever', guard: 'bpf_prog_active', proof: 'kernel/bpf/hashtab.c rhtab_map_update_elem', ...tree },
];
const none: readonly BpfLockEra[] = [{ primitive: 'none', inNmi: 'safe', nested: 'safe', result: 'never fails for a lock', proof: 'kernel/bpf/arraymap.c, hashtab.c: under RCU', ...tree }];

/** bpf_timer and bpf_wq: a spinlock in the object, refused in NMI; deferred to an irq_work since. */
const async: readonly BpfLockEra[] = [
  { from: '5.15', before: '7.0', primitive: 'bpf_spin_lock', inNmi: 'error', nested: 'hang', result: '-EOPNOTSUPP in NMI', proof: 'kernel/bpf/helpers.c bpf_timer_start', ...tree },
  { from: '7.0', primitive: 'none', inNmi: 'error', nested: 'error', result: '-EDEADLK, -EBUSY or -ENOENT', proof: 'kernel/bpf/helpers.c bpf_timer_start', ...tree },
];

/** Runs where a lock is contended, before it is waited for: matters where another one is held already. */
const contended = ['contention_begin', 'queued_spin_lock_slowpath', 'native_queued_spin_lock_slowpath'] as const;
/** Runs when a contended lock has been taken. */
const taken = ['contention_end'] as const;

export const passedByAnyLock: readonly string[] = [...contended, ...taken];

/** Allocation of an element, called with the bucket locked: kernel/bpf/hashtab.c, kernel/bpf/memalloc.c. */
const bucketHeld = [
  'lookup_elem_raw', 'check_flags', 'alloc_htab_elem', 'pcpu_init_value', 'pcpu_copy_value', 'bpf_mem_cache_alloc', 'bpf_mem_cache_free', '__pcpu_freelist_pop', 'check_and_free_fields', 'check_and_cancel_fields',
  'bpf_obj_free_fields', 'bpf_obj_cancel_fields', 'bpf_timer_cancel_and_free', 'bpf_wq_cancel_and_free', 'irq_work_queue',
] as const;
/** Under the busy counter, or with the storage locked: kernel/bpf/bpf_local_storage.c. */
const storageHeld = [
  'bpf_local_storage_lookup', '__bpf_local_storage_lookup', '__bpf_local_storage_insert_cache', 'bpf_local_storage_update', 'bpf_local_storage_alloc', 'bpf_selem_alloc', 'bpf_selem_free', 'bpf_selem_unlink',
  'bpf_selem_link_map', 'bpf_selem_unlink_map', 'bpf_selem_link_storage_nolock', 'bpf_selem_unlink_storage_nolock',
] as const;

const hash = ['HASH', 'PERCPU_HASH', 'HASH_OF_MAPS'] as const;
const lruHash = ['LRU_HASH', 'LRU_PERCPU_HASH'] as const;

export const bpfOperations: readonly BpfOperationRow[] = [
  {
    helpers: ['bpf_map_update_elem', 'bpf_map_delete_elem'], mapTypes: hash, lock: 'the bucket lock', classes: ['struct bucket.raw_lock'], scope: 'map', eras: bucket,
    implementations: ['htab_map_update_elem', 'htab_map_delete_elem', 'htab_percpu_map_update_elem', '__htab_percpu_map_update_elem'],
    inside: [...contended, ...taken, ...bucketHeld],
  },
  {
    helpers: ['bpf_map_update_elem', 'bpf_map_delete_elem'], mapTypes: lruHash, lock: 'the locks of the LRU lists', classes: ['struct bpf_lru_locallist.lock', 'struct bpf_lru_list.lock'], scope: 'map', eras: lru,
    implementations: ['htab_lru_map_update_elem', 'htab_lru_map_delete_elem', '__htab_lru_percpu_map_update_elem', 'htab_lru_percpu_map_update_elem'],
    inside: [
      ...contended, ...taken, 'htab_lru_map_delete_node', '__bpf_lru_node_move', '__bpf_lru_list_rotate', '__bpf_lru_list_rotate_active', '__bpf_lru_list_rotate_inactive', '__bpf_lru_list_shrink', '__bpf_lru_list_shrink_inactive',
      'bpf_lru_list_pop_free_to_local', '__local_list_flush', '__local_list_pop_free', '__local_list_pop_pending', '__local_list_add_pending', 'lookup_elem_raw', 'check_flags', 'check_and_free_fields', 'check_and_cancel_fields',
    ],
  },
  {
    helpers: ['bpf_map_update_elem', 'bpf_map_delete_elem'], mapTypes: ['LPM_TRIE'], lock: 'the lock of the trie', classes: ['struct lpm_trie.lock'], scope: 'map', eras: trie,
    implementations: ['trie_update_elem', 'trie_delete_elem'], inside: [...contended, ...taken, 'lpm_trie_node_alloc', 'longest_prefix_match', 'bpf_map_kmalloc_node', 'kmalloc', 'kmem_cache_alloc'],
  },
  {
    helpers: ['bpf_map_push_elem', 'bpf_map_pop_elem', 'bpf_map_peek_elem'], mapTypes: ['QUEUE', 'STACK'], lock: 'the lock of the map', classes: ['struct bpf_queue_stack.lock'], scope: 'map', eras: queue,
    implementations: ['queue_stack_map_push_elem', '__queue_map_get', '__stack_map_get'], inside: taken,
  },
  {
    helpers: ['bpf_ringbuf_reserve', 'bpf_ringbuf_output', 'bpf_ringbuf_reserve_dynptr'], mapTypes: ['RINGBUF'], lock: 'the lock of the ring buffer', classes: ['struct bpf_ringbuf.spinlock'], scope: 'map', eras: ring,
    implementations: ['__bpf_ringbuf_reserve'], inside: taken,
  },
  { helpers: ['bpf_get_stackid'], mapArgument: 1, mapTypes: ['STACK_TRACE'], lock: 'the lock of a free list', classes: ['struct pcpu_freelist_head.lock'], scope: 'map', eras: stackid, implementations: ['__bpf_get_stackid'] },
  {
    helpers: ['bpf_task_storage_get', 'bpf_task_storage_delete'], mapTypes: ['TASK_STORAGE'], lock: 'the locks of task storage', classes: ['struct bpf_local_storage.lock', 'struct bpf_local_storage_map_bucket.lock'], scope: 'kernel', implementations: ['__bpf_task_storage_get', 'task_storage_delete'],
    eras: storage('bpf_task_storage_busy', 'kernel/bpf/bpf_task_storage.c bpf_task_storage'),
    inside: storageHeld,
  },
  {
    helpers: ['bpf_cgrp_storage_get', 'bpf_cgrp_storage_delete'], mapTypes: ['CGRP_STORAGE'], lock: 'the locks of cgroup storage', classes: ['struct bpf_local_storage.lock', 'struct bpf_local_storage_map_bucket.lock'], scope: 'kernel', implementations: ['cgroup_storage_lookup', 'cgroup_storage_delete'],
    eras: storage('bpf_cgrp_storage_busy', 'kernel/bpf/bpf_cgrp_storage.c bpf_cgrp_storage'),
    inside: storageHeld,
  },
  { helpers: ['bpf_inode_storage_get', 'bpf_inode_storage_delete'], mapTypes: ['INODE_STORAGE'], lock: 'the locks of inode storage', classes: ['struct bpf_local_storage.lock'], scope: 'kernel', eras: objectStorage, implementations: [] },
  { helpers: ['bpf_sk_storage_get', 'bpf_sk_storage_delete'], mapTypes: ['SK_STORAGE'], lock: 'the locks of socket storage', classes: ['struct bpf_local_storage.lock'], scope: 'kernel', eras: socketStorage, implementations: [] },
  {
    helpers: ['bpf_map_update_elem', 'bpf_map_delete_elem'], mapTypes: ['RHASH'], lock: 'the bucket lock', classes: ['struct bucket.raw_lock'], scope: 'map', eras: bitLock, implementations: ['rhtab_map_update_elem', 'rhtab_map_delete_elem'],
    inside: taken,
  },
  {
    helpers: ['bpf_timer_init', 'bpf_timer_set_callback', 'bpf_timer_start', 'bpf_timer_cancel'], isInValue: true, mapTypes: ['ARRAY', 'HASH', 'LRU_HASH'], lock: 'the lock of the timer', classes: ['struct bpf_async_kern.lock', 'struct bpf_timer_kern.lock'], scope: 'map', eras: async, implementations: [],
    inside: ['hrtimer_start', 'hrtimer_cancel', 'hrtimer_init', 'hrtimer_setup', 'hrtimer_start_range_ns', 'hrtimer_try_to_cancel'],
  },
  {
    helpers: ['bpf_map_update_elem', 'bpf_map_delete_elem'], mapTypes: ['ARRAY', 'PERCPU_ARRAY', 'ARRAY_OF_MAPS', 'PROG_ARRAY', 'CGROUP_ARRAY', 'DEVMAP', 'CPUMAP', 'ARENA', 'BLOOM_FILTER'],
    lock: '', classes: [], scope: 'map', eras: none, implementations: [],
  },
  // Into a buffer or a list of this CPU.
  { helpers: ['bpf_perf_event_output'], mapArgument: 1, mapTypes: ['PERF_EVENT_ARRAY'], lock: '', classes: [], scope: 'map', eras: none, implementations: [] },
  { helpers: ['bpf_tail_call'], mapArgument: 1, mapTypes: ['PROG_ARRAY'], lock: '', classes: [], scope: 'map', eras: none, implementations: [] },
  { helpers: ['bpf_redirect_map'], mapTypes: ['DEVMAP', 'DEVMAP_HASH', 'CPUMAP', 'XSKMAP'], lock: '', classes: [], scope: 'map', eras: none, implementations: [] },
  { helpers: ['bpf_map_push_elem', 'bpf_map_peek_elem'], mapTypes: ['BLOOM_FILTER'], lock: '', classes: [], scope: 'map', eras: none, implementations: [] },
  {
    helpers: ['bpf_map_lookup_elem', 'bpf_map_lookup_percpu_elem', 'bpf_for_each_map_elem'], mapTypes: [...hash, ...lruHash, 'ARRAY', 'PERCPU_ARRAY', 'LPM_TRIE', 'ARRAY_OF_MAPS', 'DEVMAP', 'XSKMAP', 'SOCKMAP', 'SOCKHASH', 'RHASH'],
    lock: '', classes: [], scope: 'map', eras: none, implementations: [],
  },
];

/** Updates that take, and for that may evict, an element before they look for the key: kernel/bpf/hashtab.c htab_lru_map_update_elem, up to 7.3. */
export const evictingUpdates: readonly {
  readonly helper: string;
  readonly mapTypes: readonly string[];
  /** 0-based argument with the flags. */
  readonly flags: number;
  /** Flags of an update that means a new key, and of one that means an old one. */
  readonly insert: readonly string[];
  readonly existing: readonly string[];
  /** Map types that take no element for an old key. */
  readonly sparing: readonly string[];
  readonly lookups: readonly string[];
}[] = [
  { helper: 'bpf_map_update_elem', mapTypes: lruHash, flags: 3, insert: ['BPF_NOEXIST', '1'], existing: ['BPF_EXIST', '2'], sparing: ['LRU_PERCPU_HASH'], lookups: ['bpf_map_lookup_elem', 'bpf_map_lookup_percpu_elem'] },
];

/** Spinlocks of BPF programs that have a form which fails instead of spinning for ever. */
export const resilientForms: readonly {
  readonly acquire: string;
  readonly release: string;
  readonly type: string;
  readonly resilientAcquire: string;
  readonly resilientRelease: string;
  readonly resilientType: string;
  /** First kernel that has it. */
  readonly since: string;
}[] = [
  {
    acquire: 'bpf_spin_lock', release: 'bpf_spin_unlock', type: 'struct bpf_spin_lock',
    resilientAcquire: 'bpf_res_spin_lock', resilientRelease: 'bpf_res_spin_unlock', resilientType: 'struct bpf_res_spin_lock', since: '6.15',
  },
];

/** Helpers that give a pointer, NULL where they fail; the others give 0 or an error number. */
export const pointerHelpers: readonly string[] = [
  'bpf_map_lookup_elem', 'bpf_map_lookup_percpu_elem', 'bpf_ringbuf_reserve', 'bpf_task_storage_get', 'bpf_cgrp_storage_get', 'bpf_inode_storage_get', 'bpf_sk_storage_get',
];

/** Map types with one value for all CPUs, and those like them with one for each. */
export const perCpuForms: Readonly<Record<string, string>> = { HASH: 'PERCPU_HASH', LRU_HASH: 'LRU_PERCPU_HASH', ARRAY: 'PERCPU_ARRAY' };
