// Twin of clean/own-switches.c: the same switches the other way round, and one that only the configuration decides.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define DUMPS_STATE 1

struct board {
    spinlock_t lock;
    struct mutex state_mutex;
    int status;
};

static int board_state(struct board *board)
{
    int status;

    spin_lock(&board->lock);
#if DUMPS_STATE
    mutex_lock(&board->state_mutex);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep holding &board->lock
    print_state(board);
    mutex_unlock(&board->state_mutex);
#endif
    status = board->status;
    spin_unlock(&board->lock);
    return status;
}

#undef DUMPS_STATE

static int board_wait(struct board *board)
{
    int status;

    spin_lock(&board->lock);
#ifdef CONFIG_BOARD_DEBUG
    msleep(100);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep holding &board->lock
#endif
#if DUMPS_STATE
    schedule();
//  ^^^^^^^^ sleep-in-atomic: schedule() may sleep holding &board->lock
#endif
    status = board->status;
    spin_unlock(&board->lock);
    return status;
}

static struct board board;

static int __init board_init(void)
{
    return board_state(&board) + board_wait(&board);
}
module_init(board_init);
