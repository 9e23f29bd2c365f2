/** Members of structs of sockets, protocols and packet filters. */

import { bhOff, caller, netReceive, noSleep, process } from './contexts.ts';
import type { MemberRow } from './types.ts';

const rcuReceive = { ...netReceive, held: ['rcu_read_lock'] } as const;
const rcuCaller = { ...caller, held: ['rcu_read_lock'] } as const;
const nftCommit = { ...process, held: ['commit_mutex'] } as const;
const theSocketNoSleep = { ...noSleep, held: ['the socket'] } as const;
const sk_lockSlockReceive = { ...netReceive, held: ['sk_lock.slock'] } as const;
const sk_lockSlockBhOff = { ...bhOff, held: ['sk_lock.slock'] } as const;
const rcuBhOff = { ...bhOff, held: ['rcu_read_lock'] } as const;
const socketLockNoSleep = { ...noSleep, held: ['the socket lock'] } as const;
const socketLockReceive = { ...netReceive, held: ['the socket lock'] } as const;
const socketLockCaller = { ...caller, held: ['the socket lock'] } as const;
const genl_mutex = { ...process, held: ['genl_mutex'] } as const;

export const protocolsMembers: readonly MemberRow[] = [
  // Taps are called on transmit too, with BH off.
  { struct: 'packet_type', member: 'func', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'packet_type', member: 'list_func', ...rcuReceive, confidence: 'source', group: 'net' },
  // See dev_add_pack.
  { struct: 'packet_type', member: 'id_match', ...rcuReceive, confidence: 'default', group: 'net' },

  // PRE_ROUTING, LOCAL_IN and FORWARD: softirq. LOCAL_OUT and POST_ROUTING: also a sending task, BH perhaps on.
  { struct: 'nf_hook_ops', member: 'hook', ...rcuCaller, confidence: 'source', group: 'net' },
  { struct: 'nf_hook_ops', member: 'hook', ...rcuReceive, confidence: 'source', group: 'net' },

  // BH off from the tables themselves; through nft_compat the hook decides, so BH may be on.
  { struct: 'xt_target', member: 'target', ...rcuCaller, confidence: 'source', group: 'net' },
  { struct: 'xt_target', member: 'target', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'xt_target', member: 'checkentry', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_target', member: 'destroy', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_target', member: 'compat_from_user', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_target', member: 'compat_to_user', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_target', member: 'check_hooks', ...process, confidence: 'default', group: 'net' },

  // BH off from the tables themselves; through nft_compat the hook decides, so BH may be on.
  { struct: 'xt_match', member: 'match', ...rcuCaller, confidence: 'source', group: 'net' },
  { struct: 'xt_match', member: 'match', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'xt_match', member: 'checkentry', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_match', member: 'destroy', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_match', member: 'compat_from_user', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_match', member: 'compat_to_user', ...process, confidence: 'default', group: 'net' },
  { struct: 'xt_match', member: 'check_hooks', ...process, confidence: 'default', group: 'net' },

  // As the netfilter hook: softirq, or a sending task with BH perhaps on.
  { struct: 'nft_expr_ops', member: 'eval', ...rcuCaller, confidence: 'source', group: 'net' },
  { struct: 'nft_expr_ops', member: 'eval', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'nft_expr_ops', member: 'clone', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'init', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'activate', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'deactivate', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'destroy', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'destroy_clone', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'dump', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'validate', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'reduce', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'gc', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_expr_ops', member: 'offload', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'offload_action', ...nftCommit, confidence: 'default', group: 'net' },
  { struct: 'nft_expr_ops', member: 'offload_stats', ...nftCommit, confidence: 'default', group: 'net' },

  // As the netfilter hook.
  { struct: 'nf_conntrack_helper', member: 'help', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'nf_conntrack_helper', member: 'destroy', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'nf_conntrack_helper', member: 'from_nlattr', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'nf_conntrack_helper', member: 'to_nlattr', ...process, confidence: 'unverified', group: 'net' },

  // From system calls, without the socket lock.
  { struct: 'proto_ops', member: 'release', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'bind', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'connect', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'socketpair', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'accept', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'getname', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'poll', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'ioctl', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'compat_ioctl', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'gettstamp', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'listen', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'shutdown', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'setsockopt', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'getsockopt', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'show_fdinfo', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'sendmsg', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'recvmsg', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'mmap', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'sendpage', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'splice_read', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'splice_eof', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'set_peek_off', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'peek_len', ...caller, confidence: 'unverified', group: 'net' },
  // Socket lock held by caller; can be softirq (strparser/kcm/sk_data_ready).
  { struct: 'proto_ops', member: 'read_sock', ...caller, confidence: 'unverified', group: 'net' },
  // From system calls, without the socket lock.
  { struct: 'proto_ops', member: 'read_skb', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'proto_ops', member: 'sendpage_locked', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'sendmsg_locked', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'set_rcvlowat', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'proto_ops', member: 'getsockopt_iter', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto_ops', member: 'set_rcvbuf', ...process, confidence: 'default', group: 'net' },

  { struct: 'proto', member: 'close', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'pre_connect', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'connect', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'disconnect', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'accept', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'ioctl', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'init', ...process, confidence: 'default', group: 'net' },
  // Can run in softirq for orphaned sockets.
  { struct: 'proto', member: 'destroy', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'shutdown', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'setsockopt', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'getsockopt', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'keepalive', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'compat_ioctl', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'sendmsg', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'recvmsg', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'sendpage', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'splice_eof', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'bind', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'bind_add', ...process, confidence: 'default', group: 'net' },
  // Softirq with slock if no task owns the socket; else __release_sock in the owner, BH on, slock dropped.
  { struct: 'proto', member: 'backlog_rcv', ...theSocketNoSleep, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'backlog_rcv', ...sk_lockSlockReceive, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'bpf_bypass_getsockopt', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'release_cb', ...sk_lockSlockBhOff, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'hash', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'unhash', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'rehash', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'get_port', ...process, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'put_port', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'psock_update_sk_prot', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'forward_alloc_get', ...process, confidence: 'default', group: 'net' },
  { struct: 'proto', member: 'stream_memory_free', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'sock_is_readable', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'enter_memory_pressure', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'leave_memory_pressure', ...caller, confidence: 'source', group: 'net' },
  { struct: 'proto', member: 'diag_destroy', ...process, confidence: 'source', group: 'net' },

  // Softirq on receive; also tasks, from the backlog with BH on or directly from a peer.
  { struct: 'sock', member: 'sk_state_change', ...caller, confidence: 'source', group: 'net' },
  { struct: 'sock', member: 'sk_state_change', ...netReceive, confidence: 'source', group: 'net' },
  { struct: 'sock', member: 'sk_data_ready', ...caller, confidence: 'source', group: 'net' },
  { struct: 'sock', member: 'sk_data_ready', ...netReceive, confidence: 'source', group: 'net' },
  // sock_wfree from skb destructor: softirq, process, or hardirq-adjacent TX completion (dev_kfree_skb_any).
  { struct: 'sock', member: 'sk_write_space', ...caller, confidence: 'unverified', group: 'net' },
  // Softirq on receive; also tasks, from the backlog with BH on or directly from a peer.
  { struct: 'sock', member: 'sk_error_report', ...caller, confidence: 'source', group: 'net' },
  { struct: 'sock', member: 'sk_error_report', ...netReceive, confidence: 'source', group: 'net' },
  // As proto.backlog_rcv.
  { struct: 'sock', member: 'sk_backlog_rcv', ...theSocketNoSleep, confidence: 'source', group: 'net' },
  { struct: 'sock', member: 'sk_backlog_rcv', ...sk_lockSlockReceive, confidence: 'source', group: 'net' },
  { struct: 'sock', member: 'sk_validate_xmit_skb', ...caller, confidence: 'unverified', group: 'net' },
  // Last reference drop: often an RCU callback (softirq).
  { struct: 'sock', member: 'sk_destruct', ...caller, confidence: 'unverified', group: 'net' },

  // Socket lock: owned by the task with BH ON (sendmsg, backlog in __release_sock) or slock in softirq.
  { struct: 'inet_connection_sock_af_ops', member: 'queue_xmit', ...caller, confidence: 'source', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'send_check', ...caller, confidence: 'source', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'rebuild_header', ...caller, confidence: 'source', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'sk_rx_dst_set', ...caller, confidence: 'source', group: 'net' },
  // tcp_rcv_state_process wraps the call in local_bh_disable.
  { struct: 'inet_connection_sock_af_ops', member: 'conn_request', ...rcuBhOff, confidence: 'source', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'syn_recv_sock', ...bhOff, confidence: 'unverified', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'setsockopt', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'getsockopt', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'addr2sockaddr', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'inet_connection_sock_af_ops', member: 'mtu_reduced', ...sk_lockSlockBhOff, confidence: 'unverified', group: 'net' },

  { struct: 'net_protocol', member: 'handler', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'net_protocol', member: 'err_handler', ...rcuReceive, confidence: 'source', group: 'net' },

  { struct: 'inet6_protocol', member: 'handler', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'inet6_protocol', member: 'err_handler', ...rcuReceive, confidence: 'source', group: 'net' },

  // skb_gso_segment: validate_xmit_skb (usually BH off, BH may be on in __dev_direct_xmit) and ip_finish_output_gso (BH may be on).
  { struct: 'offload_callbacks', member: 'gso_segment', ...caller, confidence: 'source', group: 'net' },
  { struct: 'offload_callbacks', member: 'gro_receive', ...netReceive, confidence: 'source', group: 'net' },
  { struct: 'offload_callbacks', member: 'gro_complete', ...netReceive, confidence: 'source', group: 'net' },

  // Softirq (receive, timers) with slock held, and a task that owns the socket with BH on: sendmsg, the backlog.
  { struct: 'tcp_congestion_ops', member: 'ssthresh', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'ssthresh', ...socketLockReceive, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'cong_avoid', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'cong_avoid', ...socketLockReceive, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'set_state', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'set_state', ...socketLockReceive, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'cwnd_event', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'cwnd_event', ...socketLockReceive, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'in_ack_event', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'in_ack_event', ...socketLockReceive, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'pkts_acked', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'pkts_acked', ...socketLockReceive, confidence: 'source', group: 'net' },
  // Softirq (receive, timers) with slock held, or a task that owns the socket with BH on.
  { struct: 'tcp_congestion_ops', member: 'min_tso_segs', ...socketLockCaller, confidence: 'unverified', group: 'net' },
  // Softirq (receive, timers) with slock held, and a task that owns the socket with BH on: sendmsg, the backlog.
  { struct: 'tcp_congestion_ops', member: 'cong_control', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'cong_control', ...socketLockReceive, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'undo_cwnd', ...socketLockNoSleep, confidence: 'source', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'undo_cwnd', ...socketLockReceive, confidence: 'source', group: 'net' },
  // Softirq (receive, timers) with slock held, or a task that owns the socket with BH on.
  { struct: 'tcp_congestion_ops', member: 'sndbuf_expand', ...socketLockCaller, confidence: 'unverified', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'get_info', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'init', ...socketLockCaller, confidence: 'unverified', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'release', ...socketLockCaller, confidence: 'unverified', group: 'net' },
  { struct: 'tcp_congestion_ops', member: 'cwnd_event_tx_start', ...socketLockCaller, confidence: 'unverified', group: 'net' },

  { struct: 'udp_tunnel_sock_cfg', member: 'encap_rcv', ...netReceive, confidence: 'source', group: 'net' },

  { struct: 'xfrm_type', member: 'init_state', ...process, confidence: 'unverified', group: 'net' },
  // Xfrm state GC work.
  { struct: 'xfrm_type', member: 'destructor', ...process, confidence: 'unverified', group: 'net' },
  // spin_lock(&x->lock) is dropped before type->input; softirq or BH off.
  { struct: 'xfrm_type', member: 'input', ...rcuReceive, confidence: 'unverified', group: 'net' },
  // xfrm_output_one: x->lock (spin_lock_bh) released before the call, so BH may be on in a sending task; softirq when forwarding.
  { struct: 'xfrm_type', member: 'output', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_type', member: 'reject', ...caller, confidence: 'unverified', group: 'net' },

  { struct: 'xfrm_mgr', member: 'notify', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'acquire', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'compile_policy', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'new_mapping', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'notify_policy', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'report', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'migrate', ...rcuCaller, confidence: 'unverified', group: 'net' },
  { struct: 'xfrm_mgr', member: 'is_alive', ...rcuCaller, confidence: 'unverified', group: 'net' },

  { struct: 'lwtunnel_encap_ops', member: 'build_state', ...process, confidence: 'default', group: 'net' },
  { struct: 'lwtunnel_encap_ops', member: 'destroy_state', ...process, confidence: 'default', group: 'net' },
  // lwtunnel_output/lwtunnel_xmit disable BH around the op in these trees (6.1/6.12 through stable backports; older point releases may not).
  { struct: 'lwtunnel_encap_ops', member: 'output', ...rcuBhOff, confidence: 'source', group: 'net' },
  // lwtunnel_input warns when not in_softirq.
  { struct: 'lwtunnel_encap_ops', member: 'input', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'lwtunnel_encap_ops', member: 'fill_encap', ...process, confidence: 'default', group: 'net' },
  { struct: 'lwtunnel_encap_ops', member: 'get_encap_size', ...process, confidence: 'default', group: 'net' },
  { struct: 'lwtunnel_encap_ops', member: 'cmp_encap', ...process, confidence: 'default', group: 'net' },
  // lwtunnel_output/lwtunnel_xmit disable BH around the op in these trees (6.1/6.12 through stable backports; older point releases may not).
  { struct: 'lwtunnel_encap_ops', member: 'xmit', ...rcuBhOff, confidence: 'source', group: 'net' },

  { struct: 'dst_ops', member: 'gc', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'check', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'default_advmss', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'mtu', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'cow_metrics', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'destroy', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'ifdown', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'negative_advice', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'link_failure', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'update_pmtu', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'redirect', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'local_out', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'neigh_lookup', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'dst_ops', member: 'confirm_neigh', ...caller, confidence: 'unverified', group: 'net' },

  // RTNL_FLAG_DOIT_UNLOCKED: no rtnl.
  // Under rtnl_mutex unless its flags say otherwise, which most of them do.
  { struct: 'rtnl_msg_handler', member: 'doit', ...process, confidence: 'source', group: 'net' },

  { struct: 'genl_ops', member: 'doit', ...genl_mutex, confidence: 'default', group: 'net' },
  { struct: 'genl_ops', member: 'start', ...genl_mutex, confidence: 'default', group: 'net' },
  { struct: 'genl_ops', member: 'dumpit', ...genl_mutex, confidence: 'default', group: 'net' },
  { struct: 'genl_ops', member: 'done', ...genl_mutex, confidence: 'default', group: 'net' },

  { struct: 'genl_small_ops', member: 'doit', ...process, confidence: 'default', group: 'net' },
  { struct: 'genl_small_ops', member: 'dumpit', ...process, confidence: 'default', group: 'net' },

  { struct: 'genl_split_ops', member: 'pre_doit', ...process, confidence: 'default', group: 'net' },
  { struct: 'genl_split_ops', member: 'doit', ...process, confidence: 'default', group: 'net' },
  { struct: 'genl_split_ops', member: 'post_doit', ...process, confidence: 'default', group: 'net' },
  { struct: 'genl_split_ops', member: 'start', ...process, confidence: 'default', group: 'net' },
  { struct: 'genl_split_ops', member: 'dumpit', ...process, confidence: 'default', group: 'net' },
  { struct: 'genl_split_ops', member: 'done', ...process, confidence: 'default', group: 'net' },

  // Input: sender process context, nl_table grabbed.
  { struct: 'netlink_kernel_cfg', member: 'input', ...process, confidence: 'default', group: 'net' },
  { struct: 'netlink_kernel_cfg', member: 'bind', ...process, confidence: 'default', group: 'net' },
  { struct: 'netlink_kernel_cfg', member: 'unbind', ...process, confidence: 'default', group: 'net' },
  { struct: 'netlink_kernel_cfg', member: 'compare', ...process, confidence: 'default', group: 'net' },
  { struct: 'netlink_kernel_cfg', member: 'release', ...process, confidence: 'default', group: 'net' },

  // Type NFNL_CB_RCU: rcu_read_lock held (no sleep); NFNL_CB_MUTEX: subsystem mutex; NFNL_CB_BATCH: commit mutex.
  { struct: 'nfnl_callback', member: 'call', ...process, confidence: 'default', group: 'net' },

  { struct: 'vsock_transport', member: 'init', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'destruct', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'release', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'cancel_pkt', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'connect', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'dgram_bind', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'dgram_dequeue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'dgram_enqueue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'dgram_allow', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_dequeue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_enqueue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_has_data', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_has_space', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_rcvhiwat', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_is_active', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'stream_allow', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'set_rcvlowat', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'seqpacket_dequeue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'seqpacket_enqueue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'seqpacket_allow', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'seqpacket_has_data', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_poll_in', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_poll_out', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_recv_init', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_recv_pre_block', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_recv_pre_dequeue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_recv_post_dequeue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_send_init', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_send_pre_block', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_send_pre_enqueue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_send_post_enqueue', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_buffer_size', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'shutdown', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'get_local_cid', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'notify_set_rcvlowat', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'unsent_bytes', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'read_skb', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'msgzerocopy_allow', ...process, confidence: 'unverified', group: 'net' },
  { struct: 'vsock_transport', member: 'has_remote_cid', ...process, confidence: 'unverified', group: 'net' },

  { struct: 'nf_sockopt_ops', member: 'set', ...process, confidence: 'default', group: 'net' },
  { struct: 'nf_sockopt_ops', member: 'get', ...process, confidence: 'default', group: 'net' },

  // As the netfilter hook.
  { struct: 'nft_object_ops', member: 'eval', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'nft_object_ops', member: 'init', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_object_ops', member: 'destroy', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_object_ops', member: 'dump', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_object_ops', member: 'update', ...nftCommit, confidence: 'source', group: 'net' },

  // As the netfilter hook.
  { struct: 'nft_set_ops', member: 'lookup', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'update', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'insert', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'activate', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'deactivate', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'flush', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'remove', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'walk', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'get', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'commit', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'abort', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'init', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'destroy', ...nftCommit, confidence: 'source', group: 'net' },
  { struct: 'nft_set_ops', member: 'estimate', ...nftCommit, confidence: 'source', group: 'net' },

  // As the classifier.
  { struct: 'tcf_ematch_ops', member: 'match', ...rcuReceive, confidence: 'source', group: 'net' },
  { struct: 'tcf_ematch_ops', member: 'change', ...process, confidence: 'default', group: 'net' },
  { struct: 'tcf_ematch_ops', member: 'destroy', ...process, confidence: 'default', group: 'net' },
  { struct: 'tcf_ematch_ops', member: 'dump', ...process, confidence: 'default', group: 'net' },

  { struct: 'inet_diag_handler', member: 'dump', ...process, confidence: 'default', group: 'net' },
  { struct: 'inet_diag_handler', member: 'dump_one', ...process, confidence: 'default', group: 'net' },
  { struct: 'inet_diag_handler', member: 'destroy', ...process, confidence: 'default', group: 'net' },

  // As the netfilter hook.
  { struct: 'ip_vs_scheduler', member: 'schedule', ...netReceive, confidence: 'source', group: 'net' },
  { struct: 'ip_vs_scheduler', member: 'init_service', ...process, confidence: 'default', group: 'net' },
  { struct: 'ip_vs_scheduler', member: 'done_service', ...process, confidence: 'default', group: 'net' },
  { struct: 'ip_vs_scheduler', member: 'add_dest', ...process, confidence: 'default', group: 'net' },
  { struct: 'ip_vs_scheduler', member: 'del_dest', ...process, confidence: 'default', group: 'net' },
  { struct: 'ip_vs_scheduler', member: 'upd_dest', ...process, confidence: 'default', group: 'net' },

  // Rpciod.
  { struct: 'rpc_call_ops', member: 'rpc_call_prepare', ...process, confidence: 'source', group: 'net' },
  { struct: 'rpc_call_ops', member: 'rpc_call_done', ...process, confidence: 'source', group: 'net' },
  { struct: 'rpc_call_ops', member: 'rpc_release', ...process, confidence: 'source', group: 'net' },

  { struct: 'fib_rules_ops', member: 'action', ...caller, confidence: 'unverified', group: 'net' },
  { struct: 'fib_rules_ops', member: 'match', ...caller, confidence: 'unverified', group: 'net' },

  { struct: 'pppox_proto', member: 'create', ...process, confidence: 'default', group: 'net' },
  { struct: 'pppox_proto', member: 'ioctl', ...process, confidence: 'default', group: 'net' },

  { struct: 'net_proto_family', member: 'create', ...process, confidence: 'source', group: 'net' },
];
