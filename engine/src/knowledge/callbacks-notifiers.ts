/** Notifier chains: the callback is in the notifier block handed over. */

import { anywhere, caller, irqsOff, process } from './contexts.ts';
import type { CallbackRow } from './types.ts';

export const notifierCallbacks: readonly CallbackRow[] = [
  // An atomic chain is called under RCU, from wherever its caller is.
  { api: 'atomic_notifier_chain_register', argument: 1, ...caller, held: ['rcu_read_lock'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'blocking_notifier_chain_register', argument: 1, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'srcu_notifier_chain_register', argument: 1, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'raw_notifier_chain_register', argument: 1, ...anywhere, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  // From an oops, int3 or NMI.
  { api: 'register_die_notifier', argument: 0, ...anywhere, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_reboot_notifier', argument: 0, ...process, held: ['reboot_notifier_list'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_pm_notifier', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_module_notifier', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_oom_notifier', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_memory_notifier', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'usb_register_notify', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'fb_register_client', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_netdevice_notifier', argument: 0, ...process, held: ['rtnl_mutex'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_inetaddr_notifier', argument: 0, ...process, held: ['rtnl_mutex'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_inetaddr_validator_notifier', argument: 0, ...process, held: ['rtnl_mutex'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_switchdev_blocking_notifier', argument: 0, ...process, held: ['rtnl_mutex'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_inet6addr_notifier', argument: 0, ...caller, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_netevent_notifier', argument: 0, ...caller, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_switchdev_notifier', argument: 0, ...caller, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_vt_notifier', argument: 0, ...caller, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  // register_fib_notifier(net, nb, …): under RCU on the atomic chain, net/core/fib_notifier.c.
  { api: 'register_fib_notifier', argument: 1, ...caller, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  // From the input event path, under event_lock with interrupts off.
  { api: 'register_keyboard_notifier', argument: 0, ...irqsOff, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  // Restart: other CPUs stopped, interrupts off.
  { api: 'register_restart_handler', argument: 0, ...irqsOff, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  // The PREPARE modes may sleep; the others are called from atomic chains with interrupts off, kernel/reboot.c.
  { api: 'register_sys_off_handler', argument: 2, ...process, when: { argument: 0, words: ['PREPARE'] }, confidence: 'source', group: 'notifier' },
  { api: 'register_sys_off_handler', argument: 2, ...irqsOff, confidence: 'source', group: 'notifier' },
  { api: 'devm_register_sys_off_handler', argument: 3, ...process, when: { argument: 1, words: ['PREPARE'] }, confidence: 'source', group: 'notifier' },
  { api: 'devm_register_sys_off_handler', argument: 3, ...irqsOff, confidence: 'source', group: 'notifier' },
  { api: 'devm_register_power_off_handler', argument: 1, ...irqsOff, confidence: 'source', group: 'notifier' },
  { api: 'devm_register_restart_handler', argument: 1, ...irqsOff, confidence: 'source', group: 'notifier' },
  { api: 'register_platform_power_off', argument: 0, ...irqsOff, confidence: 'source', group: 'notifier' },
  // Idle and suspend with interrupts off.
  { api: 'cpu_pm_register_notifier', argument: 0, ...irqsOff, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'bus_register_notifier', argument: 1, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'clk_notifier_register', argument: 1, ...process, held: ['prepare_lock'], field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'cpufreq_register_notifier', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'power_supply_reg_notifier', argument: 0, ...process, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'extcon_register_notifier', argument: 2, ...anywhere, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'devm_extcon_register_notifier', argument: 3, ...anywhere, field: 'notifier_call', confidence: 'source', group: 'notifier' },
  { api: 'register_sysrq_key', argument: 1, ...anywhere, field: 'handler', confidence: 'source', group: 'notifier' },
];
