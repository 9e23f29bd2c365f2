/** Members of structs of USB drivers, host and device controllers. */

import { bhOff, caller, hardirq, interrupt, irqsOff, noSleep, process, setUp, softirq, task, transmit, transmitSoftirq, urb } from './contexts.ts';
import type { MemberRow } from './types.ts';

export const usbMembers: readonly MemberRow[] = [
  // Hardirq with irqs off; host controllers with HCD_BH complete in softirq instead.
  { struct: 'urb', member: 'complete', ...urb, confidence: 'source', group: 'usb' },

  { struct: 'usb_driver', member: 'probe', ...setUp, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'disconnect', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'unlocked_ioctl', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_driver', member: 'suspend', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'resume', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'reset_resume', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'pre_reset', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'post_reset', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_driver', member: 'shutdown', ...process, confidence: 'source', group: 'usb' },

  { struct: 'usb_device_driver', member: 'match', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_device_driver', member: 'probe', ...setUp, confidence: 'source', group: 'usb' },
  { struct: 'usb_device_driver', member: 'disconnect', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_device_driver', member: 'suspend', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_device_driver', member: 'resume', ...process, confidence: 'source', group: 'usb' },
  { struct: 'usb_device_driver', member: 'choose_configuration', ...process, confidence: 'default', group: 'usb' },

  // usb_hcd_irq(), drivers/usb/core/hcd.c.
  { struct: 'hc_driver', member: 'irq', ...interrupt, confidence: 'source', group: 'usb' },
  { struct: 'hc_driver', member: 'reset', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'start', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'pci_suspend', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'pci_resume', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'stop', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'shutdown', ...process, confidence: 'unverified', group: 'usb' },
  // From usb_kill_urb with nothing masked, and from usb_unlink_urb anywhere.
  { struct: 'hc_driver', member: 'get_frame_number', ...noSleep, confidence: 'source', group: 'usb' },
  // usb_submit_urb() of a completion handler, with GFP_ATOMIC.
  { struct: 'hc_driver', member: 'urb_enqueue', ...noSleep, always: true, confidence: 'source', group: 'usb' },
  // From usb_kill_urb with nothing masked, and from usb_unlink_urb anywhere.
  { struct: 'hc_driver', member: 'urb_dequeue', ...noSleep, confidence: 'source', group: 'usb' },
  // In the context of usb_submit_urb, whose mask says whether it may sleep.
  { struct: 'hc_driver', member: 'map_urb_for_dma', ...task, confidence: 'source', group: 'usb' },
  { struct: 'hc_driver', member: 'unmap_urb_for_dma', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'endpoint_disable', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'endpoint_reset', ...process, confidence: 'unverified', group: 'usb' },
  // From the timer that polls the root hub, drivers/usb/core/hcd.c.
  { struct: 'hc_driver', member: 'hub_status_data', ...softirq, vector: 'timer', confidence: 'source', group: 'usb' },
  { struct: 'hc_driver', member: 'hub_control', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'bus_suspend', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'bus_resume', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'start_port_reset', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'get_resuming_ports', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'relinquish_port', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'port_handed_over', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'clear_tt_buffer_complete', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'alloc_dev', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'free_dev', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'alloc_streams', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'free_streams', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'add_endpoint', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'drop_endpoint', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'check_bandwidth', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'reset_bandwidth', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'address_device', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'enable_device', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'update_hub_device', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'reset_device', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'update_device', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'set_usb2_hw_lpm', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'enable_usb3_lpm_timeout', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'disable_usb3_lpm_timeout', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'find_raw_port_number', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'port_power', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'submit_single_step_set_feature', ...process, confidence: 'unverified', group: 'usb' },
  { struct: 'hc_driver', member: 'pci_poweroff_late', ...process, confidence: 'unverified', group: 'usb' },

  // Always with interrupts off, include/linux/usb/gadget.h; mostly in the interrupt of the controller.
  { struct: 'usb_request', member: 'complete', ...irqsOff, confidence: 'doc', group: 'usb' },
  { struct: 'usb_request', member: 'complete', ...hardirq, confidence: 'unverified', group: 'usb' },

  // May be called in interrupts, include/linux/usb/gadget.h; function drivers also call it from tasks with nothing masked.
  { struct: 'usb_ep_ops', member: 'enable', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'disable', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'dispose', ...process, confidence: 'unverified', group: 'usb' },
  // May be called in interrupts, include/linux/usb/gadget.h; function drivers also call it from tasks with nothing masked.
  { struct: 'usb_ep_ops', member: 'alloc_request', ...task, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'free_request', ...task, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'queue', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'dequeue', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'set_halt', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'set_wedge', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'fifo_status', ...noSleep, confidence: 'doc', group: 'usb' },
  { struct: 'usb_ep_ops', member: 'fifo_flush', ...noSleep, confidence: 'doc', group: 'usb' },

  { struct: 'usb_gadget_driver', member: 'bind', ...setUp, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_gadget_driver', member: 'unbind', ...process, confidence: 'unverified', group: 'usb' },
  // In interrupts, include/linux/usb/gadget.h.
  { struct: 'usb_gadget_driver', member: 'setup', ...irqsOff, confidence: 'doc', group: 'usb' },
  // Perhaps in interrupts, include/linux/usb/gadget.h.
  { struct: 'usb_gadget_driver', member: 'disconnect', ...caller, confidence: 'doc', group: 'usb' },
  { struct: 'usb_gadget_driver', member: 'suspend', ...caller, confidence: 'doc', group: 'usb' },
  { struct: 'usb_gadget_driver', member: 'resume', ...caller, confidence: 'doc', group: 'usb' },
  { struct: 'usb_gadget_driver', member: 'reset', ...caller, confidence: 'doc', group: 'usb' },

  { struct: 'usb_serial_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'attach', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'calc_num_ports', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'disconnect', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'release', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'port_probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'port_remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'reset_resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'open', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'close', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'write', ...caller, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'write_room', ...caller, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'ioctl', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'get_serial', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'set_serial', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'set_termios', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'break_ctl', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'chars_in_buffer', ...caller, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'wait_until_sent', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'tx_empty', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'throttle', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'unthrottle', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'tiocmget', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'tiocmset', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'tiocmiwait', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'get_icount', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'dtr_rts', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'carrier_raised', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'init_termios', ...process, confidence: 'default', group: 'driver-model' },
  // URB completion context.
  { struct: 'usb_serial_driver', member: 'read_int_callback', ...urb, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'write_int_callback', ...urb, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'read_bulk_callback', ...urb, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'write_bulk_callback', ...urb, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'process_read_urb', ...urb, confidence: 'source', group: 'driver-model' },
  { struct: 'usb_serial_driver', member: 'prepare_write_buffer', ...irqsOff, held: ['usb_serial_port.lock'], confidence: 'source', group: 'driver-model' },

  { struct: 'driver_info', member: 'bind', ...setUp, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'unbind', ...process, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'reset', ...process, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'link_reset', ...process, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'stop', ...process, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'check_connect', ...process, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'manage_power', ...process, confidence: 'default', group: 'usb' },
  { struct: 'driver_info', member: 'recover', ...process, confidence: 'default', group: 'usb' },
  // From usbnet_bh, a timer, drivers/net/usb/usbnet.c.
  { struct: 'driver_info', member: 'rx_fixup', ...softirq, confidence: 'source', group: 'usb' },
  // From usbnet_start_xmit.
  { struct: 'driver_info', member: 'tx_fixup', ...transmit, confidence: 'source', group: 'usb' },
  { struct: 'driver_info', member: 'tx_fixup', ...transmitSoftirq, confidence: 'source', group: 'usb' },
  // Completion of the interrupt URB, intr_complete.
  { struct: 'driver_info', member: 'status', ...urb, confidence: 'source', group: 'usb' },
  // As ndo_set_rx_mode.
  { struct: 'driver_info', member: 'set_rx_mode', ...bhOff, confidence: 'source', group: 'usb' },

  { struct: 'usb_function', member: 'bind', ...setUp, confidence: 'default', group: 'usb' },
  { struct: 'usb_function', member: 'unbind', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_function', member: 'free_func', ...process, confidence: 'default', group: 'usb' },
  // Under cdev->lock, drivers/usb/gadget/composite.c composite_disconnect.
  { struct: 'usb_function', member: 'disable', ...irqsOff, held: ['usb_composite_dev.lock'], confidence: 'source', group: 'usb' },
  // Under cdev->lock, drivers/usb/gadget/composite.c composite_setup.
  { struct: 'usb_function', member: 'set_alt', ...caller, held: ['usb_composite_dev.lock'], confidence: 'source', group: 'usb' },
  // From the interrupt of the controller.
  { struct: 'usb_function', member: 'setup', ...irqsOff, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_function', member: 'suspend', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_function', member: 'resume', ...caller, confidence: 'unverified', group: 'usb' },

  { struct: 'usb_composite_driver', member: 'bind', ...setUp, confidence: 'default', group: 'usb' },
  { struct: 'usb_composite_driver', member: 'unbind', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_composite_driver', member: 'disconnect', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_composite_driver', member: 'suspend', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_composite_driver', member: 'resume', ...caller, confidence: 'unverified', group: 'usb' },

  { struct: 'usb_gadget_ops', member: 'udc_start', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'udc_stop', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'pullup', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'udc_set_speed', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'match_ep', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'udc_async_callbacks', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'check_config', ...process, confidence: 'default', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'get_frame', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'wakeup', ...caller, always: true, confidence: 'source', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'set_selfpowered', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'vbus_session', ...caller, confidence: 'unverified', group: 'usb' },
  { struct: 'usb_gadget_ops', member: 'vbus_draw', ...caller, always: true, confidence: 'source', group: 'usb' },
];
