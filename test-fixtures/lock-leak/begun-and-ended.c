// What begins something returns with the lock, and what ends it releases that: a hint at most.
#include <linux/mutex.h>

struct journal {
    struct mutex commit;
    int blocks;
    int depth;
};

int journal_is_nested(void);
int journal_reserve(struct journal *journal, int blocks);

int journal_begin(struct journal *journal, int blocks)
{
    int ret;

    if (journal_is_nested())
        return 0;
    mutex_lock(&journal->commit);
    ret = journal_reserve(journal, blocks);
    if (ret)
        goto failed;
    return 0;
//  ^^^^^^^^^ lock-leak: this path returns with &journal->commit held; the other paths release it
failed:
    mutex_unlock(&journal->commit);
    return ret;
}

int journal_end(struct journal *journal)
{
    journal->depth = 0;
    mutex_unlock(&journal->commit);
    return 0;
}
