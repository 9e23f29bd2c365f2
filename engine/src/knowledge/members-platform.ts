/** Members of structs of clocks, GPIOs, regulators and other platform devices. */

import { anywhere, caller, hardirq, interrupt, irqsOff, noSleep, process, softirq } from './contexts.ts';
import type { MemberRow } from './types.ts';

const clkPrepare = { ...process, held: ['prepare_lock'] } as const;
const clkEnable = { ...irqsOff, held: ['enable_lock'] } as const;
const regulator = { ...process, held: ['rdev->mutex'] } as const;
const mbox_chanLock = { ...irqsOff, held: ['mbox_chan.lock'] } as const;
const tzLock = { ...process, held: ['tz->lock'] } as const;
const cdevLock = { ...process, held: ['cdev->lock'] } as const;
const wd_dataLock = { ...process, held: ['wd_data->lock'] } as const;
const rtc = { ...process, held: ['rtc->ops_lock'] } as const;

export const platformMembers: readonly MemberRow[] = [
  { struct: 'gpio_chip', member: 'request', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'free', ...process, confidence: 'doc', group: 'gpio' },
  // May be called in hardirq / under raw spinlock; sleepable (process) only when chip->can_sleep is set.
  { struct: 'gpio_chip', member: 'get_direction', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'direction_input', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'direction_output', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'get', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'get_multiple', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'set', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'set_multiple', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'set_config', ...caller, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'to_irq', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'dbg_show', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'init_valid_mask', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'add_pin_ranges', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'en_hw_timestamp', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'dis_hw_timestamp', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'read_reg', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'write_reg', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'of_xlate', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'of_gpio_ranges_fallback', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'set_rv', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'set_multiple_rv', ...process, confidence: 'doc', group: 'gpio' },
  { struct: 'gpio_chip', member: 'of_node_instance_match', ...process, confidence: 'doc', group: 'gpio' },

  { struct: 'clk_ops', member: 'prepare', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'unprepare', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'is_prepared', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'unprepare_unused', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'enable', ...clkEnable, confidence: 'source', group: 'clk' },
  { struct: 'clk_ops', member: 'disable', ...clkEnable, confidence: 'source', group: 'clk' },
  { struct: 'clk_ops', member: 'is_enabled', ...clkEnable, confidence: 'source', group: 'clk' },
  { struct: 'clk_ops', member: 'disable_unused', ...clkEnable, confidence: 'source', group: 'clk' },
  { struct: 'clk_ops', member: 'save_context', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'restore_context', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'recalc_rate', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'round_rate', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'determine_rate', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'set_parent', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'get_parent', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'set_rate', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'set_rate_and_parent', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'recalc_accuracy', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'get_phase', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'set_phase', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'get_duty_cycle', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'set_duty_cycle', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'init', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'terminate', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'debug_init', ...clkPrepare, confidence: 'default', group: 'clk' },
  { struct: 'clk_ops', member: 'set_spread_spectrum', ...clkPrepare, confidence: 'default', group: 'clk' },

  { struct: 'regulator_ops', member: 'list_voltage', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_voltage', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'map_voltage', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_voltage_sel', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_voltage', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_voltage_sel', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_current_limit', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_current_limit', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_input_current_limit', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_over_current_protection', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_over_voltage_protection', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_under_voltage_protection', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_thermal_protection', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_active_discharge', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'enable', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'disable', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'is_enabled', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_mode', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_mode', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_error_flags', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'enable_time', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_ramp_delay', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_voltage_time', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_voltage_time_sel', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_soft_start', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_status', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_optimum_mode', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_load', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_bypass', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'get_bypass', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_suspend_voltage', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_suspend_enable', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_suspend_disable', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_suspend_mode', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'resume', ...regulator, confidence: 'default', group: 'misc' },
  { struct: 'regulator_ops', member: 'set_pull_down', ...regulator, confidence: 'default', group: 'misc' },

  { struct: 'pwm_ops', member: 'request', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pwm_ops', member: 'free', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pwm_ops', member: 'capture', ...process, confidence: 'default', group: 'misc' },
  // pwm_apply_atomic() (6.8+) calls it under the chip spinlock when chip->atomic is set.
  { struct: 'pwm_ops', member: 'apply', ...process, confidence: 'source', group: 'misc' },
  { struct: 'pwm_ops', member: 'get_state', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pwm_ops', member: 'round_waveform_tohw', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pwm_ops', member: 'round_waveform_fromhw', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pwm_ops', member: 'read_waveform', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pwm_ops', member: 'write_waveform', ...process, confidence: 'default', group: 'misc' },

  { struct: 'pinmux_ops', member: 'request', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'free', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'get_functions_count', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'get_function_name', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'get_function_groups', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'set_mux', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'gpio_request_enable', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'gpio_disable_free', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'gpio_set_direction', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'function_is_gpio', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinmux_ops', member: 'release_mux', ...process, confidence: 'default', group: 'misc' },

  { struct: 'pinconf_ops', member: 'pin_config_get', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinconf_ops', member: 'pin_config_set', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinconf_ops', member: 'pin_config_group_get', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinconf_ops', member: 'pin_config_group_set', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinconf_ops', member: 'pin_config_dbg_show', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinconf_ops', member: 'pin_config_group_dbg_show', ...process, confidence: 'default', group: 'misc' },
  { struct: 'pinconf_ops', member: 'pin_config_config_dbg_show', ...process, confidence: 'default', group: 'misc' },

  // Documented must not sleep; called from timer softirq / irq triggers.
  { struct: 'led_classdev', member: 'brightness_set', ...caller, confidence: 'doc', group: 'misc' },
  { struct: 'led_classdev', member: 'brightness_set_blocking', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'brightness_get', ...process, confidence: 'default', group: 'misc' },
  // Must not sleep unless brightness_set_blocking is set.
  { struct: 'led_classdev', member: 'blink_set', ...caller, confidence: 'doc', group: 'misc' },
  { struct: 'led_classdev', member: 'pattern_set', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'pattern_clear', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'flash_resume', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'hw_control_is_supported', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'hw_control_set', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'hw_control_get', ...process, confidence: 'default', group: 'misc' },
  { struct: 'led_classdev', member: 'hw_control_get_device', ...process, confidence: 'default', group: 'misc' },

  // Inherits caller; reset_control_assert may be used from atomic context on some SoCs.
  { struct: 'reset_control_ops', member: 'reset', ...process, confidence: 'unverified', group: 'misc' },
  { struct: 'reset_control_ops', member: 'assert', ...process, confidence: 'unverified', group: 'misc' },
  { struct: 'reset_control_ops', member: 'deassert', ...process, confidence: 'unverified', group: 'misc' },
  { struct: 'reset_control_ops', member: 'status', ...process, confidence: 'unverified', group: 'misc' },

  // Tasklet for virt-dma based and most drivers; a few drivers call it from the irq handler or threaded irq.
  { struct: 'dma_async_tx_descriptor', member: 'callback', ...softirq, vector: 'tasklet', confidence: 'doc', group: 'dma' },
  { struct: 'dma_async_tx_descriptor', member: 'callback_result', ...softirq, vector: 'tasklet', confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_async_tx_descriptor', member: 'tx_submit', ...noSleep, confidence: 'doc', group: 'dma' },

  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_alloc_chan_resources', ...process, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_router_config', ...process, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_free_chan_resources', ...process, confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_device', member: 'device_prep_dma_memcpy', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_prep_dma_xor', ...noSleep, confidence: 'doc', group: 'dma' },
  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_prep_dma_xor_val', ...caller, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_prep_dma_pq', ...caller, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_prep_dma_pq_val', ...caller, confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_device', member: 'device_prep_dma_memset', ...noSleep, confidence: 'doc', group: 'dma' },
  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_prep_dma_memset_sg', ...caller, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_prep_dma_interrupt', ...caller, confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_device', member: 'device_prep_slave_sg', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_prep_dma_cyclic', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_prep_interleaved_dma', ...noSleep, confidence: 'doc', group: 'dma' },
  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_prep_dma_imm_data', ...caller, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_caps', ...caller, confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_device', member: 'device_config', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_pause', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_resume', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_terminate_all', ...noSleep, confidence: 'doc', group: 'dma' },
  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_synchronize', ...process, confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_device', member: 'device_tx_status', ...noSleep, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'device_issue_pending', ...noSleep, confidence: 'doc', group: 'dma' },
  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_release', ...process, confidence: 'doc', group: 'dma' },
  { struct: 'dma_device', member: 'dbg_summary_show', ...process, confidence: 'doc', group: 'dma' },
  // Clients prepare and start transfers from tasks with nothing masked as well as from callbacks, Documentation/driver-api/dmaengine/provider.rst.
  { struct: 'dma_device', member: 'device_prep_peripheral_dma_vec', ...noSleep, confidence: 'doc', group: 'dma' },
  // Prep/issue_pending/terminate/tx_status are callable from atomic context incl. completion callbacks.
  { struct: 'dma_device', member: 'device_prep_config_sg', ...caller, confidence: 'doc', group: 'dma' },

  // rx_callback runs where the controller driver calls mbox_chan_received_data (usually its irq handler); tx_done: irq handler, or hrtimer when polling.
  { struct: 'mbox_client', member: 'rx_callback', ...hardirq, confidence: 'default', group: 'mailbox' },
  { struct: 'mbox_client', member: 'tx_prepare', ...mbox_chanLock, confidence: 'source', group: 'mailbox' },
  // rx_callback runs where the controller driver calls mbox_chan_received_data (usually its irq handler); tx_done: irq handler, or hrtimer when polling.
  { struct: 'mbox_client', member: 'tx_done', ...hardirq, confidence: 'default', group: 'mailbox' },

  { struct: 'mbox_chan_ops', member: 'send_data', ...mbox_chanLock, confidence: 'default', group: 'mailbox' },
  { struct: 'mbox_chan_ops', member: 'flush', ...caller, confidence: 'source', group: 'mailbox' },
  { struct: 'mbox_chan_ops', member: 'startup', ...process, confidence: 'source', group: 'mailbox' },
  { struct: 'mbox_chan_ops', member: 'shutdown', ...process, confidence: 'source', group: 'mailbox' },
  { struct: 'mbox_chan_ops', member: 'last_tx_done', ...mbox_chanLock, confidence: 'default', group: 'mailbox' },
  { struct: 'mbox_chan_ops', member: 'peek_data', ...caller, confidence: 'source', group: 'mailbox' },

  { struct: 'rpmsg_driver', member: 'callback', ...anywhere, confidence: 'unverified', group: 'mailbox' },

  { struct: 'iio_info', member: 'read_raw', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'read_raw_multi', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'read_avail', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'write_raw', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'read_label', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'write_raw_get_fmt', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'read_event_config', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'write_event_config', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'read_event_value', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'write_event_value', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'validate_trigger', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'update_scan_mode', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'debugfs_reg_access', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'fwnode_xlate', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'hwfifo_set_watermark', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'hwfifo_flush_to_buffer', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'read_event_label', ...process, confidence: 'default', group: 'iio' },
  { struct: 'iio_info', member: 'get_current_scan_type', ...process, confidence: 'default', group: 'iio' },

  { struct: 'iio_trigger_ops', member: 'set_trigger_state', ...process, confidence: 'default', group: 'iio' },
  // From iio_trigger_notify_done (thread) or a work item.
  { struct: 'iio_trigger_ops', member: 'reenable', ...process, confidence: 'unverified', group: 'iio' },
  { struct: 'iio_trigger_ops', member: 'validate_device', ...process, confidence: 'unverified', group: 'iio' },

  { struct: 'thermal_zone_device_ops', member: 'bind', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'unbind', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'get_temp', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'set_trips', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'change_mode', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'get_trip_type', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'get_trip_temp', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'set_trip_temp', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'get_trip_hyst', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'set_trip_hyst', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'get_crit_temp', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'set_emul_temp', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'get_trend', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'hot', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'critical', ...tzLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_zone_device_ops', member: 'should_bind', ...tzLock, confidence: 'default', group: 'misc' },

  { struct: 'thermal_cooling_device_ops', member: 'get_max_state', ...cdevLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_cooling_device_ops', member: 'get_cur_state', ...cdevLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_cooling_device_ops', member: 'set_cur_state', ...cdevLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_cooling_device_ops', member: 'get_requested_power', ...cdevLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_cooling_device_ops', member: 'state2power', ...cdevLock, confidence: 'default', group: 'misc' },
  { struct: 'thermal_cooling_device_ops', member: 'power2state', ...cdevLock, confidence: 'default', group: 'misc' },

  { struct: 'watchdog_ops', member: 'start', ...wd_dataLock, confidence: 'default', group: 'misc' },
  { struct: 'watchdog_ops', member: 'stop', ...wd_dataLock, confidence: 'default', group: 'misc' },
  { struct: 'watchdog_ops', member: 'ping', ...wd_dataLock, confidence: 'default', group: 'misc' },
  { struct: 'watchdog_ops', member: 'status', ...wd_dataLock, confidence: 'default', group: 'misc' },
  { struct: 'watchdog_ops', member: 'set_timeout', ...wd_dataLock, confidence: 'default', group: 'misc' },
  { struct: 'watchdog_ops', member: 'set_pretimeout', ...wd_dataLock, confidence: 'default', group: 'misc' },
  { struct: 'watchdog_ops', member: 'get_timeleft', ...wd_dataLock, confidence: 'default', group: 'misc' },
  // From the restart handler chain.
  { struct: 'watchdog_ops', member: 'restart', ...irqsOff, confidence: 'unverified', group: 'misc' },
  { struct: 'watchdog_ops', member: 'ioctl', ...wd_dataLock, confidence: 'default', group: 'misc' },

  { struct: 'rtc_class_ops', member: 'ioctl', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'read_time', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'set_time', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'read_alarm', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'set_alarm', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'proc', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'alarm_irq_enable', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'read_offset', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'set_offset', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'param_get', ...rtc, confidence: 'default', group: 'misc' },
  { struct: 'rtc_class_ops', member: 'param_set', ...rtc, confidence: 'default', group: 'misc' },

  { struct: 'power_supply_desc', member: 'get_property', ...process, confidence: 'default', group: 'misc' },
  { struct: 'power_supply_desc', member: 'set_property', ...process, confidence: 'default', group: 'misc' },
  { struct: 'power_supply_desc', member: 'property_is_writeable', ...process, confidence: 'default', group: 'misc' },
  { struct: 'power_supply_desc', member: 'external_power_changed', ...process, confidence: 'default', group: 'misc' },
  { struct: 'power_supply_desc', member: 'set_charged', ...process, confidence: 'default', group: 'misc' },
  { struct: 'power_supply_desc', member: 'init', ...process, confidence: 'default', group: 'misc' },

  { struct: 'uio_info', member: 'handler', ...interrupt, confidence: 'unverified', group: 'misc' },
  { struct: 'uio_info', member: 'mmap', ...process, confidence: 'default', group: 'misc' },
  { struct: 'uio_info', member: 'open', ...process, confidence: 'default', group: 'misc' },
  { struct: 'uio_info', member: 'release', ...process, confidence: 'default', group: 'misc' },
  { struct: 'uio_info', member: 'irqcontrol', ...process, confidence: 'default', group: 'misc' },
  { struct: 'uio_info', member: 'mmap_prepare', ...process, confidence: 'default', group: 'misc' },

  { struct: 'hwmon_ops', member: 'is_visible', ...process, confidence: 'default', group: 'misc' },
  { struct: 'hwmon_ops', member: 'read', ...process, confidence: 'default', group: 'misc' },
  { struct: 'hwmon_ops', member: 'read_string', ...process, confidence: 'default', group: 'misc' },
  { struct: 'hwmon_ops', member: 'write', ...process, confidence: 'default', group: 'misc' },
];
