/** Callbacks of USB, networking, storage, crypto and other subsystems. */

import { anywhere, bhOff, hardirq, interrupt, irqThread, irqsOff, netReceive, process, softirq, urb } from './contexts.ts';
import type { CallbackRow } from './types.ts';

export const subsystemCallbacks: readonly CallbackRow[] = [
  // Completion: hardirq on host controllers without HCD_BH, drivers/usb/core/hcd.c.
  { api: 'usb_fill_control_urb', argument: 6, ...urb, object: 0, confidence: 'source', group: 'usb' },
  { api: 'usb_fill_bulk_urb', argument: 5, ...urb, object: 0, confidence: 'source', group: 'usb' },
  { api: 'usb_fill_int_urb', argument: 5, ...urb, object: 0, confidence: 'source', group: 'usb' },
  // URBs of an anchor or of usb_serial are stored with these too.
  // From the input event path and a timer, under event_lock with interrupts off, drivers/input/ff-memless.c.
  { api: 'input_ff_create_memless', argument: 2, ...irqsOff, held: ['input_dev.event_lock'], confidence: 'source', group: 'input' },
  { api: 'input_setup_polling', argument: 1, ...process, confidence: 'source', group: 'input' },
  // The tasklet of the channel, drivers/hv/connection.c.
  { api: 'vmbus_open', argument: 5, ...softirq, vector: 'tasklet', confidence: 'source', group: 'virtio' },
  { api: 'i2c_slave_register', argument: 1, ...hardirq, confidence: 'unverified', group: 'i2c' },
  { api: 'rdma_create_id', argument: 1, ...process, confidence: 'source', group: 'rdma' },
  { api: '__rdma_create_kernel_id', argument: 1, ...process, confidence: 'source', group: 'rdma' },

  // Protocol handlers: softirq, or a task with BH off.
  { api: 'dev_add_pack', argument: 0, ...netReceive, field: 'func', confidence: 'source', group: 'net' },
  { api: 'netdev_rx_handler_register', argument: 1, ...netReceive, confidence: 'source', group: 'net' },
  { api: 'inet_add_protocol', argument: 0, ...netReceive, field: 'handler', confidence: 'source', group: 'net' },
  { api: 'inet6_add_protocol', argument: 0, ...netReceive, field: 'handler', confidence: 'source', group: 'net' },
  { api: 'inet_add_protocol', argument: 0, ...netReceive, field: 'err_handler', confidence: 'source', group: 'net' },
  { api: 'inet6_add_protocol', argument: 0, ...netReceive, field: 'err_handler', confidence: 'source', group: 'net' },
  { api: 'can_rx_register', argument: 4, ...netReceive, confidence: 'source', group: 'can' },
  // Where their flags say so, the handlers take the lock themselves, net/core/rtnetlink.c.
  { api: 'rtnl_register', argument: 2, ...process, when: { argument: 4, words: ['DOIT_UNLOCKED'] }, confidence: 'source', group: 'net' },
  { api: 'rtnl_register_module', argument: 3, ...process, when: { argument: 5, words: ['DOIT_UNLOCKED'] }, confidence: 'source', group: 'net' },
  { api: 'rtnl_register', argument: 2, ...process, held: ['rtnl_mutex'], confidence: 'source', group: 'net' },
  { api: 'rtnl_register', argument: 3, ...process, held: ['rtnl_mutex'], confidence: 'source', group: 'net' },
  { api: 'rtnl_register_module', argument: 3, ...process, held: ['rtnl_mutex'], confidence: 'source', group: 'net' },
  { api: 'rtnl_register_module', argument: 4, ...process, held: ['rtnl_mutex'], confidence: 'source', group: 'net' },
  { api: 'nf_register_net_hook', argument: 1, ...netReceive, field: 'hook', confidence: 'source', group: 'net' },
  // The link change callback runs in the PHY state machine, a work item, drivers/net/phy/phy.c.
  { api: 'phy_connect', argument: 2, ...process, confidence: 'source', group: 'net' },
  { api: 'phy_connect_direct', argument: 2, ...process, confidence: 'source', group: 'net' },
  { api: 'of_phy_connect', argument: 2, ...process, confidence: 'source', group: 'net' },
  { api: 'of_phy_get_and_connect', argument: 2, ...process, confidence: 'source', group: 'net' },

  // Virtqueue callbacks run in the interrupt of the transport.
  { api: 'virtio_find_vqs', argument: 3, ...hardirq, confidence: 'source', group: 'virtio' },
  { api: 'virtio_find_single_vq', argument: 1, ...hardirq, confidence: 'source', group: 'virtio' },
  { api: 'rpmsg_create_ept', argument: 1, ...process, confidence: 'unverified', group: 'mailbox' },
  { api: 'iio_triggered_buffer_setup', argument: 1, ...interrupt, confidence: 'source', group: 'iio' },
  { api: 'iio_triggered_buffer_setup', argument: 2, ...irqThread, confidence: 'source', group: 'iio' },
  { api: 'devm_iio_triggered_buffer_setup', argument: 2, ...interrupt, confidence: 'source', group: 'iio' },
  { api: 'devm_iio_triggered_buffer_setup', argument: 3, ...irqThread, confidence: 'source', group: 'iio' },
  { api: 'iio_alloc_pollfunc', argument: 0, ...interrupt, confidence: 'source', group: 'iio' },
  { api: 'iio_alloc_pollfunc', argument: 1, ...irqThread, confidence: 'source', group: 'iio' },

  // DEF_SCSI_QCMD(x) takes host_lock with interrupts off around x_lck.
  { api: 'DEF_SCSI_QCMD', argument: 0, ...irqsOff, suffixes: ['_lck'], held: ['host_lock'], confidence: 'source', group: 'scsi' },
  { api: 'cpufreq_add_update_util_hook', argument: 2, ...irqsOff, held: ['the run queue lock'], confidence: 'source', group: 'cpufreq' },
  // Called with BH off; from hardware drivers in a tasklet or interrupt.
  { api: 'skcipher_request_set_callback', argument: 2, ...bhOff, confidence: 'doc', group: 'crypto' },
  { api: 'aead_request_set_callback', argument: 2, ...bhOff, confidence: 'doc', group: 'crypto' },
  { api: 'ahash_request_set_callback', argument: 2, ...bhOff, confidence: 'doc', group: 'crypto' },
  { api: 'akcipher_request_set_callback', argument: 2, ...bhOff, confidence: 'doc', group: 'crypto' },
  { api: 'kpp_request_set_callback', argument: 2, ...bhOff, confidence: 'doc', group: 'crypto' },
  { api: 'acomp_request_set_callback', argument: 2, ...bhOff, confidence: 'doc', group: 'crypto' },
  { api: 'ib_create_cq', argument: 1, ...hardirq, confidence: 'unverified', group: 'rdma' },
  { api: 'dma_fence_add_callback', argument: 2, ...irqsOff, held: ['fence->lock'], confidence: 'source', group: 'drm' },
  { api: 'tracepoint_probe_register', argument: 1, ...anywhere, confidence: 'source', group: 'tracing' },
];
