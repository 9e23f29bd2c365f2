#include "../card.h"

u32 card_state(struct card *card)
{
    u32 state;

    spin_lock(&card->lock);
    state = radio_read(card, 4);
    spin_unlock(&card->lock);
    return state;
}
