// Taken for reading, released as if for writing.
#include <linux/spinlock.h>

static DEFINE_RWLOCK(names_lock);
static int names;

int names_count(void)
{
    int n;

    read_lock(&names_lock);
    n = names;
    write_unlock(&names_lock);
    //           ^^^^^^^^^^^ mismatched-unlock: …
    return n;
}
