// Local storage: the owner's lock, then the bucket's, everywhere in that order but once.
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct slot {
    struct hlist_node owner_node;
    struct hlist_node bucket_node;
};

struct owner_storage {
    raw_spinlock_t lock;
    struct hlist_head slots;
};

struct slot_bucket {
    raw_spinlock_t lock;
    struct hlist_head slots;
};

static void link_to_bucket(struct slot_bucket *bucket, struct slot *slot)
{
    raw_spin_lock(&bucket->lock);
    //            ~~~~~~~~~~~~~ lock-inversion: …
    hlist_add_head(&slot->bucket_node, &bucket->slots);
    raw_spin_unlock(&bucket->lock);
}

void slot_link(struct owner_storage *storage, struct slot_bucket *bucket, struct slot *slot)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&storage->lock, flags);
    hlist_add_head(&slot->owner_node, &storage->slots);
    link_to_bucket(bucket, slot);
//  ^^^^^^^^^^^^^^ lock-inversion: …
    raw_spin_unlock_irqrestore(&storage->lock, flags);
}

void slot_drain(struct owner_storage *storage, struct slot_bucket *bucket, struct slot *slot)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&bucket->lock, flags);
    hlist_del_init(&slot->bucket_node);
    raw_spin_lock(&storage->lock);
    //            ~~~~~~~~~~~~~~ lock-inversion: …
    hlist_del_init(&slot->owner_node);
    raw_spin_unlock(&storage->lock);
    raw_spin_unlock_irqrestore(&bucket->lock, flags);
}
