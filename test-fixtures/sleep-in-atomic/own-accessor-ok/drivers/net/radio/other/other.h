struct other {
    struct mutex lock;
};

u32 other_transfer(struct other *other, u32 at);

static inline u32 radio_read(struct other *other, u32 at)
{
    u32 value;

    mutex_lock(&other->lock);
    value = other_transfer(other, at);
    mutex_unlock(&other->lock);
    return value;
}
