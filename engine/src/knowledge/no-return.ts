/** Functions that do not return. */

export const noReturn: readonly string[] = ['BUG', 'panic', 'do_exit', 'make_task_dead', 'kthread_exit', 'kthread_complete_and_exit', 'complete_and_exit', 'unreachable', '__builtin_unreachable'];
