/** Functions and macros that do not return. */

export const noReturn: readonly string[] = [
  'BUG', 'panic', 'vpanic', 'panic_smp_self_stop', 'nmi_panic_self_stop', 'do_exit', 'do_group_exit', 'make_task_dead', 'do_task_dead',
  'kthread_exit', 'kthread_complete_and_exit', 'complete_and_exit', 'module_put_and_kthread_exit', '__module_put_and_kthread_exit',
  'cpu_startup_entry', 'arch_cpu_idle_dead', 'unreachable', '__builtin_unreachable', '__builtin_trap',
];
