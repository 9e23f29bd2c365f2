// Packet handlers run in the receive softirq.
#include <linux/kthread.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(seen_lock);
static int seen;

static int probe_rcv(struct sk_buff *skb, struct net_device *dev, struct packet_type *pt, struct net_device *orig)
{   // ctx: softirq
    spin_lock(&seen_lock);
    //        ~~~~~~~~~~ softirq-unsafe-lock: softirq (net_rx)
    seen++;
    spin_unlock(&seen_lock);
    return NET_RX_SUCCESS;
}

static struct packet_type probe_packets = {
    .type = cpu_to_be16(0x88b5),
    .func = probe_rcv,
};

static int probe_report(void *data)
{   // ctx: process
    spin_lock(&seen_lock);
    //        ^^^^^^^^^^ softirq-unsafe-lock: …
    seen = 0;
    spin_unlock(&seen_lock);
    return 0;
}

void probe_start(void)
{
    dev_add_pack(&probe_packets);
    kthread_run(probe_report, NULL, "probe");
}
