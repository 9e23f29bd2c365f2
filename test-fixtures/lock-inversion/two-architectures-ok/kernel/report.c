// Each architecture has a table of its own, and is built without the other.
#include <linux/spinlock.h>

DEFINE_SPINLOCK(report_lock);
int reports;

void report_flush(void)
{
    spin_lock(&report_lock);
    table_note(reports);
    spin_unlock(&report_lock);
}
