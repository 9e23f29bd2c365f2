// Which lock it is only a function that finds it says; the class is that of the array it lies in.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/fs.h>

struct table {
    spinlock_t *locks;
    unsigned int mask;
    struct timer_list aging;
    int entries;
};

static struct table flows;

static inline spinlock_t *table_lock(struct table *table, unsigned int hash)
{
    return &table->locks[hash & table->mask];
}

static void table_age(struct timer_list *t)
{
    struct table *table = from_timer(table, t, aging);
    spinlock_t *lock = table_lock(table, 0);

    spin_lock(lock);
    //        ~~~~ softirq-unsafe-lock: softirq (timer): takes lock with spin_lock()
    table->entries--;
    spin_unlock(lock);
}

static ssize_t table_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
    spinlock_t *lock = table_lock(&flows, length);

    spin_lock(lock);
    //        ^^^^ softirq-unsafe-lock: *struct table.locks is taken here with softirqs on (spin_lock), and in softirq (timer) by table_age()
    flows.entries++;
    spin_unlock(lock);
    return length;
}

static const struct file_operations table_fops = {
    .write = table_write,
};

void table_init(struct table *table)
{
    timer_setup(&table->aging, table_age, 0);
}
