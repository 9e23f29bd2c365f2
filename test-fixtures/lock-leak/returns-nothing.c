// Nobody can tell from a function without a value on which way it returned.

struct adapter {
    struct mutex lock;
    int id;
    bool removed;
};

int start(struct adapter *adapter);
void attach(struct adapter *adapter);

static void resume(struct adapter *adapter)
{
    mutex_lock(&adapter->lock);
    if (start(adapter)) {
        pr_err("adapter %d does not start\n", adapter->id);
        return;
//      ^^^^^^^ lock-leak: this path returns with &adapter->lock held; the other paths release it
    }
    attach(adapter);
    mutex_unlock(&adapter->lock);
}

static void resume_and_unlock(struct adapter *adapter)
{
    mutex_lock(&adapter->lock);
    if (start(adapter)) {
        mutex_unlock(&adapter->lock);
        return;
    }
    attach(adapter);
    mutex_unlock(&adapter->lock);
}

// Takes the lock for its caller, unless there is nothing to do.
static void hold(struct adapter *adapter)
{
    if (!start(adapter))
        return;
    mutex_lock(&adapter->lock);
    attach(adapter);
}

// Whoever calls knows what it asked for.
static void prepare(struct adapter *adapter, bool keep)
{
    mutex_lock(&adapter->lock);
    attach(adapter);
    if (keep)
        return;
    mutex_unlock(&adapter->lock);
}

// Whoever called either of them.
void finish(struct adapter *adapter)
{
    mutex_unlock(&adapter->lock);
}
