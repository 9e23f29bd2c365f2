#include <linux/spinlock.h>

DEFINE_SPINLOCK(table_lock);
int notes;

void table_note(int count)
{
    spin_lock(&table_lock);
    notes += count;
    spin_unlock(&table_lock);
}
