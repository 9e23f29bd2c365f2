// Completions are polled in a work item: the queue was made so.
#include <linux/spinlock.h>
#include <rdma/ib_verbs.h>

struct link {
    struct ib_cq *cq;
    struct ib_cqe cqe;
    spinlock_t lock;
    int done;
};

static void link_done(struct ib_cq *cq, struct ib_wc *wc)
{
    struct link *link = cq->cq_context;

    spin_lock(&link->lock);
    link->done++;
    spin_unlock(&link->lock);
}

static int link_show(struct seq_file *file, void *data)
{
    struct link *link = file->private;

    spin_lock(&link->lock);
    seq_printf(file, "%d", link->done);
    spin_unlock(&link->lock);
    return 0;
}
DEFINE_SHOW_ATTRIBUTE(link);

int link_open(struct link *link, struct ib_device *device)
{
    link->cqe.done = link_done;
    link->cq = ib_alloc_cq_any(device, link, 64, IB_POLL_WORKQUEUE);
    return PTR_ERR_OR_ZERO(link->cq);
}
