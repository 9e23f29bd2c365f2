// What a put under the object's lock does it always does: it takes the list's lock, under which the other is taken elsewhere.
#include <linux/kref.h>
#include <linux/mutex.h>

struct timeline {
    struct kref refs;
    struct mutex lock;
    int points;
};

static DEFINE_MUTEX(timelines);

static void timeline_release(struct kref *refs)
{
    struct timeline *timeline = container_of(refs, struct timeline, refs);

    mutex_lock(&timelines);
    //         ~~~~~~~~~~ lock-inversion: process: takes &timelines with mutex_lock()
    timeline->points = 0;
    mutex_unlock(&timelines);
}

static void timeline_put(struct timeline *timeline)
{
    timeline_release(&timeline->refs);
}

void timeline_add(struct timeline *timeline)
{
    mutex_lock(&timeline->lock);
    if (timeline->points > 8)
        timeline_put(timeline);
//      ^^^^^^^^^^^^ lock-inversion: timelines is taken while struct timeline.lock is held, and in timeline_show() the other way round
    mutex_unlock(&timeline->lock);
}

void timeline_show(struct timeline *timeline)
{
    mutex_lock(&timelines);
    mutex_lock(&timeline->lock);
    //         ~~~~~~~~~~~~~~~ lock-inversion: process: takes &timeline->lock with mutex_lock()
    timeline->points++;
    mutex_unlock(&timeline->lock);
    mutex_unlock(&timelines);
}
