// The lock is handed back for a while and taken again, near by; what is done in between changes something far down.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct list {
    spinlock_t lock;
    struct mutex sorting;
    int length;
    int mode;
};

static void sort_4(struct list *list)
{
    if (list->mode)
        mutex_lock(&list->sorting);
}

static void sort_end(struct list *list) { mutex_unlock(&list->sorting); }
static void sort_3(struct list *list) { sort_4(list); }
static void sort_2(struct list *list) { sort_3(list); }
static void sort_1(struct list *list) { sort_2(list); }

static int list_rest(struct list *list, struct list *other)
{
    if (list->length < 8)
        return 0;
    spin_unlock(&list->lock);
    sort_1(other);
    spin_lock(&list->lock);
    return 1;
}

void list_walk(struct list *list, struct list *other)
{
    spin_lock(&list->lock);
    while (list->length--) {
        if (list_rest(list, other))
            continue;
        list->mode++;
    }
    spin_unlock(&list->lock);
}
