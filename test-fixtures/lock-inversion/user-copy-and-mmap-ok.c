// User memory is touched before the mutex is taken, or with page faults disabled, or under a mutex that .mmap does not take.

struct frame_buffer {
    struct mutex lock;
    struct mutex write_lock;
    unsigned long pages;
    char *kernel;
};

static ssize_t frame_write(struct file *file, const char __user *from, size_t size, loff_t *pos)
{
    struct frame_buffer *frame = file->private_data;
    ssize_t result = size;
    unsigned long left;
    u32 header;

    if (copy_from_user(&header, from, sizeof(header)))
        return -EFAULT;
    mutex_lock(&frame->lock);
    frame->pages = header;
    pagefault_disable();
    left = __copy_from_user_inatomic(frame->kernel, from, size);
    pagefault_enable();
    mutex_unlock(&frame->lock);
    if (!left)
        return result;
    mutex_lock(&frame->write_lock);
    if (copy_from_user(frame->kernel, from, size))
        result = -EFAULT;
    mutex_unlock(&frame->write_lock);
    return result;
}

static int frame_mmap(struct file *file, struct vm_area_struct *vma)
{
    struct frame_buffer *frame = file->private_data;

    mutex_lock(&frame->lock);
    frame->pages += vma_pages(vma);
    mutex_unlock(&frame->lock);
    return 0;
}

static const struct file_operations frame_fops = {
    .write = frame_write,
    .mmap = frame_mmap,
};
