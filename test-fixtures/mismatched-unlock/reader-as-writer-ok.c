// Readers and writers, each with their pair.
#include <linux/spinlock.h>

static DEFINE_RWLOCK(names_lock);
static int names;

int names_count(void)
{
    int n;

    read_lock(&names_lock);
    n = names;
    read_unlock(&names_lock);
    return n;
}

void names_add(void)
{
    write_lock_bh(&names_lock);
    names++;
    write_unlock_bh(&names_lock);
}
