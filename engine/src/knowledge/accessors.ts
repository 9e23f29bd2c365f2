/** Calls whose value is their argument, is determined by it, or is the object around it. */

import type { AccessorRow } from './types.ts';

const identity = 'READ_ONCE WRITE_ONCE likely unlikely WARN_ON WARN_ON_ONCE rcu_dereference rcu_dereference_bh rcu_dereference_raw rcu_dereference_protected rcu_dereference_check rcu_dereference_sched rcu_dereference_rtnl rtnl_dereference rcu_access_pointer smp_load_acquire this_cpu_ptr raw_cpu_ptr per_cpu_ptr per_cpu get_cpu_ptr __this_cpu_read lockless_dereference ACCESS_PRIVATE xchg container_of_const_cast array_index_nospec no_free_ptr';
const pure = 'netdev_priv dev_get_drvdata dev_get_platdata platform_get_drvdata pci_get_drvdata usb_get_intfdata i2c_get_clientdata spi_get_drvdata snd_pcm_substream_chip snd_kcontrol_chip shost_priv iio_priv mmc_priv wiphy_priv hci_get_drvdata hid_get_drvdata hw_priv vdev_priv ieee80211_priv netdev_from_priv dev_net sock_net bdev_get_queue inet_sk tcp_sk udp_sk file_inode d_inode crypto_tfm_ctx crypto_aead_ctx crypto_skcipher_ctx crypto_ahash_ctx ata_shost_to_port to_pci_dev to_platform_device to_usb_interface interface_to_usbdev power_supply_get_drvdata video_drvdata irq_data_get_irq_chip_data irq_desc_get_handler_data gpiochip_get_data watchdog_get_drvdata rfkill_priv ptp_priv phy_get_drvdata hwmon_priv dmaengine_priv';

export const accessors: readonly AccessorRow[] = [
  ...identity.split(' ').map((api): AccessorRow => ({ api, form: 'identity', argument: 0 })),
  ...pure.split(' ').map((api): AccessorRow => ({ api, form: 'pure', argument: 0 })),
  ...['container_of', 'container_of_const', 'list_entry', 'hlist_entry', 'rb_entry', 'rb_entry_safe', 'llist_entry', 'rhl_entry'].map((api): AccessorRow => ({ api, form: 'container', argument: 0, type: 1, member: 2 })),
  ...['from_timer', 'timer_container_of', 'from_tasklet', 'from_work'].map((api): AccessorRow => ({ api, form: 'container', argument: 1, member: 2 })),
];
