/** Calls that hold a kind of interrupting callback off, or let it loose. */

import type { LifetimeRow, SourceKind } from './types.ts';

const rows = (effect: LifetimeRow['effect'], apis: Partial<Record<SourceKind, string>>): LifetimeRow[] =>
  Object.entries(apis).flatMap(([source, names]) => names.split(' ').map((api) => ({ api, effect, source: source as SourceKind })));

export const lifetimes: readonly LifetimeRow[] = [
  ...rows('quiesces', {
    irq: 'free_irq devm_free_irq disable_irq disable_irq_nosync disable_hardirq pci_free_irq',
    napi: 'napi_disable netif_napi_del',
    timer: 'timer_delete_sync del_timer_sync timer_shutdown_sync',
    hrtimer: 'hrtimer_cancel',
    tasklet: 'tasklet_kill tasklet_disable',
    work: 'cancel_work_sync cancel_delayed_work_sync disable_work_sync',
    transmit: 'netif_tx_disable netif_stop_queue netif_tx_stop_all_queues netif_device_detach unregister_netdev',
    urb: 'usb_kill_urb usb_kill_anchored_urbs',
  }),
  ...rows('arms', {
    irq: 'request_irq request_threaded_irq devm_request_irq devm_request_threaded_irq request_any_context_irq devm_request_any_context_irq pci_request_irq enable_irq request_percpu_irq',
    napi: 'napi_enable',
    timer: 'mod_timer add_timer timer_reduce add_timer_on mod_timer_pending',
    hrtimer: 'hrtimer_start hrtimer_start_range_ns',
    tasklet: 'tasklet_schedule tasklet_hi_schedule tasklet_enable',
    work: 'schedule_work queue_work schedule_delayed_work queue_delayed_work mod_delayed_work',
    transmit: 'register_netdev register_netdevice netif_start_queue netif_wake_queue netif_tx_start_all_queues netif_tx_wake_all_queues netif_device_attach',
    urb: 'usb_submit_urb',
  }),
];
