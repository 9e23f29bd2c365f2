// What is found is handed out locked, through a pointer that the caller gives: a hint at most.
#include <linux/mutex.h>

struct record {
    struct mutex lock;
    int dirty;
    int version;
};

bool record_is_known(struct record *record);

bool record_may_write(struct record *record, struct record **locked)
{
    if (!record_is_known(record))
        return true;
    mutex_lock(&record->lock);
    if (record->version < 0) {
        mutex_unlock(&record->lock);
        return true;
    }
    *locked = record;
    return true;
//  ^^^^^^^^^^^^ lock-leak: this path returns with &record->lock held; the other paths release it
}
