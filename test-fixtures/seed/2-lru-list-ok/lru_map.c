#include <linux/bpf.h>
#include "lru.h"

struct lru_map {
    struct bpf_map map;
    struct lru lru;
};

static struct lru_node *lru_map_pop(struct lru_map *m, u32 hash)
{   // ctx: process|nmi
    struct lru_node *node = lru_pop(&m->lru, hash);

    if (node)
        node->hash = hash;
    return node;
}

static long lru_map_update_elem(struct bpf_map *map, void *key, void *value, u64 flags)
{   // ctx: process|nmi
    struct lru_map *m = container_of(map, struct lru_map, map);

    return lru_map_pop(m, jhash(key, map->key_size, 0)) ? 0 : -ENOMEM;
}

static long lru_map_delete_elem(struct bpf_map *map, void *key)
{   // ctx: process|nmi
    struct lru_map *m = container_of(map, struct lru_map, map);
    struct lru_node *node = lru_map_lookup(m, key);

    if (!node)
        return -ENOENT;
    lru_push(&m->lru, node);
    return 0;
}

const struct bpf_map_ops lru_map_ops = {
    .map_update_elem = lru_map_update_elem,
    .map_delete_elem = lru_map_delete_elem,
};
