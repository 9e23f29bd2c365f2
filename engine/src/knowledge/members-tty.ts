/** Members of structs of serial ports, ttys, consoles and input devices. */

import { anywhere, caller, hardirq, irqsOff, noSleep, process, setUp, urb } from './contexts.ts';
import type { MemberRow } from './types.ts';

const uartPort = { ...irqsOff, held: ['uart_port.lock'] } as const;
const ttyFlowLock = { ...irqsOff, held: ['tty->flow.lock'] } as const;
const inputEvent = { ...irqsOff, held: ['input_dev.event_lock'] } as const;
const consoleLock = { ...process, held: ['console_lock'] } as const;
const consoleLockCaller = { ...caller, held: ['console_lock'] } as const;
const hpLock = { ...irqsOff, held: ['hvc_struct.lock'] } as const;

export const ttyMembers: readonly MemberRow[] = [
  // From uart_wait_until_sent with nothing masked; may not sleep, Documentation/driver-api/serial/driver.rst.
  { struct: 'uart_ops', member: 'tx_empty', ...noSleep, confidence: 'source', group: 'tty' },
  { struct: 'uart_ops', member: 'set_mctrl', ...uartPort, always: true, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'get_mctrl', ...uartPort, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'stop_tx', ...uartPort, always: true, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'start_tx', ...uartPort, always: true, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'throttle', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'unthrottle', ...process, confidence: 'doc', group: 'tty' },
  // Locking none, caller dependent.
  { struct: 'uart_ops', member: 'send_xchar', ...caller, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'stop_rx', ...uartPort, always: true, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'start_rx', ...uartPort, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'enable_ms', ...uartPort, always: true, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'break_ctl', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'startup', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'shutdown', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'flush_buffer', ...uartPort, confidence: 'doc', group: 'tty' },
  // Kernel-doc says must not sleep although tty_port->mutex is held; drivers take uart_port.lock inside.
  { struct: 'uart_ops', member: 'set_termios', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'set_ldisc', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'pm', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'type', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'release_port', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'request_port', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'config_port', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'verify_port', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'ioctl', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'poll_init', ...process, confidence: 'doc', group: 'tty' },
  // kgdb/kdb: NMI-like.
  { struct: 'uart_ops', member: 'poll_put_char', ...anywhere, confidence: 'doc', group: 'tty' },
  { struct: 'uart_ops', member: 'poll_get_char', ...anywhere, confidence: 'doc', group: 'tty' },

  { struct: 'tty_operations', member: 'lookup', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'install', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'remove', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'open', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'close', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'shutdown', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'cleanup', ...process, confidence: 'doc', group: 'tty' },
  // From n_tty with nothing masked, drivers/tty/n_tty.c; PPP and others call it in softirq, so it may not sleep.
  { struct: 'tty_operations', member: 'write', ...noSleep, confidence: 'source', group: 'tty' },
  { struct: 'tty_operations', member: 'put_char', ...noSleep, confidence: 'source', group: 'tty' },
  { struct: 'tty_operations', member: 'flush_chars', ...noSleep, confidence: 'source', group: 'tty' },
  { struct: 'tty_operations', member: 'write_room', ...noSleep, confidence: 'source', group: 'tty' },
  { struct: 'tty_operations', member: 'chars_in_buffer', ...noSleep, confidence: 'source', group: 'tty' },
  { struct: 'tty_operations', member: 'ioctl', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'compat_ioctl', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'set_termios', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'throttle', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'unthrottle', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'stop', ...ttyFlowLock, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'start', ...ttyFlowLock, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'hangup', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'break_ctl', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'flush_buffer', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'ldisc_ok', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'set_ldisc', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'wait_until_sent', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'send_xchar', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'tiocmget', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'tiocmset', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'resize', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'get_icount', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'get_serial', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'set_serial', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'show_fdinfo', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'poll_init', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'poll_get_char', ...anywhere, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'poll_put_char', ...anywhere, confidence: 'doc', group: 'tty' },
  { struct: 'tty_operations', member: 'proc_show', ...process, confidence: 'doc', group: 'tty' },

  { struct: 'tty_ldisc_ops', member: 'open', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'close', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'flush_buffer', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'read', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'write', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'ioctl', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'compat_ioctl', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'set_termios', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'poll', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'hangup', ...process, confidence: 'default', group: 'tty' },
  // flush_to_ldisc workqueue; may sleep.
  { struct: 'tty_ldisc_ops', member: 'receive_buf', ...process, confidence: 'doc', group: 'tty' },
  // May be called from the driver irq/softirq, irqs may be off.
  { struct: 'tty_ldisc_ops', member: 'write_wakeup', ...caller, confidence: 'doc', group: 'tty' },
  // uart_handle_dcd_change under port lock.
  { struct: 'tty_ldisc_ops', member: 'dcd_change', ...irqsOff, confidence: 'doc', group: 'tty' },
  { struct: 'tty_ldisc_ops', member: 'receive_buf2', ...process, confidence: 'doc', group: 'tty' },
  // From flush_to_ldisc under the mutex of the buffer, drivers/tty/tty_buffer.c.
  { struct: 'tty_ldisc_ops', member: 'lookahead_buf', ...process, confidence: 'source', group: 'tty' },

  { struct: 'tty_port_operations', member: 'carrier_raised', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_port_operations', member: 'dtr_rts', ...process, confidence: 'doc', group: 'tty' },
  { struct: 'tty_port_operations', member: 'shutdown', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_port_operations', member: 'activate', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_port_operations', member: 'destruct', ...process, confidence: 'default', group: 'tty' },

  { struct: 'tty_port_client_operations', member: 'receive_buf', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_port_client_operations', member: 'lookahead_buf', ...process, confidence: 'default', group: 'tty' },
  { struct: 'tty_port_client_operations', member: 'write_wakeup', ...caller, confidence: 'doc', group: 'tty' },

  { struct: 'serdev_device_ops', member: 'receive_buf', ...process, confidence: 'default', group: 'tty' },
  { struct: 'serdev_device_ops', member: 'write_wakeup', ...caller, confidence: 'doc', group: 'tty' },

  // Legacy consoles: with irqs off in the context of the printk, kernel/printk/printk.c console_emit_next_record.
  { struct: 'console', member: 'write', ...irqsOff, held: ['console_lock'], confidence: 'source', group: 'console' },
  { struct: 'console', member: 'read', ...process, confidence: 'default', group: 'console' },
  { struct: 'console', member: 'device', ...process, confidence: 'source', group: 'console' },
  { struct: 'console', member: 'unblank', ...anywhere, confidence: 'source', group: 'console' },
  { struct: 'console', member: 'setup', ...process, confidence: 'default', group: 'console' },
  { struct: 'console', member: 'exit', ...process, confidence: 'default', group: 'console' },
  { struct: 'console', member: 'match', ...process, confidence: 'default', group: 'console' },
  // Nbcon: any context including NMI; must not take locks that writers of other contexts hold.
  { struct: 'console', member: 'write_atomic', ...anywhere, confidence: 'source', group: 'console' },
  // Nbcon printer kthread; device_lock held.
  { struct: 'console', member: 'write_thread', ...process, held: ['con->device_lock'], confidence: 'source', group: 'console' },
  // May be spinlock or mutex (driver choice).
  { struct: 'console', member: 'device_lock', ...process, confidence: 'source', group: 'console' },
  { struct: 'console', member: 'device_unlock', ...process, confidence: 'source', group: 'console' },

  // panic/oops: NMI possible.
  { struct: 'kmsg_dumper', member: 'dump', ...anywhere, confidence: 'default', group: 'console' },

  { struct: 'input_dev', member: 'setkeycode', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'input_dev', member: 'getkeycode', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'input_dev', member: 'open', ...process, held: ['input_dev.mutex'], confidence: 'default', group: 'input' },
  { struct: 'input_dev', member: 'close', ...process, held: ['input_dev.mutex'], confidence: 'default', group: 'input' },
  { struct: 'input_dev', member: 'flush', ...process, confidence: 'default', group: 'input' },
  { struct: 'input_dev', member: 'event', ...inputEvent, confidence: 'source', group: 'input' },

  { struct: 'input_handler', member: 'event', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'input_handler', member: 'events', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'input_handler', member: 'filter', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'input_handler', member: 'match', ...process, confidence: 'default', group: 'input' },
  { struct: 'input_handler', member: 'connect', ...process, confidence: 'source', group: 'input' },
  { struct: 'input_handler', member: 'disconnect', ...process, confidence: 'source', group: 'input' },
  // Under the mutex of the device, drivers/input/input.c.
  { struct: 'input_handler', member: 'start', ...process, confidence: 'source', group: 'input' },

  { struct: 'serio_driver', member: 'write_wakeup', ...caller, confidence: 'source', group: 'input' },
  { struct: 'serio_driver', member: 'interrupt', ...irqsOff, held: ['serio.lock'], confidence: 'source', group: 'input' },
  { struct: 'serio_driver', member: 'connect', ...setUp, confidence: 'source', group: 'input' },
  { struct: 'serio_driver', member: 'reconnect', ...process, confidence: 'default', group: 'input' },
  { struct: 'serio_driver', member: 'fast_reconnect', ...process, confidence: 'default', group: 'input' },
  { struct: 'serio_driver', member: 'disconnect', ...process, confidence: 'source', group: 'input' },
  { struct: 'serio_driver', member: 'cleanup', ...process, confidence: 'default', group: 'input' },

  { struct: 'serio', member: 'write', ...caller, confidence: 'unverified', group: 'input' },
  { struct: 'serio', member: 'open', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'serio', member: 'close', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'serio', member: 'start', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'serio', member: 'stop', ...process, confidence: 'unverified', group: 'input' },

  { struct: 'hid_driver', member: 'match', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'probe', ...setUp, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'remove', ...process, confidence: 'source', group: 'input' },
  // Completion of a URB, drivers/hid/usbhid/hid-core.c hid_irq_in(); a thread for I2C and Bluetooth.
  { struct: 'hid_driver', member: 'raw_event', ...urb, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'event', ...urb, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'report', ...urb, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'report_fixup', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'input_mapping', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'input_mapped', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'input_configured', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'feature_mapping', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'suspend', ...process, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'resume', ...process, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'reset_resume', ...process, confidence: 'source', group: 'input' },
  { struct: 'hid_driver', member: 'on_hid_hw_open', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_driver', member: 'on_hid_hw_close', ...process, confidence: 'unverified', group: 'input' },

  { struct: 'hid_ll_driver', member: 'start', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'stop', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'open', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'close', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'power', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'parse', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'request', ...caller, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'wait', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'raw_request', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'output_report', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'idle', ...process, confidence: 'unverified', group: 'input' },
  { struct: 'hid_ll_driver', member: 'may_wakeup', ...process, confidence: 'unverified', group: 'input' },

  // keyboard/serial interrupt (hardirq, port lock possibly dropped) or /proc/sysrq-trigger (process); RCU read lock always held so never sleeps.
  { struct: 'sysrq_key_op', member: 'handler', ...anywhere, held: ['rcu_read_lock'], confidence: 'source', group: 'notifier' },

  // Normal tty/vt process path; not expected from printk.
  { struct: 'consw', member: 'con_startup', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_init', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_deinit', ...consoleLock, confidence: 'unverified', group: 'console' },
  // printk/unblank may call it with irqs off; treat as atomic.
  { struct: 'consw', member: 'con_clear', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_putc', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_putcs', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_cursor', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_scroll', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  // Normal tty/vt process path; not expected from printk.
  { struct: 'consw', member: 'con_switch', ...consoleLock, confidence: 'unverified', group: 'console' },
  // printk/unblank may call it with irqs off; treat as atomic.
  { struct: 'consw', member: 'con_blank', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  // Normal tty/vt process path; not expected from printk.
  { struct: 'consw', member: 'con_font_set', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_font_get', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_font_default', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_resize', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_set_palette', ...consoleLock, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_scrolldelta', ...consoleLock, confidence: 'unverified', group: 'console' },
  // printk/unblank may call it with irqs off; treat as atomic.
  { struct: 'consw', member: 'con_set_origin', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_save_screen', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_build_attr', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_invert_region', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_screen_pos', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_getxy', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  // Normal tty/vt process path; not expected from printk.
  { struct: 'consw', member: 'con_flush_scrollback', ...consoleLock, confidence: 'unverified', group: 'console' },
  // printk/unblank may call it with irqs off; treat as atomic.
  { struct: 'consw', member: 'con_debug_enter', ...consoleLockCaller, confidence: 'unverified', group: 'console' },
  { struct: 'consw', member: 'con_debug_leave', ...consoleLockCaller, confidence: 'unverified', group: 'console' },

  // drivers/tty/serial/8250/8250_core.c serial8250_interrupt; also polled by a timer.
  { struct: 'uart_port', member: 'handle_irq', ...hardirq, confidence: 'source', group: 'tty' },

  // Under hp->lock, drivers/tty/hvc/hvc_console.c; also from the console.
  { struct: 'hv_ops', member: 'get_chars', ...hpLock, confidence: 'source', group: 'tty' },
  { struct: 'hv_ops', member: 'put_chars', ...hpLock, confidence: 'source', group: 'tty' },
  { struct: 'hv_ops', member: 'notifier_add', ...process, confidence: 'default', group: 'tty' },
  { struct: 'hv_ops', member: 'notifier_del', ...process, confidence: 'default', group: 'tty' },

  { struct: 'ff_device', member: 'upload', ...process, confidence: 'source', group: 'input' },
  { struct: 'ff_device', member: 'erase', ...process, confidence: 'source', group: 'input' },
  // From input_ff_event under event_lock, drivers/input/ff-core.c.
  { struct: 'ff_device', member: 'playback', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'ff_device', member: 'set_gain', ...inputEvent, confidence: 'source', group: 'input' },
  { struct: 'ff_device', member: 'set_autocenter', ...inputEvent, confidence: 'source', group: 'input' },

  { struct: 'fb_ops', member: 'fb_open', ...process, held: ['fb_info.lock'], confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_release', ...process, held: ['fb_info.lock'], confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_read', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_write', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_check_var', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_set_par', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_ioctl', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_compat_ioctl', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_mmap', ...process, confidence: 'default', group: 'console' },
  { struct: 'fb_ops', member: 'fb_destroy', ...process, confidence: 'default', group: 'console' },
  // From the console too: perhaps with interrupts off.
  { struct: 'fb_ops', member: 'fb_setcolreg', ...caller, confidence: 'unverified', group: 'console' },
  { struct: 'fb_ops', member: 'fb_setcmap', ...caller, confidence: 'unverified', group: 'console' },
  { struct: 'fb_ops', member: 'fb_blank', ...caller, confidence: 'unverified', group: 'console' },
  { struct: 'fb_ops', member: 'fb_pan_display', ...caller, confidence: 'unverified', group: 'console' },
  { struct: 'fb_ops', member: 'fb_fillrect', ...caller, confidence: 'unverified', group: 'console' },
  { struct: 'fb_ops', member: 'fb_copyarea', ...caller, confidence: 'unverified', group: 'console' },
  { struct: 'fb_ops', member: 'fb_imageblit', ...caller, confidence: 'unverified', group: 'console' },
  // vt_console_print() under printing_lock (drivers/tty/vt/vt.c).
  { struct: 'fb_ops', member: 'fb_cursor', ...caller, always: true, confidence: 'source', group: 'console' },
  { struct: 'fb_ops', member: 'fb_sync', ...caller, confidence: 'unverified', group: 'console' },
];
