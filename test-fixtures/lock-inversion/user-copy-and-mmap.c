// User memory is touched under the mutex that .mmap takes: the handler of a fault waits for mmap_lock, which is held over .mmap.

struct frame_buffer {
    struct mutex lock;
    unsigned long pages;
    char *kernel;
};

static ssize_t frame_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
    struct frame_buffer *frame = file->private_data;
    ssize_t result = size;

    mutex_lock(&frame->lock);
    if (copy_to_user(to, frame->kernel, size))
    //  ^^^^^^^^^^^^ lock-inversion: copy_to_user() may fault, and then takes mm_struct.mmap_lock, while struct frame_buffer.lock is held, which frame_mmap() takes with mm_struct.mmap_lock held by whoever calls struct file_operations.mmap
        result = -EFAULT;
    mutex_unlock(&frame->lock);
    return result;
}

static int frame_mmap(struct file *file, struct vm_area_struct *vma)
{
    struct frame_buffer *frame = file->private_data;

    mutex_lock(&frame->lock);
    //         ~~~~~~~~~~~~ lock-inversion: process: takes &frame->lock with mutex_lock()
    frame->pages += vma_pages(vma);
    mutex_unlock(&frame->lock);
    return 0;
}

static const struct file_operations frame_fops = {
    .read = frame_read,
    .mmap = frame_mmap,
};
