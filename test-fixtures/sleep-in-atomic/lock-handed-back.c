// Functions that take a lock and give it back: until it is released nobody may sleep.
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

static spinlock_t *table_lock(struct page_table *table)
{
    spin_lock(&table->lock);
    return &table->lock;
}

void entry_clear(struct entry *entry)
{
    spinlock_t *held;

    held = entry_lock(entry);
    msleep(1);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep holding ptl
    spin_unlock(held);
}

void table_clear(struct page_table *table)
{
    spinlock_t *lock = table_lock(table);

    msleep(1);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep holding table->lock
    table->entries = 0;
    spin_unlock(lock);
}
