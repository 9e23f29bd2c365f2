/** Functions of the kernel's own that say something when they stand on a printed stack: which context begins there, and what is only machinery. */

import type { Context } from './types.ts';

/** A frame with this name runs in this context, and so does what it calls. Names as printed, without compiler suffixes. */
export const contextMarks: Readonly<Record<string, Context>> = {
  // Tasks. A softirq that runs in its own thread is still one: see handle_softirqs.
  kthread: 'process', ret_from_fork: 'process', ret_from_fork_asm: 'process', worker_thread: 'process', irq_thread: 'process', smpboot_thread_fn: 'process', run_ksoftirqd: 'process',
  do_syscall_64: 'process', entry_SYSCALL_64_after_hwframe: 'process', system_call_fastpath: 'process', el0_svc: 'process', invoke_syscall: 'process', ret_fast_syscall: 'process',
  system_call_exception: 'process', do_trap_ecall_u: 'process', cpu_startup_entry: 'process', cpu_idle: 'process', start_secondary: 'process', rest_init: 'process',
  // Softirqs.
  __do_softirq: 'softirq', handle_softirqs: 'softirq', call_softirq: 'softirq', do_softirq_own_stack: 'softirq', do_softirq: 'softirq', ____do_softirq: 'softirq',
  __do_softirq_own_stack: 'softirq', net_rx_action: 'softirq', net_tx_action: 'softirq', rcu_core: 'softirq', rcu_core_si: 'softirq', rcu_process_callbacks: 'softirq', run_timer_softirq: 'softirq',
  tasklet_action_common: 'softirq', tasklet_action: 'softirq', tasklet_hi_action: 'softirq', hrtimer_run_softirq: 'softirq', blk_done_softirq: 'softirq', bh_worker: 'softirq',
  // Hardirqs.
  do_IRQ: 'hardirq', common_interrupt: 'hardirq', ret_from_intr: 'hardirq', __common_interrupt: 'hardirq', asm_common_interrupt: 'hardirq', apic_timer_interrupt: 'hardirq',
  smp_apic_timer_interrupt: 'hardirq', hrtimer_interrupt: 'hardirq', handle_irq_event: 'hardirq', __handle_irq_event_percpu: 'hardirq', handle_irq_event_percpu: 'hardirq',
  generic_handle_irq: 'hardirq', handle_domain_irq: 'hardirq', generic_handle_domain_irq: 'hardirq', gic_handle_irq: 'hardirq', el1_irq: 'hardirq', el1h_64_irq: 'hardirq', el1_interrupt: 'hardirq',
  el0t_64_irq: 'hardirq', __irq_svc: 'hardirq', __irq_usr: 'hardirq', flush_smp_call_function_queue: 'hardirq', __flush_smp_call_function_queue: 'hardirq',
  __sysvec_irq_work: 'hardirq', irq_work_run: 'hardirq', do_irq: 'hardirq', timer_interrupt: 'hardirq', handle_riscv_irq: 'hardirq',
  // NMIs.
  asm_exc_nmi: 'nmi', exc_nmi: 'nmi', default_do_nmi: 'nmi', nmi_handle: 'nmi', do_nmi: 'nmi', nmi: 'nmi', end_repeat_nmi: 'nmi', perf_event_nmi_handler: 'nmi', nmi_enter: 'nmi',
  arm64_enter_nmi: 'nmi', system_reset_exception: 'nmi', handle_percpu_devid_fasteoi_nmi: 'nmi',
};

/** Names that begin like this enter a hardirq: one stub for each vector. */
export const hardirqStub = /^(?:asm_sysvec_|sysvec_|__sysvec_|smp_.*_interrupt$)/;

/** Reporting, checking, entry and exit code: on every stack of its kind, and never what the report is about. */
export const reportingFrame = /^(?:dump_stack|__dump_stack|dump_stack_lvl|show_stack|show_trace|show_regs|dump_backtrace|unwind_|walk_stack|stack_trace_|save_trace|save_stack|print_(?:usage_bug|circular|deadlock|bad_|irq|lock|unlock|freed|cpu_stall|other_cpu|address|worker|shortest)|lockdep_|mark_(?:lock|usage|held|irqflags|lock_irq)|valid_state|check_(?:noncircular|prev|path|usage|irq_usage|wait_context|deadlock|flags)|__lock_acquire|validate_chain|lock_(?:acquire|release|is_held)|__lock_release|lock_set_|register_lock|__might_|might_|___might_|debug_(?:show|spin|mutex|check|rt_|locks|smp|lockdep)|__schedule_bug|spin_(?:dump|bug)|rwlock_bug|watchdog$|watchdog_(?:overflow|timer|hardlockup|buddy|fn)|is_softlockup|__perf_event_|perf_event_(?:overflow|nmi)|intel_pmu|x86_pmu|amd_pmu|handle_pmi|nmi_|default_do_nmi|do_nmi|exc_nmi|asm_exc_nmi|end_repeat_nmi|rcu_(?:sched_clock_irq|check_callbacks|check_gp|dump|stall|print)|trigger_(?:all|single|cpumask)|panic$|vpanic|oops_|die$|__die|warn_(?:slowpath|bogus|alloc)|__warn|report_bug|handle_bug|exc_invalid_op|asm_exc_invalid_op|do_error_trap|invalid_op|tick_(?:sched|nohz|handle_|periodic|do_)|update_process_times|__hrtimer_run|hrtimer_interrupt|lockup_|__report_|trace_hardirqs_)/;

