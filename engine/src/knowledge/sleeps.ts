/** Calls that may sleep: always, by their gfp mask, or on a page fault. Waits for timers and hrtimers spin and are not here. */

import type { SleepRow } from './types.ts';

const byMask = (api: string, gfp: number): SleepRow => ({ api, gfp, fault: false, why: 'it allocates with this mask' });
const always = (api: string): SleepRow => ({ api, fault: false, why: 'it may block' });
const onFault = (api: string): SleepRow => ({ api, fault: true, why: 'it may fault' });

/** Argument that holds the gfp mask. */
const masks: Readonly<Record<string, number>> = {
  kmalloc: 1, kzalloc: 1, kcalloc: 2, kmalloc_array: 2, krealloc: 2, krealloc_array: 3, kmalloc_node: 1, kzalloc_node: 1,
  kcalloc_node: 2, kmem_cache_alloc: 1, kmem_cache_zalloc: 1, kmem_cache_alloc_node: 1, kvmalloc: 1, kvzalloc: 1, kvcalloc: 2,
  kvmalloc_array: 2, kvmalloc_node: 1, kvzalloc_node: 1, kstrdup: 1, kstrdup_const: 1, kstrndup: 2, kmemdup: 2, kmemdup_nul: 2,
  kmemdup_array: 3, kasprintf: 0, kvasprintf: 0, devm_kmalloc: 2, devm_kzalloc: 2, devm_kcalloc: 3, devm_kmalloc_array: 3,
  devm_kstrdup: 2, devm_kmemdup: 3, devm_kasprintf: 1, alloc_pages: 0, alloc_page: 0, __get_free_pages: 0, __get_free_page: 0,
  get_zeroed_page: 0, alloc_pages_node: 1, dma_alloc_coherent: 3, dmam_alloc_coherent: 3, dma_alloc_attrs: 3, dma_pool_alloc: 1,
  dma_pool_zalloc: 1, mempool_alloc: 1, alloc_skb: 1, __alloc_skb: 1, netdev_alloc_skb_ip_align_gfp: 2, __netdev_alloc_skb: 2,
  nlmsg_new: 1, genlmsg_new: 1, skb_clone: 1, skb_copy: 1, pskb_copy: 1, pskb_expand_head: 3, skb_copy_expand: 3, usb_alloc_urb: 1,
  usb_submit_urb: 1, usb_alloc_coherent: 2, idr_alloc: 4, idr_alloc_cyclic: 4, idr_alloc_u32: 4, idr_preload: 0, radix_tree_preload: 0,
  ida_alloc: 1, ida_alloc_range: 3, ida_alloc_max: 2, ida_alloc_min: 2, ida_simple_get: 3, xa_store: 3, xa_insert: 3, xa_alloc: 4,
  xa_alloc_cyclic: 5, xa_cmpxchg: 4, xa_reserve: 2, sg_alloc_table: 2, crypto_alloc_req: 1, skcipher_request_alloc: 1,
  aead_request_alloc: 1, ahash_request_alloc: 1, akcipher_request_alloc: 1, bio_alloc: 3, bio_kmalloc: 1, bio_alloc_clone: 2,
  alloc_percpu_gfp: 1, nla_strdup: 1, kmalloc_track_caller: 1, kmalloc_obj: 1, kzalloc_obj: 1, kmalloc_objs: 2, kzalloc_objs: 2,
  kmalloc_flex: 3, kzalloc_flex: 3, kvmalloc_obj: 1, kvzalloc_obj: 1, kvzalloc_objs: 2,
};

