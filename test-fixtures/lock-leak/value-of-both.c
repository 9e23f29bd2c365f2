// The same failure is returned with the lock and without: what the ways assume of the object goes together.

struct buffer {
    struct rw_semaphore sem;
    int summary;
    int length;
};

int write_out(struct buffer *buffer);
int add_summary(struct buffer *buffer);

static int buffer_write(struct buffer *buffer)
{
    int err;

    down_write(&buffer->sem);
    err = write_out(buffer);
    if (err)
        goto out;
    if (buffer->summary) {
        err = add_summary(buffer);
        if (err)
            return err;
//          ^^^^^^^^^^^ lock-leak: this path returns with &buffer->sem held; the other paths release it
    }
    buffer->length = 0;
    err = 0;
out:
    up_write(&buffer->sem);
    return err;
}

static int buffer_write_and_release(struct buffer *buffer)
{
    int err;

    down_write(&buffer->sem);
    err = write_out(buffer);
    if (err)
        goto out;
    if (buffer->summary) {
        err = add_summary(buffer);
        if (err)
            goto out;
    }
    buffer->length = 0;
    err = 0;
out:
    up_write(&buffer->sem);
    return err;
}
