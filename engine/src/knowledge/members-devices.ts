/** Members of structs of driver-model drivers and power management. */

import { caller, hardirq, irqsOff, noInterrupts, noSleep, process, runtimePm, setUp, timer } from './contexts.ts';
import type { MemberRow } from './types.ts';

const theAdapterBusLock = { ...process, held: ['the adapter bus lock'] } as const;
const pci_lock = { ...irqsOff, held: ['pci_lock'] } as const;

export const devicesMembers: readonly MemberRow[] = [
  { struct: 'virtqueue_info', member: 'callback', ...hardirq, confidence: 'source', group: 'virtio' },

  { struct: 'virtio_driver', member: 'validate', ...process, confidence: 'default', group: 'virtio' },
  { struct: 'virtio_driver', member: 'probe', ...setUp, confidence: 'source', group: 'virtio' },
  { struct: 'virtio_driver', member: 'scan', ...process, confidence: 'default', group: 'virtio' },
  { struct: 'virtio_driver', member: 'remove', ...process, confidence: 'source', group: 'virtio' },
  { struct: 'virtio_driver', member: 'config_changed', ...irqsOff, held: ['virtio_device.config_lock'], confidence: 'source', group: 'virtio' },
  { struct: 'virtio_driver', member: 'freeze', ...process, confidence: 'default', group: 'virtio' },
  { struct: 'virtio_driver', member: 'restore', ...process, confidence: 'default', group: 'virtio' },
  { struct: 'virtio_driver', member: 'reset_prepare', ...process, confidence: 'default', group: 'virtio' },
  { struct: 'virtio_driver', member: 'reset_done', ...process, confidence: 'default', group: 'virtio' },
  { struct: 'virtio_driver', member: 'shutdown', ...process, confidence: 'source', group: 'virtio' },

  // Depends on the chain it is registered on; use the registration call to refine.
  { struct: 'notifier_block', member: 'notifier_call', ...caller, confidence: 'heuristic', group: 'notifier' },

  { struct: 'device_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'device_driver', member: 'sync_state', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'device_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'device_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'device_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'device_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'device_driver', member: 'coredump', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'device_driver', member: 'post_unbind_rust', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'bus_type', member: 'match', ...process, confidence: 'unverified', group: 'driver-model' },
  { struct: 'bus_type', member: 'uevent', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'bus_type', member: 'sync_state', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bus_type', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bus_type', member: 'online', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'offline', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bus_type', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bus_type', member: 'num_vf', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'dma_configure', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'dma_cleanup', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bus_type', member: 'irq_get_affinity', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'class', member: 'dev_uevent', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'class', member: 'devnode', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'class', member: 'class_release', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'class', member: 'dev_release', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'class', member: 'shutdown_pre', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'class', member: 'namespace', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'class', member: 'get_ownership', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'device_type', member: 'uevent', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'device_type', member: 'devnode', ...process, confidence: 'default', group: 'driver-model' },
  // Last put_device(): inherits the caller.
  { struct: 'device_type', member: 'release', ...caller, confidence: 'unverified', group: 'driver-model' },

  { struct: 'dev_pm_ops', member: 'prepare', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'complete', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'suspend', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'resume', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'freeze', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'thaw', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'poweroff', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'restore', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'suspend_late', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'resume_early', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'freeze_late', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'thaw_early', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'poweroff_late', ...process, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'restore_early', ...process, confidence: 'doc', group: 'pm' },
  // Interrupts of the device are held off, those of the CPU are on.
  { struct: 'dev_pm_ops', member: 'suspend_noirq', ...noInterrupts, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'resume_noirq', ...noInterrupts, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'freeze_noirq', ...noInterrupts, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'thaw_noirq', ...noInterrupts, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'poweroff_noirq', ...noInterrupts, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'restore_noirq', ...noInterrupts, confidence: 'doc', group: 'pm' },
  // After pm_runtime_irq_safe(dev) it runs with hardirqs disabled (power.lock itself is dropped): atomic.
  { struct: 'dev_pm_ops', member: 'runtime_suspend', ...runtimePm, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'runtime_resume', ...runtimePm, confidence: 'doc', group: 'pm' },
  { struct: 'dev_pm_ops', member: 'runtime_idle', ...process, confidence: 'doc', group: 'pm' },

  { struct: 'platform_suspend_ops', member: 'valid', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'begin', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'prepare', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'prepare_late', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'enter', ...irqsOff, confidence: 'doc', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'wake', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'finish', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'suspend_again', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'end', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_suspend_ops', member: 'recover', ...process, confidence: 'default', group: 'pm' },

  { struct: 'pci_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'pci_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pci_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pci_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pci_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pci_driver', member: 'sriov_configure', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_driver', member: 'sriov_set_msix_vec_count', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_driver', member: 'sriov_get_vf_total_msix', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'pci_error_handlers', member: 'error_detected', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_error_handlers', member: 'mmio_enabled', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_error_handlers', member: 'slot_reset', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_error_handlers', member: 'reset_prepare', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_error_handlers', member: 'reset_done', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_error_handlers', member: 'resume', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'pci_error_handlers', member: 'cor_error_detected', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'platform_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'platform_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'platform_driver', member: 'remove_new', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'platform_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'platform_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'platform_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'i2c_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_driver', member: 'probe_new', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_driver', member: 'alert', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_driver', member: 'command', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_driver', member: 'detect', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'spi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'spi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'spi_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'mdio_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'mdio_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'mdio_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'auxiliary_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'auxiliary_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'auxiliary_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'auxiliary_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'auxiliary_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'sdio_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'sdio_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'sdio_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'pnp_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'pnp_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pnp_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pnp_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pnp_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'amba_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'amba_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'amba_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'i2c_algorithm', member: 'master_xfer', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },
  // Late poweroff/reboot with irqs off.
  { struct: 'i2c_algorithm', member: 'master_xfer_atomic', ...irqsOff, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'smbus_xfer', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'smbus_xfer_atomic', ...irqsOff, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'functionality', ...theAdapterBusLock, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'reg_slave', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'unreg_slave', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'xfer', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'xfer_atomic', ...irqsOff, confidence: 'source', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'reg_target', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },
  { struct: 'i2c_algorithm', member: 'unreg_target', ...theAdapterBusLock, confidence: 'default', group: 'driver-model' },

  // Message pump kthread or the caller of spi_sync.
  { struct: 'spi_controller', member: 'max_transfer_size', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'max_message_size', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'setup', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'set_cs_timing', ...process, confidence: 'default', group: 'driver-model' },
  // From spi_async, which may be called in interrupts.
  { struct: 'spi_controller', member: 'transfer', ...noSleep, confidence: 'doc', group: 'driver-model' },
  // Message pump kthread or the caller of spi_sync.
  { struct: 'spi_controller', member: 'cleanup', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'can_dma', ...caller, confidence: 'unverified', group: 'driver-model' },
  { struct: 'spi_controller', member: 'prepare_transfer_hardware', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'transfer_one_message', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'unprepare_transfer_hardware', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'prepare_message', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'unprepare_message', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'slave_abort', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'target_abort', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'set_cs', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'transfer_one', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'handle_err', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'fw_translate_cs', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'optimize_message', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'unoptimize_message', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'get_offload', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'spi_controller', member: 'put_offload', ...process, confidence: 'default', group: 'driver-model' },

  // Inherits from the last kobject_put (CONFIG_DEBUG_KOBJECT_RELEASE defers to a workqueue).
  { struct: 'kobj_type', member: 'release', ...process, confidence: 'default', group: 'refs' },

  { struct: 'xenbus_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'xenbus_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'xenbus_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'xenbus_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'xenbus_driver', member: 'otherend_changed', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'pcmcia_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'pcmcia_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pcmcia_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'pcmcia_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'mipi_dsi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'mipi_dsi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'mipi_dsi_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'hv_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'hv_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'hv_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'hv_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'hv_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'mhi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'mhi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'wmi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'wmi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'wmi_driver', member: 'notify', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'wmi_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'fsl_mc_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'fsl_mc_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'fsl_mc_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'fsl_mc_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'fsl_mc_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'slim_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'slim_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'slim_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'sdw_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'sdw_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'sdw_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'tee_client_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'tee_client_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'mei_cl_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'mei_cl_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'scmi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'scmi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'vio_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'vio_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'vio_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'ccw_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'ccw_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ccw_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ccw_driver', member: 'set_online', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ccw_driver', member: 'set_offline', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ccw_driver', member: 'notify', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'parisc_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'parisc_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'macio_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'macio_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'macio_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'macio_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'macio_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'bcma_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'bcma_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bcma_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bcma_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'bcma_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'ssb_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'ssb_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ssb_driver', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ssb_driver', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'ssb_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'host1x_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'host1x_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'host1x_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'i3c_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'i3c_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'dax_device_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'dax_device_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'cxl_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'cxl_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'peci_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'peci_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'spmi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'spmi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'spmi_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'ishtp_cl_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'ishtp_cl_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'rpmsg_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'gameport', member: 'poll_handler', ...timer, confidence: 'source', group: 'driver-model' },
  { struct: 'gameport_driver', member: 'connect', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'gameport_driver', member: 'disconnect', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'gameport_driver', member: 'reconnect', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'rmi_function_handler', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'rmi_function_handler', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'rmi_function_handler', member: 'suspend', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'rmi_function_handler', member: 'resume', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'tb_service_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'tb_service_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'tb_service_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'anybuss_client_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'anybuss_client_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'ulpi_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'ulpi_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'typec_altmode_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'typec_altmode_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'mcb_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'mcb_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'mcb_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'nd_device_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'nd_device_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'nd_device_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'nd_device_driver', member: 'notify', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'greybus_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'greybus_driver', member: 'disconnect', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'parport_driver', member: 'match_port', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'parport_driver', member: 'detach', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'zorro_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'zorro_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'dio_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'dio_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'cdx_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'cdx_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },
  { struct: 'cdx_driver', member: 'shutdown', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'vdpa_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'vdpa_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'mdev_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'mdev_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'apr_driver', member: 'probe', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'apr_driver', member: 'remove', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'w1_family_ops', member: 'add_slave', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'w1_family_ops', member: 'remove_slave', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'comedi_driver', member: 'attach', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'comedi_driver', member: 'auto_attach', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'comedi_driver', member: 'detach', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'component_ops', member: 'bind', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'component_ops', member: 'unbind', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'component_master_ops', member: 'bind', ...setUp, confidence: 'source', group: 'driver-model' },
  { struct: 'component_master_ops', member: 'unbind', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'acpi_device_ops', member: 'add', ...setUp, confidence: 'source', group: 'acpi' },
  // kacpi_notify.
  { struct: 'acpi_device_ops', member: 'remove', ...process, confidence: 'source', group: 'acpi' },
  { struct: 'acpi_device_ops', member: 'notify', ...process, confidence: 'source', group: 'acpi' },

  { struct: 'acpi_scan_handler', member: 'attach', ...process, confidence: 'default', group: 'acpi' },
  { struct: 'acpi_scan_handler', member: 'detach', ...process, confidence: 'default', group: 'acpi' },

  { struct: 'dmi_system_id', member: 'callback', ...process, confidence: 'source', group: 'driver-model' },

  { struct: 'platform_hibernation_ops', member: 'begin', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'end', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'pre_snapshot', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'finish', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'prepare', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'leave', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'pre_restore', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'restore_cleanup', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'recover', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_hibernation_ops', member: 'enter', ...irqsOff, confidence: 'doc', group: 'pm' },

  { struct: 'platform_s2idle_ops', member: 'begin', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_s2idle_ops', member: 'prepare', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_s2idle_ops', member: 'wake', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_s2idle_ops', member: 'restore', ...process, confidence: 'default', group: 'pm' },
  { struct: 'platform_s2idle_ops', member: 'end', ...process, confidence: 'default', group: 'pm' },

  { struct: 'vfio_device_ops', member: 'init', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'release', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'open_device', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'close_device', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'read', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'write', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'ioctl', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'mmap', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vfio_device_ops', member: 'request', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'kunit_suite', member: 'init', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'kunit_suite', member: 'exit', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'kunit_suite', member: 'suite_init', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'kunit_suite', member: 'suite_exit', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'device_attribute', member: 'show', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'device_attribute', member: 'store', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'driver_attribute', member: 'show', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'driver_attribute', member: 'store', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'kobj_attribute', member: 'show', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'kobj_attribute', member: 'store', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'bin_attribute', member: 'read', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bin_attribute', member: 'write', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'bin_attribute', member: 'mmap', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'configfs_attribute', member: 'show', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'configfs_attribute', member: 'store', ...process, confidence: 'default', group: 'driver-model' },

  // Under pci_lock with interrupts off unless PCI_LOCKLESS_CONFIG (x86), drivers/pci/access.c.
  { struct: 'pci_ops', member: 'read', ...pci_lock, always: true, confidence: 'source', group: 'pci' },
  { struct: 'pci_ops', member: 'write', ...pci_lock, always: true, confidence: 'source', group: 'pci' },
  { struct: 'pci_ops', member: 'map_bus', ...pci_lock, always: true, confidence: 'source', group: 'pci' },

  { struct: 'vdpa_config_ops', member: 'set_vq_address', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_vq_num', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_vq_cb', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_vq_ready', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'get_vq_ready', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_vq_state', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'get_vq_state', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'get_device_features', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_driver_features', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_config_cb', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'get_status', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_status', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'reset', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'suspend', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'get_config', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'set_config', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'vdpa_config_ops', member: 'free', ...process, confidence: 'default', group: 'driver-model' },

  { struct: 'virtio_config_ops', member: 'get_status', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'set_status', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'reset', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'find_vqs', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'del_vqs', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'get_features', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'finalize_features', ...process, confidence: 'default', group: 'driver-model' },
  { struct: 'virtio_config_ops', member: 'synchronize_cbs', ...process, confidence: 'default', group: 'driver-model' },

  // I/O interrupt of the subchannel, under its lock.
  { struct: 'ccw_device', member: 'handler', ...hardirq, confidence: 'source', group: 'driver-model' },

  // From the tasklet that receives and from transmission, drivers/ntb/ntb_transport.c.
  { struct: 'ntb_dev_ops', member: 'peer_db_set', ...noSleep, confidence: 'source', group: 'driver-model' },
  { struct: 'ntb_dev_ops', member: 'db_clear', ...noSleep, confidence: 'source', group: 'driver-model' },
  { struct: 'ntb_dev_ops', member: 'db_clear_mask', ...noSleep, confidence: 'source', group: 'driver-model' },

  // The xenwatch thread.
  { struct: 'xenbus_watch', member: 'callback', ...process, confidence: 'source', group: 'driver-model' },
];
