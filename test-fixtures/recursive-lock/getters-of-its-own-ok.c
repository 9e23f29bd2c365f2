// What a getter finds may be another's, and a macro that is given a member's name finds several.

struct pump {
    struct mutex lock;
    struct pump *next;
    int speed;
};

static struct pump *next_pump(struct pump *pump)
{
    return pump->next;
}

static void pump_stop(struct pump *pump)
{
    mutex_lock(&pump->lock);
    pump->speed = 0;
    mutex_unlock(&pump->lock);
}

void pump_hand_over(struct pump *pump)
{
    mutex_lock(&pump->lock);
    pump_stop(next_pump(pump));
    mutex_unlock(&pump->lock);
}

struct valve {
    struct mutex lock;
    int open;
};

struct pipe {
    struct valve left;
    struct valve right;
};

#define valve_of(pipe, side) (&(pipe)->side)

static void pipe_open_right(struct pipe *pipe)
{
    struct valve *valve = valve_of(pipe, right);

    mutex_lock(&valve->lock);
    valve->open = 1;
    mutex_unlock(&valve->lock);
}

void pipe_open(struct pipe *pipe)
{
    struct valve *valve = valve_of(pipe, left);

    mutex_lock_nested(&valve->lock, SINGLE_DEPTH_NESTING);
    pipe_open_right(pipe);
    mutex_unlock(&valve->lock);
}

void pipe_open_both(struct pipe *pipe)
{
    struct valve *left = valve_of(pipe, left);
    struct valve *right = valve_of(pipe, right);

    mutex_lock(&left->lock);
    mutex_lock_nested(&right->lock, SINGLE_DEPTH_NESTING);
    mutex_unlock(&right->lock);
    mutex_unlock(&left->lock);
}
