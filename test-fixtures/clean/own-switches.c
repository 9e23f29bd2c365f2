// What a file defines itself, outside all conditions, is known; what a developer switches on for debugging in his own copy is off.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define DUMPS_STATE 0
#define POLLS_STATUS 1
#define USES_FIFO

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
    print_state(board);
    mutex_unlock(&board->state_mutex);
#endif
#ifdef BOARD_DEBUG
    msleep(100);
#endif
    status = board->status;
#ifdef USES_FIFO
    spin_unlock(&board->lock);
#else
    msleep(1);
#endif
    return status;
}

static int board_wait(struct board *board)
{
    int status;

    spin_lock(&board->lock);
    status = board->status;
#if POLLS_STATUS
    spin_unlock(&board->lock);
#endif
    mutex_lock(&board->state_mutex);
    mutex_unlock(&board->state_mutex);
    return status;
}

static struct board board;

static int __init board_init(void)
{
    return board_state(&board) + board_wait(&board);
}
module_init(board_init);
