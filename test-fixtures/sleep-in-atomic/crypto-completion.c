// Asynchronous crypto completes in softirq.
#include <crypto/akcipher.h>
#include <linux/slab.h>

struct pad_request {
    struct akcipher_request child;
    void *out;
};

static void pad_copy_out(struct pad_request *req)
{
    req->out = kzalloc(256, GFP_KERNEL);
    //         ^^^^^^^ sleep-in-atomic: …
}

static void pad_done(void *data, int err)
{
    struct pad_request *req = data;

    if (err != -EINPROGRESS)
        pad_copy_out(req);
}

int pad_sign(struct pad_request *req)
{
    akcipher_request_set_callback(&req->child, CRYPTO_TFM_REQ_MAY_SLEEP, pad_done, req);
    return crypto_akcipher_sign(&req->child);
}
