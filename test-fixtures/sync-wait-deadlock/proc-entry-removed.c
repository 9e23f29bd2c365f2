// Entries of procfs are removed under the mutex that those who read or write them take.
#include <linux/mutex.h>
#include <linux/proc_fs.h>

static DEFINE_MUTEX(table_lock);
static struct proc_dir_entry *table_entry;

static ssize_t table_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
    mutex_lock(&table_lock);
    //         ~~~~~~~~~~~ sync-wait-deadlock: process: takes &table_lock with mutex_lock()
    mutex_unlock(&table_lock);
    return count;
}

static const struct proc_ops table_ops = {
    .proc_write = table_write,
};

void table_show(void)
{
    table_entry = proc_create("table", 0200, NULL, &table_ops);
}

void table_hide(void)
{
    mutex_lock(&table_lock);
    proc_remove(table_entry);
    //          ^^^^^^^^^^^ sync-wait-deadlock: proc_remove() waits here for table_write(), which takes table_lock, held since mutex_lock()
    table_entry = NULL;
    mutex_unlock(&table_lock);
}
