/** Calls that call back before they return: their callbacks run in the state of the caller. */

import type { SynchronousRow } from './types.ts';

export const synchronous: readonly SynchronousRow[] = [
  // The last reference: released by whoever drops it.
  { api: 'kref_put', argument: 1, lastReference: true },
  { api: 'kref_put_mutex', argument: 1, lock: 2, lastReference: true },
  { api: 'kref_put_lock', argument: 1, lock: 2, lastReference: true },

  // Sorting and searching.
  { api: 'sort', argument: 3 },
  { api: 'sort', argument: 4 },
  { api: 'bsearch', argument: 4 },
  { api: 'list_sort', argument: 2 },

  // Walkers.
  { api: 'idr_for_each', argument: 1 },
  { api: 'bus_for_each_dev', argument: 3 },
  { api: 'driver_for_each_device', argument: 3 },
  { api: 'class_for_each_device', argument: 3 },
  { api: 'bus_for_each_drv', argument: 3 },
  { api: 'device_for_each_child', argument: 2 },
  { api: 'device_for_each_child_reverse', argument: 2 },
  { api: 'device_find_child', argument: 2 },
  { api: 'bus_find_device', argument: 3 },
  { api: 'class_find_device', argument: 3 },
  { api: 'driver_find_device', argument: 3 },
  { api: 'usb_for_each_dev', argument: 1 },
  { api: 'pci_walk_bus', argument: 1 },
  { api: 'starget_for_each_device', argument: 2 },
  { api: 'blk_mq_tagset_busy_iter', argument: 1 },
  { api: 'blk_mq_queue_tag_busy_iter', argument: 1 },
  { api: 'netdev_walk_all_upper_dev_rcu', argument: 1 },
  { api: 'netdev_walk_all_lower_dev', argument: 1 },
  { api: 'netdev_walk_all_lower_dev_rcu', argument: 1 },
  { api: 'iterate_fd', argument: 2 },
  { api: 'for_each_kernel_tracepoint', argument: 0 },
  { api: 'ieee80211_iterate_active_interfaces', argument: 2 },
  { api: 'ieee80211_iterate_active_interfaces_atomic', argument: 2 },
  { api: 'ieee80211_iterate_active_interfaces_mtx', argument: 2 },
  { api: 'ieee80211_iterate_interfaces', argument: 2 },
  { api: 'ieee80211_iterate_stations_atomic', argument: 1 },
  { api: 'ieee80211_iterate_stations', argument: 1 },
  { api: 'ieee80211_iter_chan_contexts_atomic', argument: 1 },
  { api: 'ieee80211_iter_chan_contexts_mtx', argument: 1 },
  { api: 'ieee80211_iter_keys', argument: 2 },
  { api: 'ieee80211_iter_keys_rcu', argument: 2 },
  { api: 'apply_to_page_range', argument: 3 },
  { api: 'apply_to_existing_page_range', argument: 3 },
  { api: '__dev_uc_sync', argument: 1 },
  { api: '__dev_mc_sync', argument: 1 },
  { api: '__dev_uc_sync', argument: 2 },
  { api: '__dev_mc_sync', argument: 2 },

  // Waiting for a condition.
  { api: 'wait_on_bit_action', argument: 2 },
  { api: 'out_of_line_wait_on_bit', argument: 2 },
  { api: 'wait_on_bit_lock_action', argument: 2 },

  // BPF.
  { api: 'bpf_loop', argument: 1 },
  { api: 'bpf_for_each_map_elem', argument: 1 },
  { api: 'bpf_user_ringbuf_drain', argument: 1 },
  { api: 'bpf_find_vma', argument: 2 },
  { api: 'bpf_rbtree_add', argument: 2 },
  { api: 'bpf_rbtree_add_impl', argument: 2 },
];

/** True for whoever drops the last reference, with `!` false for him: include/linux/refcount.h, include/linux/atomic/atomic-instrumented.h, include/linux/lockref.h. */
export const lastReferences: readonly string[] = [
  'refcount_dec_and_test', 'refcount_sub_and_test', 'atomic_dec_and_test', 'atomic_sub_and_test', 'atomic64_dec_and_test', 'atomic_long_dec_and_test',
  '!refcount_dec_not_one',
];
