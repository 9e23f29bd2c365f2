/** What the kernel's folders say of who works with whom. */

/** Where each folder, or file of a folder of few, is a driver. */
export const driverFolder = /^(drivers|sound)\//;

/** Folders that the drivers beside them call. */
export const sharedFolder = /\/(core|common|lib|base|class|generic|[^/]*lib|lib[^/]*)\/$/;

/** Protocols under net/ that others build upon: they see the sockets of every family. */
export const protocolFoundations: ReadonlySet<string> = new Set(['core', 'sched', 'xfrm', 'netfilter', 'socket.c', 'ethernet', '']);
/** TCP and UDP sockets pass through these together. */
export const internetProtocols: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'mptcp', 'tls', 'sunrpc', 'rds', 'smc', 'sctp', 'l2tp', 'espintcp', 'strparser', 'kcm', 'rxrpc', 'handshake', 'psp']);
