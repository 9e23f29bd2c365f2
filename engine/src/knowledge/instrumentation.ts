/**
 * Diagnostics: reports, sanitizers, checkers and their kin may be called in any context by contract, NMI included where it says so, and
 * defer what they cannot do at once. What they do inside is not followed: a great deal of code calls them, and no caller is to
 * blame for their locks. A name that ends in `*` stands for all that begin so.
 */

export const instrumentation: readonly string[] = [
  // kernel/printk/printk.c, printk_safe.c: in NMI and under the console's own locks, output is left to irq_work.
  'printk', '_printk', '_printk_deferred', 'vprintk', 'vprintk_default', 'vprintk_deferred', 'vprintk_emit', 'defer_console_output',
  // drivers/base/core.c, net/core/dev.c, lib/dynamic_debug.c: printk with a prefix.
  'dev_printk_emit', 'dev_vprintk_emit', '_dev_printk', '_dev_emerg', '_dev_alert', '_dev_crit', '_dev_err', '_dev_warn', '_dev_notice', '_dev_info',
  'netdev_printk', 'netdev_emerg', 'netdev_alert', 'netdev_crit', 'netdev_err', 'netdev_warn', 'netdev_notice', 'netdev_info',
  '__dynamic_pr_debug', '__dynamic_dev_dbg', '__dynamic_netdev_dbg', '__dynamic_ibdev_dbg',
  // kernel/trace/trace_printk.c: writes to the lockless ring buffer.
  '__trace_printk', '__trace_bprintk', '__trace_puts', '__trace_bputs', '__ftrace_vprintk', '__ftrace_vbprintk',
  // kernel/panic.c, lib/bug.c, lib/dump_stack.c, kernel/kcsan, kunit's suppression of warnings.
  '__warn', '__warn_printk', 'warn_slowpath_fmt', 'report_bug', '__report_bug', 'report_bug_entry', 'add_taint', 'dump_stack', 'dump_stack_lvl', 'show_stack', 'show_regs', 'print_modules',
  'kunit_is_suppressed_warning', '__kunit_is_suppressed_warning_impl',
  // mm/kasan, mm/kmsan, kernel/kcsan, mm/kfence, mm/kmemleak.c, lib/debugobjects.c, lib/ref_tracker.c, lib/fault-inject.c.
  'kasan_*', '__kasan_*', '__asan_*', 'kmsan_*', '__kmsan_*', '__msan_*', 'kcsan_*', '__kcsan_*', '__tsan_*', 'kfence_*', '__kfence_*', 'kmemleak_*',
  'debug_object_*', 'debug_check_no_obj_freed', '__debug_check_no_obj_freed', 'ref_tracker_*', 'should_fail', 'should_fail_ex', 'should_failslab', 'should_fail_alloc_page',
  // kernel/locking/lockdep.c, kernel/rcu/update.c: the checker that this program stands beside.
  'lock_acquire', 'lock_release', 'lock_acquired', 'lock_contended', 'lock_sync', 'lock_is_held', 'lock_is_held_type', 'lock_set_class', 'lock_downgrade',
  'lock_pin_lock', 'lock_repin_lock', 'lock_unpin_lock', 'lockdep_*', 'debug_check_no_locks_freed', 'debug_check_no_locks_held', 'trace_hardirqs_*', 'trace_softirqs_*',
  'rcu_read_lock_held', 'rcu_read_lock_bh_held', 'rcu_read_lock_sched_held', 'rcu_read_lock_any_held', 'srcu_read_lock_held', 'rcu_lockdep_current_cpu_online',
];
