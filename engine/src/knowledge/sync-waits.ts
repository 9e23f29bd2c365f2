/** Calls that wait until a callback is not running. A delayed work item's callback is registered on `dwork` or `dwork.work`; both name it. */

import type { SyncWaitRow } from './types.ts';

export const syncWaits: readonly SyncWaitRow[] = [
  { api: 'timer_delete_sync', argument: 0, waitsFor: 'timer' },
  { api: 'del_timer_sync', argument: 0, waitsFor: 'timer' },
  { api: 'timer_shutdown_sync', argument: 0, waitsFor: 'timer' },
  { api: 'del_singleshot_timer_sync', argument: 0, waitsFor: 'timer' },
  { api: 'hrtimer_cancel', argument: 0, waitsFor: 'hrtimer' },
  { api: 'tasklet_kill', argument: 0, waitsFor: 'tasklet' },
  { api: 'tasklet_disable', argument: 0, waitsFor: 'tasklet' },
  { api: 'tasklet_unlock_wait', argument: 0, waitsFor: 'tasklet' },
  { api: 'cancel_work_sync', argument: 0, waitsFor: 'work' },
  { api: 'cancel_delayed_work_sync', argument: 0, waitsFor: 'work' },
  { api: 'disable_work_sync', argument: 0, waitsFor: 'work' },
  { api: 'disable_delayed_work_sync', argument: 0, waitsFor: 'work' },
  { api: 'flush_work', argument: 0, waitsFor: 'work' },
  { api: 'flush_delayed_work', argument: 0, waitsFor: 'work' },
  { api: 'kthread_cancel_work_sync', argument: 0, waitsFor: 'work' },
  { api: 'kthread_cancel_delayed_work_sync', argument: 0, waitsFor: 'work' },
  { api: 'kthread_flush_work', argument: 0, waitsFor: 'work' },
  { api: 'free_irq', argument: 0, waitsFor: 'irq' },
  { api: 'disable_irq', argument: 0, waitsFor: 'irq' },
  { api: 'disable_hardirq', argument: 0, waitsFor: 'irq' },
  { api: 'synchronize_irq', argument: 0, waitsFor: 'irq' },
  { api: 'synchronize_hardirq', argument: 0, waitsFor: 'irq' },
  { api: 'napi_disable', argument: 0, waitsFor: 'napi' },
  { api: 'napi_synchronize', argument: 0, waitsFor: 'napi' },
  { api: 'usb_kill_urb', argument: 0, waitsFor: 'urb' },
  { api: 'devm_free_irq', argument: 1, waitsFor: 'irq' },
];
