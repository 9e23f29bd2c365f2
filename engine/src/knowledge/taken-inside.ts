/**
 * Locks that a function takes and gives back before it returns. That it may sleep is said elsewhere; this is for callers that hold what
 * is taken inside these locks, or hold these locks. A class by its name, as in `EntryContext.held`.
 */

import type { TakenRow } from './types.ts';

/** net/core/dev.c, net/wireless/core.c, net/mac80211/main.c. */
const underRtnl = [
  'register_netdev', 'unregister_netdev', 'register_netdevice_notifier', 'unregister_netdevice_notifier', 'wiphy_register', 'ieee80211_register_hw',
  'ieee80211_unregister_hw',
];
/** drivers/input/input.c. */
const inputLists = ['input_register_device', 'input_unregister_device', 'input_register_handler', 'input_unregister_handler'];

/** drivers/clk/clk.c: clk_prepare_lock(), which whoever holds it may take again. */
const clockTree = [
  'clk_prepare', 'clk_prepare_enable', 'clk_unprepare', 'clk_disable_unprepare', 'clk_get_rate', 'clk_set_rate', 'clk_round_rate', 'clk_set_parent',
  'clk_get_parent', 'clk_notifier_register', 'clk_notifier_unregister',
];

export const takenInside: readonly TakenRow[] = [
  ...clockTree.map((api): TakenRow => ({ api, lock: 'prepare_lock', recursive: true })),
  ...underRtnl.map((api): TakenRow => ({ api, lock: 'rtnl_mutex' })),
  ...inputLists.map((api): TakenRow => ({ api, lock: 'input_mutex' })),
  // It shuts the device for all that have it open.
  { api: 'input_unregister_device', lock: 'input_dev.mutex' },
  { api: 'register_reboot_notifier', lock: 'reboot_notifier_list' },
  { api: 'unregister_reboot_notifier', lock: 'reboot_notifier_list' },
  // block/genhd.c
  { api: 'del_gendisk', lock: 'gendisk.open_mutex' },
  // drivers/video/fbdev/core/fb_chrdev.c and fbmem.c
  { api: 'unregister_framebuffer', lock: 'fb_info.lock' },
  // net/rfkill/core.c
  { api: 'rfkill_register', lock: 'rfkill_global_mutex' },
  { api: 'rfkill_unregister', lock: 'rfkill_global_mutex' },
];
