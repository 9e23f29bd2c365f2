// Leaving the loop by return skips the unlock.
#include <linux/list.h>
#include <linux/spinlock.h>

struct shelf {
    spinlock_t lock;
    struct list_head books;
};

struct book {
    struct list_head link;
    int lent;
};

int shelf_lend_all(struct shelf *shelf)
{
    struct book *book;

    spin_lock(&shelf->lock);
    list_for_each_entry(book, &shelf->books, link) {
        if (book->lent)
            return -EBUSY;
//          ^^^^^^^^^^^^^^ lock-leak: …
        book->lent = 1;
    }
    spin_unlock(&shelf->lock);
    return 0;
}
