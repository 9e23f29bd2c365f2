// The callers mask: with softirqs or hardirqs off, or under another _bh lock, the plain form is right.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct board {
    spinlock_t outer;
    spinlock_t inner;
    struct timer_list blink;
    struct work_struct work;
    int leds;
};

static void board_set(struct board *board, int leds)
{   // ctx: process|softirq
    spin_lock(&board->inner);
    board->leds = leds;
    spin_unlock(&board->inner);
}

static void board_blink(struct timer_list *t)
{   // ctx: softirq
    struct board *board = from_timer(board, t, blink);

    board_set(board, 1);
}

static void board_work(struct work_struct *work)
{   // ctx: process
    struct board *board = container_of(work, struct board, work);
    unsigned long flags;

    spin_lock_bh(&board->outer);
    board_set(board, 2);
    spin_unlock_bh(&board->outer);

    local_irq_save(flags);
    board_set(board, 3);
    local_irq_restore(flags);

    rcu_read_lock_bh();
    board_set(board, 4);
    rcu_read_unlock_bh();
}

void board_init(struct board *board)
{
    timer_setup(&board->blink, board_blink, 0);
    INIT_WORK(&board->work, board_work);
}
