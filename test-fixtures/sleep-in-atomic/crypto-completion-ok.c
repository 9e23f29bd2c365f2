// GFP_ATOMIC, and a work item for the rest.
#include <crypto/akcipher.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct pad_request {
    struct akcipher_request child;
    struct work_struct finish;
    void *out;
};

static void pad_finish(struct work_struct *work)
{   // ctx: process
    struct pad_request *req = container_of(work, struct pad_request, finish);

    kfree(req->out);
    req->out = kzalloc(256, GFP_KERNEL);
}

static void pad_done(void *data, int err)
{
    struct pad_request *req = data;

    req->out = kzalloc(16, GFP_ATOMIC);
    schedule_work(&req->finish);
}

int pad_sign(struct pad_request *req)
{
    INIT_WORK(&req->finish, pad_finish);
    akcipher_request_set_callback(&req->child, CRYPTO_TFM_REQ_MAY_SLEEP, pad_done, req);
    return crypto_akcipher_sign(&req->child);
}
