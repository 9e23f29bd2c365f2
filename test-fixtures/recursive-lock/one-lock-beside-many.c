// One function takes any of three locks, as bits say; another always takes the last of them.
#include <linux/rwsem.h>

#define FILE_DATA_WRITE 1
#define FILE_DATA_READ 2
#define FILE_PAGES_WRITE 4
#define FILE_PAGES_READ 8
#define FILE_MAP_WRITE 16
#define FILE_MAP_READ 32

struct file_node {
    struct rw_semaphore data;
    struct rw_semaphore pages;
    struct rw_semaphore map;
    int extents;
};

static void node_lock(struct file_node *node, unsigned int bits)
{
    if (bits & FILE_DATA_WRITE)
        down_write(&node->data);
    else if (bits & FILE_DATA_READ)
        down_read(&node->data);
    if (bits & FILE_PAGES_WRITE)
        down_write(&node->pages);
    else if (bits & FILE_PAGES_READ)
        down_read(&node->pages);
    if (bits & FILE_MAP_WRITE)
        down_write(&node->map);
    else if (bits & FILE_MAP_READ)
        down_read(&node->map);
}

static void node_unlock(struct file_node *node, unsigned int bits)
{
    if (bits & FILE_DATA_WRITE)
        up_write(&node->data);
    else if (bits & FILE_DATA_READ)
        up_read(&node->data);
    if (bits & FILE_PAGES_WRITE)
        up_write(&node->pages);
    else if (bits & FILE_PAGES_READ)
        up_read(&node->pages);
    if (bits & FILE_MAP_WRITE)
        up_write(&node->map);
    else if (bits & FILE_MAP_READ)
        up_read(&node->map);
}

static void node_grow(struct file_node *node)
{
    down_write(&node->map);
    //         ~~~~~~~~~~ recursive-lock: process: takes node->map again with down_write()
    node->extents++;
    up_write(&node->map);
}

void node_append(struct file_node *node)
{
    node_lock(node, FILE_MAP_WRITE);
    node_grow(node);
//  ^^^^^^^^^ recursive-lock: node->map is taken by node_grow() while it is held already, since down_write()
    node_unlock(node, FILE_MAP_WRITE);
}
