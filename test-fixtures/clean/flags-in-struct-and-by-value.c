// Saved flags live in a struct, travel by value, or are handed back.
#include <linux/spinlock.h>

struct spi {
    spinlock_t lock;
    unsigned long flags;
    int busy;
};

void spi_begin(struct spi *spi)
{
    unsigned long flags;

    spin_lock_irqsave(&spi->lock, flags);
    spi->flags = flags;
    spi->busy = 1;
}

void spi_end(struct spi *spi)
{
    unsigned long flags = spi->flags;

    spi->busy = 0;
    spin_unlock_irqrestore(&spi->lock, flags);
}

static unsigned long spi_lock(struct spi *spi)
{
    unsigned long flags;

    spin_lock_irqsave(&spi->lock, flags);
    return flags;
}

static void spi_unlock(struct spi *spi, unsigned long flags)
{
    spin_unlock_irqrestore(&spi->lock, flags);
}

int spi_transfer(struct spi *spi)
{
    unsigned long flags = spi_lock(spi);

    if (spi->busy) {
        spi_unlock(spi, flags);
        return -EBUSY;
    }
    spi->busy = 1;
    spi_unlock(spi, flags);
    return 0;
}

static void spi_idle(struct spi *spi, unsigned long *flags)
{
    spin_unlock_irqrestore(&spi->lock, *flags);
    cpu_relax();
    spin_lock_irqsave(&spi->lock, *flags);
}

void spi_wait(struct spi *spi)
{
    unsigned long flags;

    spin_lock_irqsave(&spi->lock, flags);
    while (spi->busy)
        spi_idle(spi, &flags);
    spin_unlock_irqrestore(&spi->lock, flags);
}
