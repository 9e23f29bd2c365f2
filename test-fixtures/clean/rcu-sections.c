// RCU readers that leave before they sleep, and retake.
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>

struct rule {
    struct list_head link;
    void *extra;
};

static LIST_HEAD(rules);

int rules_walk(void)
{
    struct rule *rule;
    int n = 0;

    rcu_read_lock();
    list_for_each_entry_rcu(rule, &rules, link) {
        if (++n % 32 == 0)
            cond_resched_rcu();
    }
    rcu_read_unlock();
    return n;
}

int rule_extend(int id)
{
    struct rule *rule;
    void *extra;

    rcu_read_lock();
    rule = rule_find(id);
    if (!rule) {
        rcu_read_unlock();
        return -ENOENT;
    }
    rcu_read_unlock();

    extra = kmalloc(32, GFP_KERNEL);
    if (!extra)
        return -ENOMEM;

    rcu_read_lock();
    rule = rule_find(id);
    if (rule)
        rule->extra = extra;
    rcu_read_unlock();
    return 0;
}

void rules_free(void)
{
    guard(rcu)();
    list_for_each_entry_rcu_dummy(&rules);
}
