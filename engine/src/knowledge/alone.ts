/** Functions that run before there is anything to schedule, or when there is nothing left. */

/** __might_resched() in kernel/sched/core.c is silent while system_state is SYSTEM_BOOTING, or past SYSTEM_RUNNING as kernel/reboot.c sets it before it calls these. */
export const runsAlone = /^start_kernel$|(^|_)machine_(restart|halt|power_off)$/;
