// Both sides agree: the thread masks softirqs.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/kthread.h>

struct key_state {
    spinlock_t lock;
    struct timer_list release;
    int down;
};

struct receiver {
    struct key_state keys;
    struct task_struct *thread;
};

static void key_release(struct timer_list *t)
{   // ctx: softirq
    struct receiver *receiver = from_timer(receiver, t, keys.release);

    spin_lock(&receiver->keys.lock);
    receiver->keys.down = 0;
    spin_unlock(&receiver->keys.lock);
}

static int receiver_thread(void *data)
{   // ctx: process
    struct receiver *receiver = data;
    struct key_state *keys = &receiver->keys;

    spin_lock_bh(&keys->lock);
    keys->down = 1;
    spin_unlock_bh(&keys->lock);
    return 0;
}

void receiver_start(struct receiver *receiver)
{
    timer_setup(&receiver->keys.release, key_release, 0);
    receiver->thread = kthread_run(receiver_thread, receiver, "receiver");
}
