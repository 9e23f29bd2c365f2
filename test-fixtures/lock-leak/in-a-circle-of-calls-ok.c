// The callee drops its caller's lock where it fails, and is part of a circle: who asks first asks before it can answer.
#include <linux/slab.h>
#include <linux/spinlock.h>

struct map {
    spinlock_t lock;
    int cached;
    int wanted;
};

static int map_fill(struct map *map, int count);
int map_grow(struct map *map, int count);

static void map_forget(struct map *other)
{
    if (other->wanted)
        map_grow(other, -other->wanted);
}

static int map_fill(struct map *map, int count)
{
    void *entry;

    if (map->cached >= count)
        return 0;
    spin_unlock(&map->lock);
    entry = kmalloc(count, GFP_KERNEL);
    if (!entry) {
        map_forget(map + 1);
        return -ENOMEM;
    }
    spin_lock(&map->lock);
    map->cached += count;
    return 0;
}

int map_grow(struct map *map, int count)
{
    int wanted;

    spin_lock(&map->lock);
    if (map_fill(map, count))
        return -ENOMEM;
    wanted = map->wanted += count;
    spin_unlock(&map->lock);
    return wanted;
}
