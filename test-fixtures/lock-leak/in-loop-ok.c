// Leaving by break does not, nor does handing the lock to whoever asked for the book.
#include <linux/list.h>
#include <linux/spinlock.h>

struct shelf {
    spinlock_t lock;
    struct list_head books;
};

struct book {
    struct list_head link;
    int id, lent;
};

int shelf_lend_all(struct shelf *shelf)
{
    struct book *book;
    int err = 0;

    spin_lock(&shelf->lock);
    list_for_each_entry(book, &shelf->books, link) {
        if (book->lent) {
            err = -EBUSY;
            break;
        }
        book->lent = 1;
    }
    spin_unlock(&shelf->lock);
    return err;
}

struct book *shelf_find_locked(struct shelf *shelf, int id)
{
    struct book *book;

    spin_lock(&shelf->lock);
    list_for_each_entry(book, &shelf->books, link) {
        if (book->id == id)
            return book;
    }
    spin_unlock(&shelf->lock);
    return NULL;
}
