/** All struct members that hold callbacks. */

import { bpfMembers } from './members-bpf.ts';
import { devicesMembers } from './members-devices.ts';
import { drmMembers } from './members-drm.ts';
import { fsMembers } from './members-fs.ts';
import { irqMembers } from './members-irq.ts';
import { mediaMembers } from './members-media.ts';
import { netMembers } from './members-net.ts';
import { phyMembers } from './members-phy.ts';
import { platformMembers } from './members-platform.ts';
import { protocolsMembers } from './members-protocols.ts';
import { rdmaMembers } from './members-rdma.ts';
import { soundMembers } from './members-sound.ts';
import { storageMembers } from './members-storage.ts';
import { schedExtMembers } from './members-sched-ext.ts';
import { tracingMembers } from './members-tracing.ts';
import { ttyMembers } from './members-tty.ts';
import { usbMembers } from './members-usb.ts';
import { wirelessMembers } from './members-wireless.ts';
import type { MemberRow } from './types.ts';

export const members: readonly MemberRow[] = [
  ...bpfMembers,
  ...devicesMembers,
  ...drmMembers,
  ...fsMembers,
  ...irqMembers,
  ...mediaMembers,
  ...netMembers,
  ...phyMembers,
  ...platformMembers,
  ...protocolsMembers,
  ...rdmaMembers,
  ...soundMembers,
  ...storageMembers,
  ...schedExtMembers,
  ...tracingMembers,
  ...ttyMembers,
  ...usbMembers,
  ...wirelessMembers,
];