/** Functions that take, wait for or release a lock, and the inline ones around them. */
export const lockFrame = /^(?:_raw_|__raw_|do_raw_|native_queued_|queued_|pv_queued|__pv_|pv_(?:wait|kick|spin|hash)|kvm_(?:wait|kick|spin)|xen_(?:qlock|poll_irq)|arch_(?:spin|read|write|mutex)|__(?:raw_)?(?:spin|read|write)_|(?:raw_)?(?:spin|read|write)_(?:try)?(?:un)?lock|__ticket|ticket_|do_spin|resilient_|raw_res_|_?_?mutex_(?:lock|unlock|trylock|spin)|__mutex_|___?down|__down|down(?:_read|_write|_killable|_interruptible|_timeout|_trylock)?(?:_nested|_killable|_interruptible)?$|up(?:_read|_write)?$|__up_|rwsem_|rt_(?:spin|mutex|read|write)|__rt_|rtlock_|osq_|mcs_|seqprop_|local_lock|__local_lock|ww_mutex|__ww_mutex|lock_sock|bit_spin|percpu_down|percpu_up|queue_write|queue_read|write_seq|class_.*_constructor|__delay|delay_tsc|cpu_relax|__cpu_relax|do_raw)/;

/** Entry stubs, dispatchers and schedulers between what one context does and what interrupts it. */
export const dispatchFrame = /^(?:asm_|sysvec_|__sysvec_|smp_\w*interrupt$|irq_exit|__irq_exit|irq_enter|exc_\w+$|do_IRQ|common_interrupt|ret_from_|apic_|call_softirq|do_softirq|__do_softirq|____do_softirq|handle_softirqs|invoke_softirq|run_ksoftirqd|smpboot_thread|kthread$|worker_thread|process_one_work|process_scheduled_works|process_timeout|call_timer_fn|expire_timers|__run_timer|run_timer|rcu_(?:core|do_batch|process_callbacks|cblist)|__rcu_process|invoke_rcu|rcu_reclaim|net_rx_action|net_tx_action|__napi_poll|napi_poll$|tasklet_|handle_irq|__handle_irq|handle_(?:edge|level|fasteoi|percpu|simple|nested)_|generic_handle|gic_handle|el[01](?:_|t_|h_)|irq_thread|do_syscall|__x64_sys|__se_sys|__do_sys|__arm64_sys|__ia32_|invoke_syscall|entry_|system_call|ret_fast|vfs_ioctl|x64_sys|do_interrupt|call_on_|__irq_|cpu_startup|cpu_idle|do_idle|default_idle|arch_cpu_idle|cpuidle|native_safe_halt|acpi_(?:idle|safe_halt|processor)|pv_native|mwait|intel_idle|start_secondary|start_kernel|x86_64_start|rest_init|secondary_|schedule|__schedule|preempt_schedule|io_schedule|__cond_resched|flush_smp_call|__flush_smp|nmi$|nmi_|raise_softirq|local_apic_|__common_interrupt|do_interrupt_handler|vfs_|ksys_|__sys_|do_vfs_|__fput|kernfs_fop_|new_sync_|proc_reg_|seq_read|dev_attr_|sysfs_kf_|really_probe|driver_probe|__driver_|platform_(?:drv_)?probe|device_release_driver|bus_for_each|nf_hook_slow|ip_(?:rcv|local_deliver)|cpuidle_|__device_attach|__local_bh_enable|local_bh_enable|_local_bh_|__run_hrtimer|__netif_receive|netif_receive|process_backlog)/;

/** Programs of BPF, and what runs them from a perf event. */
export const bpfFrame = /^(?:bpf_prog_|bpf_overflow_handler|bpf_trampoline_|__bpf_trace_|trace_call_bpf|bpf_dispatcher_|bpf_trace_run)/;

/** Waiting for something to end: `cancel_work_sync()` and its like, as they show on a stack. */
export const syncWaitFrame = /^(?:__?flush_work|flush_work|__flush_workqueue|flush_workqueue|cancel_(?:delayed_)?work_sync|__cancel_(?:delayed_)?work|start_flush_work|drain_workqueue|del_timer_sync|__?timer_delete_sync|timer_delete_sync|__timer_delete_sync|hrtimer_cancel|tasklet_kill|synchronize_(?:irq|rcu|net|srcu)|__synchronize_|free_irq|__free_irq|disable_irq|napi_disable|kthread_stop|rcu_barrier|wait_rcu_gp|__wait_rcu_gp|wait_for_completion)/;

/** Allocations and pauses of the kernel's own: their callers are who sleeps. */
export const sleepingFrame = /^(?:kmem_cache_|__?kmem_|_?_?kmalloc|__do_kmalloc|kzalloc|kcalloc|krealloc|kvmalloc|kvzalloc|slab_|___?slab_|__alloc_pages|alloc_pages|__?get_free_page|vmalloc|__vmalloc|vzalloc|msleep|usleep_range|ssleep|schedule_timeout|wait_for_|__wait_for_|do_wait_|_?_?copy_(?:to|from)_user|_copy_|__might_fault|_cond_resched|cond_resched|__schedule|schedule)/;

/** Waiting for other CPUs to answer. */
export const crossCallFrame = /^(?:smp_call_function|csd_lock_wait|__csd_lock_wait|on_each_cpu|native_flush_tlb|flush_tlb|stop_(?:one_cpu|machine|two_cpus)|multi_cpu_stop|text_poke)/;
