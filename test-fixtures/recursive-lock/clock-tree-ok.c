// The locks of the clock tree are counted: whoever holds one may take it again.
struct clk_core {
    struct clk_core *parent;
    int users;
};

static int clk_core_prepare_parent(struct clk_core *core)
{
    clk_prepare_lock();
    core->parent->users++;
    clk_prepare_unlock();
    return 0;
}

void clk_prepare_all(struct clk_core *core)
{
    clk_prepare_lock();
    clk_core_prepare_parent(core);
    clk_prepare_unlock();
}
