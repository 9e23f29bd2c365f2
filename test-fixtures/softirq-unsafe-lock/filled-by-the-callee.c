// The caller clears what the callee fills in: what the callee asks afterwards is not what the caller put there.
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct port {
    spinlock_t stamps_lock;
    int stamps;
    int irq;
};

static int port_stamp(struct port *port, struct sk_buff *skb, struct sk_buff **clone)
{
    *clone = skb_clone_sk(skb);
    if (!*clone)
        return -ENOMEM;
    spin_lock(&port->stamps_lock);
    //        ~~~~~~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (net_tx): takes &port->stamps_lock with spin_lock()
    port->stamps++;
    spin_unlock(&port->stamps_lock);
    return 0;
}

static netdev_tx_t port_xmit(struct sk_buff *skb, struct net_device *dev)
{
    struct sk_buff *clone = NULL;

    if (port_stamp(netdev_priv(dev), skb, &clone))
        kfree_skb(skb);
    if (clone)
        kfree_skb(clone);
    return NETDEV_TX_OK;
}

static const struct net_device_ops port_ops = {
    .ndo_start_xmit = port_xmit,
};

static irqreturn_t port_thread(int irq, void *data)
{
    struct port *port = data;

    spin_lock(&port->stamps_lock);
    //        ^^^^^^^^^^^^^^^^^^ softirq-unsafe-lock: struct port.stamps_lock is taken here with softirqs on (spin_lock), and in softirq (net_tx) by port_stamp()
    port->stamps--;
    spin_unlock(&port->stamps_lock);
    return IRQ_HANDLED;
}

int port_request(struct port *port)
{
    return request_threaded_irq(port->irq, NULL, port_thread, IRQF_ONESHOT, "port", port);
}
