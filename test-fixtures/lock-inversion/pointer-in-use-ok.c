// The lock is taken for objects without an owner: whoever uses the owner has one.
#include <linux/spinlock.h>

struct owner {
    spinlock_t inner;
    int count;
};

struct object {
    spinlock_t lock;
    int refs;
};

static DEFINE_SPINLOCK(dead_objects);

static void object_get(struct owner *owner, struct object *object)
{
    if (owner)
        owner->count++;
    else
        spin_lock(&dead_objects);
    object->refs++;
    if (!owner)
        spin_unlock(&dead_objects);
}

static void object_list(struct owner *owner, struct object *object)
{
    spin_lock(&object->lock);
    object_get(owner, object);
    owner->count--;
    spin_unlock(&object->lock);
}

void objects_of(struct owner *owner, struct object *object)
{
    object_list(owner, object);
}

void objects_of_nobody(struct object *object)
{
    spin_lock(&dead_objects);
    spin_lock(&object->lock);
    object->refs--;
    spin_unlock(&object->lock);
    spin_unlock(&dead_objects);
}
