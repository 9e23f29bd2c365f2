// in_interrupt() is not true where a lock is held that masks nothing: what is freed there sleeps.
#include <linux/preempt.h>
#include <linux/spinlock.h>

struct table {
    spinlock_t lock;
    void *entries;
};

void free_later(void *memory);
void free_now(void *memory);

static void table_free(void *memory)
{
    if (in_interrupt()) {
        free_later(memory);
        return;
    }
    might_sleep();
//  ~~~~~~~~~~~ sleep-in-atomic: any caller: calls might_sleep(), which may sleep
    free_now(memory);
}

static void table_drop(struct table *table)
{
    table_free(table->entries);
    table->entries = NULL;
}

void table_reset(struct table *table)
{
    spin_lock(&table->lock);
    table_drop(table);
//  ^^^^^^^^^^ sleep-in-atomic: might_sleep() may sleep, and is reached from here holding &table->lock
    spin_unlock(&table->lock);
}
