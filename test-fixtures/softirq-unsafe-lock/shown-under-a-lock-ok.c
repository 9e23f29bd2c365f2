// What start() takes is held over show(): softirqs are off there.
#include <linux/interrupt.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(table_lock);

struct entry {
    spinlock_t lock;
    int count;
};

static struct entry *first;

static void *table_start(struct seq_file *seq, loff_t *pos)
{
    spin_lock_bh(&table_lock);
    return *pos ? NULL : first;
}

static void *table_next(struct seq_file *seq, void *v, loff_t *pos)
{
    return NULL;
}

static void table_stop(struct seq_file *seq, void *v)
{
    spin_unlock_bh(&table_lock);
}

static int table_show(struct seq_file *seq, void *v)
{
    struct entry *entry = v;

    spin_lock(&entry->lock);
    seq_printf(seq, "%d\n", entry->count);
    spin_unlock(&entry->lock);
    return 0;
}

static const struct seq_operations table_ops = {
    .start = table_start,
    .next = table_next,
    .stop = table_stop,
    .show = table_show,
};

static void table_tasklet(struct tasklet_struct *t)
{
    spin_lock(&first->lock);
    first->count++;
    spin_unlock(&first->lock);
}

static DECLARE_TASKLET(table_work, table_tasklet);

int table_open(struct file *file)
{
    tasklet_schedule(&table_work);
    return seq_open(file, &table_ops);
}
