// Leaving the loop by return skips the unlock.
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
    struct book *book;

    spin_lock(&shelf->lock);
    list_for_each_entry(book, &shelf->books, link) {
        if (book->id == id)
            return book;
//          ^^^^^^^^^^^^ lock-leak: …
    }
    spin_unlock(&shelf->lock);
    return NULL;
}
