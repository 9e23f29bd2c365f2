#include "../card.h"

u32 card_state(struct card *card)
{
    u32 state;

    spin_lock(&card->lock);
    state = radio_read(card, 4);
    //      ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &card->lock
    spin_unlock(&card->lock);
    return state;
}
