// The callee that takes the lock writes into the request which lock it is; where that is asked, the caller cannot see what it wrote.
#include <linux/rwsem.h>

struct space {
    struct rw_semaphore lock;
    int pages;
};

struct request {
    struct space *space;
    int kind;
    int mode;
};

int request_mode(struct request *request);

static void request_lock(struct request *request)
{
    if (request->kind == 2)
        down_write(&request->space->lock);
    request->mode = request->kind == 2 ? 2 : 1;
}

static void request_unlock(struct request *request)
{
    if (request->mode == 2)
        up_write(&request->space->lock);
}

static void request_run(struct request *request)
{
    if (request->mode == 1) {
        down_read(&request->space->lock);
        //        ~~~~~~~~~~~~~~~~~~~~~ recursive-lock: process: takes &request->space->lock again with down_read()
        request->space->pages++;
        up_read(&request->space->lock);
    }
}

void request_handle(struct request *request)
{
    request_lock(request);
    request_run(request);
//  ^^^^^^^^^^^ recursive-lock: &request->space->lock is taken by request_run() while it is held already, since down_write()
    request_unlock(request);
}
