// A lock that is found by two functions, each in its own way: what one takes the other releases, as their names say.

struct volume {
    struct group_locks *locks;
    int busy;
};

spinlock_t *group_lock(struct group_locks *locks, unsigned int group);

static inline spinlock_t *volume_group_lock(struct volume *volume, unsigned int group)
{
    return group_lock(volume->locks, group);
}

static inline void volume_lock_group(struct volume *volume, unsigned int group)
{
    spinlock_t *lock = volume_group_lock(volume, group);

    if (!spin_trylock(lock)) {
        volume->busy++;
        spin_lock(lock);
    }
}

static inline void volume_unlock_group(struct volume *volume, unsigned int group)
{
    spin_unlock(volume_group_lock(volume, group));
}

int volume_claim(struct volume *volume, unsigned int group)
{
    int *entry;

    volume_lock_group(volume, group);
    volume->busy--;
    volume_unlock_group(volume, group);
    entry = kmalloc(sizeof(*entry), GFP_KERNEL);
    return entry != NULL;
}

int volume_claim_too_early(struct volume *volume, unsigned int group)
{
    int *entry;

    volume_lock_group(volume, group);
    entry = kmalloc(sizeof(*entry), GFP_KERNEL);
    //      ^^^^^^^ sleep-in-atomic: kmalloc() may sleep holding lock
    volume_unlock_group(volume, group);
    return entry != NULL;
}
