// A SCSI host: queuecommand, interrupt, error handling, host lock.
#include <linux/interrupt.h>
#include <scsi/scsi_host.h>

struct hba {
    spinlock_t lock;
    struct completion reset_done;
    int irq, active;
};

static irqreturn_t hba_irq(int irq, void *data)
{   // ctx: hardirq
    struct hba *hba = data;
    unsigned long flags;

    spin_lock_irqsave(&hba->lock, flags);
    hba->active--;
    spin_unlock_irqrestore(&hba->lock, flags);
    complete(&hba->reset_done);
    return IRQ_HANDLED;
}

static int hba_queue(struct Scsi_Host *host, struct scsi_cmnd *cmd)
{
    struct hba *hba = shost_priv(host);
    unsigned long flags;

    spin_lock_irqsave(&hba->lock, flags);
    if (hba->active > 15) {
        spin_unlock_irqrestore(&hba->lock, flags);
        return SCSI_MLQUEUE_HOST_BUSY;
    }
    hba->active++;
    spin_unlock_irqrestore(&hba->lock, flags);
    return 0;
}

static int hba_reset(struct scsi_cmnd *cmd)
{   // ctx: process
    struct hba *hba = shost_priv(cmd->device->host);

    spin_lock_irq(&hba->lock);
    hba->active = 0;
    spin_unlock_irq(&hba->lock);
    if (!wait_for_completion_timeout(&hba->reset_done, HZ))
        return FAILED;
    return SUCCESS;
}

static const struct scsi_host_template hba_template = {
    .queuecommand = hba_queue,
    .eh_host_reset_handler = hba_reset,
};

int hba_start(struct hba *hba)
{
    return request_irq(hba->irq, hba_irq, 0, "hba", hba);
}
