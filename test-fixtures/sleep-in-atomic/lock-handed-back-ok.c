// Functions that take a lock and give it back: it is released by the name that each caller gives it.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct page_table {
    spinlock_t lock;
    int entries;
};

struct entry {
    int is_huge;
};

struct page_table *table_of(struct entry *entry);

static spinlock_t *entry_lock(struct entry *entry)
{
    spinlock_t *ptl = &table_of(entry)->lock;

    spin_lock(ptl);
    return ptl;
}

static spinlock_t *huge_entry_lock(struct entry *entry)
{
    spinlock_t *ptl = entry_lock(entry);

    if (entry->is_huge)
        return ptl;
    spin_unlock(ptl);
    return NULL;
}

static spinlock_t *table_lock(struct page_table *table)
{
    spin_lock(&table->lock);
    return &table->lock;
}

void entry_clear(struct entry *entry)
{
    spinlock_t *held;

    held = entry_lock(entry);
    entry->is_huge = 0;
    spin_unlock(held);
    msleep(1);
}

void huge_entry_clear(struct entry *entry)
{
    spinlock_t *lock = huge_entry_lock(entry);

    if (lock) {
        entry->is_huge = 0;
        spin_unlock(lock);
    }
    msleep(1);
}

void table_clear(struct page_table *table)
{
    spinlock_t *lock = table_lock(table);

    table->entries = 0;
    spin_unlock(lock);
    msleep(1);
}
