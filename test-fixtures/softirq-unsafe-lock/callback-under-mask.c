// One of the callers forgets to mask.
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
    //        ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: …
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

    spin_lock_bh(&board->outer);
    board_set(board, 2);
    spin_unlock_bh(&board->outer);
    board_set(board, 3);
}

void board_init(struct board *board)
{
    timer_setup(&board->blink, board_blink, 0);
    INIT_WORK(&board->work, board_work);
}
