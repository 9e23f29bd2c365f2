// in_interrupt() is true wherever softirqs are masked: what sleeps elsewhere is put off there.
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
    free_now(memory);
}

static void table_drop(struct table *table)
{
    table_free(table->entries);
    table->entries = NULL;
}

void table_reset(struct table *table)
{
    spin_lock_bh(&table->lock);
    table_drop(table);
    spin_unlock_bh(&table->lock);
}
