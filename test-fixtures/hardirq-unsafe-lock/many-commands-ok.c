// More commands than are followed apart: the one that the handler sends never takes the scan lock.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct card {
    spinlock_t pending_lock;
    spinlock_t scan_lock;
    struct work_struct work;
    int irq;
    int pending;
    int scans;
};

static int prepare(struct card *card, int command, void *data)
{
    switch (command) {
    case CMD_RESET:
        return write_reset(card, data);
    case CMD_START:
        return write_start(card, data);
    case CMD_STOP:
        return write_stop(card, data);
    case CMD_SCAN:
        return write_scan(card, data);
    case CMD_JOIN:
        return write_join(card, data);
    case CMD_LEAVE:
        return write_leave(card, data);
    case CMD_KEY:
        return write_key(card, data);
    case CMD_RATE:
        return write_rate(card, data);
    default:
        return 0;
    }
}

static int send_command(struct card *card, int command, void *data)
{
    unsigned long flags;
    int err;

    switch (command) {
    case CMD_RESET:
    case CMD_START:
    case CMD_STOP:
    case CMD_SCAN:
    case CMD_JOIN:
    case CMD_LEAVE:
    case CMD_KEY:
    case CMD_RATE:
    case CMD_POWER:
    case CMD_CHANNEL:
    case CMD_ANTENNA:
    case CMD_FILTER:
    case CMD_BEACON:
    case CMD_PROBE:
    case CMD_TUNE:
    case CMD_LOG:
        err = prepare(card, command, data);
        break;
    default:
        err = write_command(card, command);
        break;
    }
    if (err)
        return err;
    if (command == CMD_SCAN) {
        spin_lock_bh(&card->scan_lock);
        card->scans++;
        spin_unlock_bh(&card->scan_lock);
    } else {
        spin_lock_irqsave(&card->pending_lock, flags);
        card->pending++;
        spin_unlock_irqrestore(&card->pending_lock, flags);
    }
    return 0;
}

static irqreturn_t card_irq(int irq, void *data)
{
    send_command(data, CMD_ACKNOWLEDGE, NULL);
    return IRQ_HANDLED;
}

static void card_work(struct work_struct *work)
{
    struct card *card = container_of(work, struct card, work);

    send_command(card, CMD_RESET, NULL);
    send_command(card, CMD_START, NULL);
    send_command(card, CMD_STOP, NULL);
    send_command(card, CMD_SCAN, NULL);
    send_command(card, CMD_JOIN, NULL);
    send_command(card, CMD_LEAVE, NULL);
    send_command(card, CMD_KEY, NULL);
    send_command(card, CMD_RATE, NULL);
    send_command(card, CMD_POWER, NULL);
    send_command(card, CMD_CHANNEL, NULL);
    send_command(card, CMD_ANTENNA, NULL);
    send_command(card, CMD_FILTER, NULL);
    send_command(card, CMD_BEACON, NULL);
    send_command(card, CMD_PROBE, NULL);
    send_command(card, CMD_TUNE, NULL);
    send_command(card, CMD_LOG, NULL);
}

int card_start(struct card *card)
{
    INIT_WORK(&card->work, card_work);
    return request_irq(card->irq, card_irq, 0, "card", card);
}
