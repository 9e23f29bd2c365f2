// Allocated before, stored under the local lock.
#include <linux/local_lock.h>
#include <linux/percpu.h>
#include <linux/slab.h>

struct cpu_cache {
    local_lock_t lock;
    void *object;
};

static DEFINE_PER_CPU(struct cpu_cache, cpu_caches);

void cache_fill(void)
{
    void *object = kmalloc(64, GFP_KERNEL);

    local_lock(&cpu_caches.lock);
    this_cpu_write(cpu_caches.object, object);
    local_unlock(&cpu_caches.lock);
}
