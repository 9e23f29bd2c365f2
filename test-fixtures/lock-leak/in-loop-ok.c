// Leaving by break or goto does not.
#include <linux/list.h>
#include <linux/spinlock.h>

struct shelf {
    spinlock_t lock;
    struct list_head books;
};

struct book {
    struct list_head link;
    int id;
};

struct book *shelf_find(struct shelf *shelf, int id)
{
    struct book *book, *found = NULL;

    spin_lock(&shelf->lock);
    list_for_each_entry(book, &shelf->books, link) {
        if (book->id != id)
            continue;
        found = book;
        break;
    }
    spin_unlock(&shelf->lock);
    return found;
}
