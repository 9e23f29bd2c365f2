#include <linux/spinlock.h>

extern spinlock_t table_lock;
extern spinlock_t report_lock;
extern int reports;

void console_report(void)
{
    spin_lock(&table_lock);
    spin_lock(&report_lock);
    reports++;
    spin_unlock(&report_lock);
    spin_unlock(&table_lock);
}
