// The crypto core may be asked to encrypt in a softirq, and few of its users do.
#include <crypto/internal/skcipher.h>
#include <linux/platform_device.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(engines_lock);
static int engines;

static int engine_encrypt(struct skcipher_request *request)
{
    int count;

    spin_lock(&engines_lock);
    //        ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq: takes &engines_lock with spin_lock()
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: engines_lock is taken here with softirqs on (spin_lock), and in softirq by engine_encrypt()
    count = engines;
    spin_unlock(&engines_lock);
    return count ? 0 : -ENODEV;
}

static struct skcipher_alg engine_algs[] = {
    {
        .base.cra_name = "ecb(aes)",
        .encrypt = engine_encrypt,
    },
};

static void engine_remove(struct platform_device *pdev)
{
    spin_lock(&engines_lock);
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: engines_lock is taken here with softirqs on (spin_lock), and in softirq by engine_encrypt()
    engines--;
    spin_unlock(&engines_lock);
}

static struct platform_driver engine_driver = {
    .remove = engine_remove,
};
