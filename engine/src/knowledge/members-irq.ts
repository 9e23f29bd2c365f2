/** Members of structs of interrupt controllers, PMUs, timers and other low-level hardware. */

import { anywhere, caller, hardTimer, hardirq, interrupt, irqThread, irqsOff, napi, process, rcuCallback, tasklet, timer, work } from './contexts.ts';
import type { MemberRow } from './types.ts';

const irqDesc = { ...irqsOff, held: ['irq_desc.lock'] } as const;
const irq_descRequest_mutex = { ...process, held: ['irq_desc.request_mutex'] } as const;
const irqDomain = { ...process, held: ['irq_domain.mutex'] } as const;
const perfContext = { ...irqsOff, held: ['perf_event_context.lock'] } as const;
const runQueue = { ...irqsOff, held: ['the run queue lock'] } as const;

export const irqMembers: readonly MemberRow[] = [
  { struct: 'irqaction', member: 'handler', ...interrupt, confidence: 'heuristic', group: 'irq' },
  { struct: 'irqaction', member: 'thread_fn', ...irqThread, confidence: 'heuristic', group: 'irq' },

  { struct: 'irq_affinity_notify', member: 'notify', ...process, confidence: 'source', group: 'irq' },
  { struct: 'irq_affinity_notify', member: 'release', ...process, confidence: 'source', group: 'irq' },

  // Sleepable buses defer the write to irq_bus_sync_unlock.
  { struct: 'irq_chip', member: 'irq_ack', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_mask', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_mask_ack', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_unmask', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_eoi', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_enable', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_disable', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_startup', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_shutdown', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_set_type', ...irqDesc, always: true, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_set_affinity', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_retrigger', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_set_wake', ...irqDesc, confidence: 'source', group: 'irq' },
  // Sleepable buses defer the write to irq_bus_sync_unlock; early MSI activation calls it without desc->lock.
  { struct: 'irq_chip', member: 'irq_write_msi_msg', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_compose_msi_msg', ...irqDesc, confidence: 'source', group: 'irq' },
  // Sleepable buses defer the write to irq_bus_sync_unlock.
  { struct: 'irq_chip', member: 'irq_set_vcpu_affinity', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_get_irqchip_state', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_set_irqchip_state', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'ipi_send_single', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'ipi_send_mask', ...irqDesc, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_bus_lock', ...process, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_bus_sync_unlock', ...process, confidence: 'source', group: 'irq' },
  // Request: called outside desc->lock; verify per version.
  { struct: 'irq_chip', member: 'irq_request_resources', ...irq_descRequest_mutex, confidence: 'source', group: 'irq' },
  { struct: 'irq_chip', member: 'irq_release_resources', ...irq_descRequest_mutex, confidence: 'source', group: 'irq' },

  { struct: 'irq_domain_ops', member: 'map', ...irqDomain, confidence: 'source', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'unmap', ...irqDomain, confidence: 'source', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'alloc', ...irqDomain, confidence: 'source', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'free', ...irqDomain, confidence: 'source', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'activate', ...irqDesc, confidence: 'unverified', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'deactivate', ...irqDesc, confidence: 'unverified', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'translate', ...process, confidence: 'source', group: 'irq' },
  { struct: 'irq_domain_ops', member: 'xlate', ...process, confidence: 'source', group: 'irq' },

  { struct: 'pmu', member: 'event_init', ...process, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'add', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'del', ...perfContext, confidence: 'source', group: 'nmi' },
  // stop/read can also be called from the PMI handler (NMI).
  { struct: 'pmu', member: 'start', ...perfContext, confidence: 'source', group: 'nmi' },
  // Also from the PMI handler, which may be NMI.
  { struct: 'pmu', member: 'stop', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'read', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'pmu_enable', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'pmu_disable', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'start_txn', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'commit_txn', ...perfContext, confidence: 'source', group: 'nmi' },
  { struct: 'pmu', member: 'sched_task', ...perfContext, confidence: 'source', group: 'nmi' },

  // Flag TIMER_IRQSAFE: callback runs with hardirqs disabled (still from the timer softirq); otherwise irqs enabled.
  { struct: 'timer_list', member: 'function', ...timer, confidence: 'source', group: 'timer' },

  { struct: 'clock_event_device', member: 'event_handler', ...hardirq, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'set_next_event', ...irqsOff, always: true, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'set_next_ktime', ...irqsOff, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'set_state_periodic', ...irqsOff, always: true, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'set_state_oneshot', ...irqsOff, always: true, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'set_state_oneshot_stopped', ...irqsOff, always: true, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'set_state_shutdown', ...irqsOff, always: true, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'broadcast', ...irqsOff, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'suspend', ...irqsOff, confidence: 'source', group: 'timer' },
  { struct: 'clock_event_device', member: 'resume', ...irqsOff, confidence: 'source', group: 'timer' },

  // NMI-safe required: ktime_get_mono_fast_ns() is used from NMI.
  { struct: 'clocksource', member: 'read', ...anywhere, confidence: 'source', group: 'timer' },

  { struct: 'tasklet_struct', member: 'callback', ...tasklet, confidence: 'heuristic', group: 'softirq' },
  { struct: 'tasklet_struct', member: 'func', ...tasklet, confidence: 'heuristic', group: 'softirq' },

  // Threaded NAPI and busy polling run it in a task with BH off; netpoll with hardirqs off.
  { struct: 'napi_struct', member: 'poll', ...napi, confidence: 'source', group: 'net' },

  // Also task work, in process context: the call that queues it says which.
  { struct: 'callback_head', member: 'func', ...rcuCallback, confidence: 'heuristic', group: 'rcu' },

  { struct: 'irq_work', member: 'func', ...hardirq, confidence: 'source', group: 'irq_work' },

  // A kworker, unless queued on a BH workqueue: see bhWorkqueues.
  { struct: 'work_struct', member: 'func', ...work, confidence: 'source', group: 'workqueue' },

  { struct: 'smp_hotplug_thread', member: 'thread_fn', ...process, confidence: 'source', group: 'kthread' },
  { struct: 'smp_hotplug_thread', member: 'setup', ...process, confidence: 'source', group: 'kthread' },
  { struct: 'smp_hotplug_thread', member: 'cleanup', ...process, confidence: 'source', group: 'kthread' },
  { struct: 'smp_hotplug_thread', member: 'park', ...process, confidence: 'source', group: 'kthread' },
  { struct: 'smp_hotplug_thread', member: 'unpark', ...process, confidence: 'source', group: 'kthread' },
  { struct: 'smp_hotplug_thread', member: 'create', ...process, confidence: 'source', group: 'kthread' },
  // Called with preemption disabled.
  { struct: 'smp_hotplug_thread', member: 'thread_should_run', ...caller, confidence: 'source', group: 'kthread' },

  { struct: 'cpufreq_driver', member: 'init', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'verify', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'setpolicy', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'target', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'target_index', ...process, confidence: 'default', group: 'cpufreq' },
  // Called by schedutil from the scheduler.
  { struct: 'cpufreq_driver', member: 'fast_switch', ...runQueue, confidence: 'source', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'adjust_perf', ...runQueue, confidence: 'source', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'get_intermediate', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'target_intermediate', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'get', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'update_limits', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'bios_limit', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'online', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'offline', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'exit', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'suspend', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'resume', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'ready', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'set_boost', ...process, confidence: 'source', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'register_em', ...process, confidence: 'default', group: 'cpufreq' },
  { struct: 'cpufreq_driver', member: 'scale_freq_ref', ...process, confidence: 'default', group: 'cpufreq' },

  // drivers/cpuidle/cpuidle.c.
  { struct: 'cpuidle_state', member: 'enter', ...irqsOff, confidence: 'source', group: 'cpuidle' },
  { struct: 'cpuidle_state', member: 'enter_dead', ...irqsOff, confidence: 'source', group: 'cpuidle' },
  { struct: 'cpuidle_state', member: 'enter_s2idle', ...irqsOff, confidence: 'source', group: 'cpuidle' },

  { struct: 'cpuidle_governor', member: 'enable', ...process, confidence: 'unverified', group: 'cpuidle' },
  { struct: 'cpuidle_governor', member: 'disable', ...process, confidence: 'unverified', group: 'cpuidle' },
  { struct: 'cpuidle_governor', member: 'select', ...irqsOff, confidence: 'unverified', group: 'cpuidle' },
  { struct: 'cpuidle_governor', member: 'reflect', ...caller, confidence: 'unverified', group: 'cpuidle' },

  // One CPU, interrupts off, drivers/base/syscore.c.
  { struct: 'syscore_ops', member: 'suspend', ...irqsOff, confidence: 'source', group: 'pm' },
  { struct: 'syscore_ops', member: 'resume', ...irqsOff, confidence: 'source', group: 'pm' },
  { struct: 'syscore_ops', member: 'shutdown', ...process, confidence: 'source', group: 'pm' },

  { struct: 'wait_queue_entry', member: 'func', ...irqsOff, held: ['wait_queue_head.lock'], confidence: 'source', group: 'sched' },

  { struct: 'preempt_ops', member: 'sched_in', ...caller, confidence: 'default', group: 'sched' },
  { struct: 'preempt_ops', member: 'sched_out', ...runQueue, confidence: 'source', group: 'sched' },

  { struct: 'sched_class', member: 'enqueue_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'dequeue_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'yield_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'yield_to_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'check_preempt_curr', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'pick_next_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'put_prev_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'set_next_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'balance', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'select_task_rq', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'pick_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'migrate_task_rq', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'task_woken', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'set_cpus_allowed', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'rq_online', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'rq_offline', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'find_lock_rq', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'task_tick', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'task_fork', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'task_dead', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'switched_from', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'switched_to', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'prio_changed', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'get_rr_interval', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'update_curr', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'task_change_group', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'wakeup_preempt', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'switching_to', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'reweight_task', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'task_is_throttled', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'switching_from', ...runQueue, confidence: 'unverified', group: 'sched' },
  { struct: 'sched_class', member: 'get_prio', ...runQueue, confidence: 'unverified', group: 'sched' },

  // Hardirq. The mode of the nearest hrtimer_init() or hrtimer_start() of the same timer may be *_SOFT: then the softirq hrtimer.
  { struct: 'hrtimer', member: 'function', ...hardTimer, confidence: 'source', group: 'timer' },

  // s390 adapter interrupt.
  { struct: 'airq_struct', member: 'handler', ...hardirq, confidence: 'source', group: 'irq' },
];
