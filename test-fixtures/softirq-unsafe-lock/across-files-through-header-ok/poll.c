#include <linux/netdevice.h>
#include "stats.h"

struct stats link_stats;

static int link_poll(struct napi_struct *napi, int budget)
{   // ctx: softirq
    stats_add(&link_stats, budget * 64);
    return budget;
}

void link_attach(struct net_device *dev, struct napi_struct *napi)
{
    netif_napi_add(dev, napi, link_poll);
}
