// ndo_bridge_getlink() is called in an RCU read-side section, ndo_bridge_setlink() is not.

struct net_device_ops {
    int (*ndo_bridge_setlink)(struct net_device *dev, struct nlmsghdr *nlh, u16 flags, struct netlink_ext_ack *extack);
    int (*ndo_bridge_getlink)(struct sk_buff *skb, u32 pid, u32 seq, struct net_device *dev, u32 filter, int nlflags);
};

static DEFINE_MUTEX(mailbox);

static int port_setlink(struct net_device *dev, struct nlmsghdr *nlh, u16 flags, struct netlink_ext_ack *extack)
{
    mutex_lock(&mailbox);
    mutex_unlock(&mailbox);
    return 0;
}

static int port_getlink(struct sk_buff *skb, u32 pid, u32 seq, struct net_device *dev, u32 filter, int nlflags)
{
    mutex_lock(&mailbox);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached in process context from port_getlink() (struct net_device_ops.ndo_bridge_getlink)
    mutex_unlock(&mailbox);
    return 0;
}

static const struct net_device_ops port_ops = {
    .ndo_bridge_setlink = port_setlink,
    .ndo_bridge_getlink = port_getlink,
};