const blocking = [
  'vmalloc', 'vzalloc', 'alloc_percpu', 'msleep', 'msleep_interruptible', 'usleep_range', 'usleep_range_state', 'ssleep', 'fsleep',
  'schedule', 'schedule_timeout', 'schedule_timeout_interruptible', 'schedule_timeout_uninterruptible', 'schedule_timeout_killable',
  'cond_resched', 'yield', 'io_schedule', 'io_schedule_timeout', 'might_sleep', 'wait_event', 'wait_event_timeout',
  'wait_event_interruptible', 'wait_event_interruptible_timeout', 'wait_event_killable', 'wait_event_freezable', 'wait_event_hrtimeout',
  'wait_for_completion', 'wait_for_completion_timeout', 'wait_for_completion_interruptible', 'wait_for_completion_interruptible_timeout',
  'wait_for_completion_killable', 'wait_for_completion_killable_timeout', 'wait_for_completion_io', 'wait_on_bit', 'memdup_user',
  'get_user_pages', 'pin_user_pages', 'synchronize_rcu', 'synchronize_rcu_expedited', 'synchronize_srcu', 'synchronize_net', 'rcu_barrier',
  'srcu_barrier', 'synchronize_rcu_tasks', 'synchronize_irq', 'cancel_work_sync', 'cancel_delayed_work_sync', 'disable_work_sync',
  'disable_delayed_work_sync', 'flush_work', 'flush_delayed_work', 'flush_workqueue', 'drain_workqueue', 'destroy_workqueue',
  'alloc_workqueue', 'tasklet_kill', 'tasklet_disable', 'free_irq', 'disable_irq', 'devm_free_irq', 'request_irq', 'request_threaded_irq',
  'devm_request_irq', 'devm_request_threaded_irq', 'napi_disable', 'napi_synchronize', 'kthread_stop', 'kthread_park', 'kthread_run',
  'kthread_create', 'kthread_create_on_node', 'kthread_flush_work', 'kthread_cancel_work_sync', 'kthread_cancel_delayed_work_sync',
  'usb_kill_urb', 'usb_control_msg', 'usb_bulk_msg', 'usb_interrupt_msg', 'usb_control_msg_send', 'usb_control_msg_recv', 'stop_machine',
  'del_gendisk', 'blk_mq_freeze_queue', 'dmaengine_terminate_sync', 'register_netdev', 'unregister_netdev', 'request_firmware',
  'device_register', 'device_unregister', 'device_add', 'device_del', 'clk_prepare', 'clk_prepare_enable', 'clk_unprepare',
  'clk_disable_unprepare', 'clk_set_rate', 'regulator_enable', 'regulator_disable', 'regulator_set_voltage', 'gpiod_set_value_cansleep',
  'gpiod_get_value_cansleep', 'i2c_transfer', 'i2c_master_send', 'i2c_master_recv', 'i2c_smbus_read_byte_data',
  'i2c_smbus_write_byte_data', 'i2c_smbus_read_word_data', 'i2c_smbus_write_word_data', 'i2c_smbus_read_i2c_block_data',
  'i2c_smbus_write_i2c_block_data', 'spi_sync', 'spi_write', 'spi_read', 'spi_write_then_read', 'mutex_lock', 'mutex_lock_nested',
  'down_read', 'down_write', 'lock_sock', 'lock_sock_nested', 'rtnl_lock', 'console_lock', 'device_lock', 'down', 'blk_execute_rq',
  'submit_bio_wait', 'kernel_read', 'kernel_write', 'vfs_read', 'kernel_sendmsg', 'kernel_recvmsg', 'sock_release',
  'crypto_alloc_skcipher', 'crypto_alloc_aead', 'crypto_alloc_shash', 'crypto_alloc_ahash', 'crypto_wait_req', 'register_kprobe',
  'stop_one_cpu', 'kmem_cache_create', 'kmem_cache_destroy', 'debugfs_create_dir', 'proc_create', 'sysfs_create_group',
  'sysfs_create_file', 'sysfs_remove_group', 'sysfs_remove_file', 'kobject_uevent', 'call_usermodehelper', 'hid_hw_start', 'hid_hw_stop',
  'hid_hw_raw_request', 'phy_start', 'phy_connect', 'phy_disconnect', 'mdiobus_register', 'input_register_device',
  'input_unregister_device', 'led_classdev_unregister', 'regcache_sync', 'target_setup_session', 'tty_register_driver',
];

const faulting = ['copy_from_user', 'copy_to_user', 'get_user', 'put_user', 'clear_user', 'strncpy_from_user', 'strnlen_user'];

export const sleeps: readonly SleepRow[] = [...Object.entries(masks).map(([api, gfp]) => byMask(api, gfp)), ...blocking.map(always), ...faulting.map(onFault)];
