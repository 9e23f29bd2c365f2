// The entry is removed before the mutex is taken.
#include <linux/mutex.h>
#include <linux/proc_fs.h>

static DEFINE_MUTEX(table_lock);
static struct proc_dir_entry *table_entry;

static ssize_t table_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
    mutex_lock(&table_lock);
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
    proc_remove(table_entry);
    mutex_lock(&table_lock);
    table_entry = NULL;
    mutex_unlock(&table_lock);
}

// Of two entries the one is removed under a mutex that only the other's readers take.

static DEFINE_MUTEX(rows_lock);
static struct proc_dir_entry *rows_entry;
static struct proc_dir_entry *count_entry;

static int rows_open(struct inode *inode, struct file *file)
{
    mutex_lock(&rows_lock);
    mutex_unlock(&rows_lock);
    return 0;
}

static int count_open(struct inode *inode, struct file *file)
{
    return 0;
}

static const struct proc_ops rows_ops = {
    .proc_open = rows_open,
};

static const struct proc_ops count_ops = {
    .proc_open = count_open,
};

void rows_init(void)
{
    rows_entry = proc_create("rows", 0400, NULL, &rows_ops);
    count_entry = proc_create("count", 0400, NULL, &count_ops);
}

void rows_exit(void)
{
    proc_remove(rows_entry);
    mutex_lock(&rows_lock);
    proc_remove(count_entry);
    mutex_unlock(&rows_lock);
}
