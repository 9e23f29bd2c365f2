// This driver's accessor writes to memory; another driver has one of the same name, which sleeps.
struct card {
    spinlock_t lock;
    void *regs;
};

#define radio_read(dev, ...) card_read((dev), __VA_ARGS__)

static inline u32 card_read(struct card *card, u32 at)
{
    return readl(card->regs + at);
}
