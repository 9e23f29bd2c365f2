// Two calls below an irqsave section.
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct mesh {
    spinlock_t table_lock;
    spinlock_t path_lock;
    struct work_struct prune;
    int paths;
};

static void path_free(struct mesh *mesh)
{
    spin_lock_bh(&mesh->path_lock);
    //           ^^^^^^^^^^^^^^^^ bh-lock-in-hardirq: …
    mesh->paths--;
    spin_unlock_bh(&mesh->path_lock);
}

static void table_flush(struct mesh *mesh)
{
    while (mesh->paths)
        path_free(mesh);
}

static void mesh_prune(struct work_struct *work)
{   // ctx: process
    struct mesh *mesh = container_of(work, struct mesh, prune);
    unsigned long flags;

    spin_lock_irqsave(&mesh->table_lock, flags);
    table_flush(mesh);
    spin_unlock_irqrestore(&mesh->table_lock, flags);
}

void mesh_init(struct mesh *mesh)
{
    INIT_WORK(&mesh->prune, mesh_prune);
}
