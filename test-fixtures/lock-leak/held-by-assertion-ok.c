// That the lock is free would be a bug: whoever goes on past the assertion has not taken it.
#include <linux/bug.h>
#include <linux/mutex.h>

struct journal {
    struct mutex lock;
    int records;
};

int journal_flush(struct journal *journal)
{
    BUG_ON(mutex_trylock(&journal->lock));
    if (!journal->records)
        return 0;
    journal->records = 0;
    return -EAGAIN;
}
