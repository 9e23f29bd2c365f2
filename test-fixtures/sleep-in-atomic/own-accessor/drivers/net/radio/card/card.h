// This driver's accessor sleeps; another driver has one of the same name, which does not matter.
struct card {
    spinlock_t lock;
    struct mutex bus;
    void *regs;
};

#define radio_read(dev, ...) card_read((dev), __VA_ARGS__)

static inline u32 card_read(struct card *card, u32 at)
{
    u32 value;

    mutex_lock(&card->bus);
//  ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
    value = readl(card->regs + at);
    mutex_unlock(&card->bus);
    return value;
}
