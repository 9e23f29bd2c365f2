/*
 * Just enough of the kernel's types and macros for fixtures to pass a C compiler. Functions are left undeclared (gnu89); those that take
 * saved flags are macros that insist on an `unsigned long` variable.
 */
typedef _Bool bool;
typedef unsigned char u8, __u8, uint8_t;
typedef unsigned short u16, __u16, __be16;
typedef unsigned int u32, __u32, __be32, gfp_t, uint;
typedef unsigned long long u64, __u64, dma_addr_t, sector_t;
typedef signed char s8;
typedef short s16;
typedef int s32, pid_t, umode_t, netdev_tx_t, irqreturn_t, blk_status_t, pm_message_t, __s32;
typedef long long s64, loff_t, ktime_t, __s64;
typedef unsigned long size_t, ulong, netdev_features_t, uintptr_t;
typedef long ssize_t;

#define true 1
#define false 0
#define NULL ((void *)0)
#define __init
#define __exit
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __must_check
#define __always_inline inline
#define noinline
#define notrace
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)
#define __bpf_kfunc
#define __maybe_unused
#define __read_mostly
#define __force
#define __packed
#define asmlinkage
#define likely(x) (x)
#define unlikely(x) (x)
#define BIT(n) (1UL << (n))
#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
#define from_timer(var, p, field) container_of(p, __typeof__(*var), field)
#define timer_container_of(var, p, field) container_of(p, __typeof__(*var), field)
#define from_tasklet(var, p, field) container_of(p, __typeof__(*var), field)
#define to_delayed_work(w) container_of(w, struct delayed_work, work)
#define READ_ONCE(x) (x)
#define WRITE_ONCE(x, v) ((x) = (v))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define IS_ENABLED(x) 0
#define cpu_to_be16(x) (x)
#define htons(x) (x)
#define WARN_ON(x) (x)
#define WARN_ON_ONCE(x) (x)
#define BUG_ON(x) ((void)(x))
#define EXPORT_SYMBOL(x)
#define EXPORT_SYMBOL_GPL(x)
#define THIS_MODULE ((struct module *)0)
#define MODULE_LICENSE(x)
#define MODULE_DEVICE_TABLE(a, b)
#define EXPAND(x) x
#define module_init(f) int init_module_##f(void) { return f(); }
#define module_exit(f) void cleanup_module_##f(void) { f(); }
#define late_initcall(f) module_init(f)
#define device_initcall(f) module_init(f)
#define subsys_initcall(f) module_init(f)
#define module_platform_driver(d) struct platform_driver *driver_##d(void) { return &d; }
#define module_pci_driver(d) struct pci_driver *driver_##d(void) { return &d; }
#define module_usb_driver(d) struct usb_driver *driver_##d(void) { return &d; }
#define module_hid_driver(d) struct hid_driver *driver_##d(void) { return &d; }
#define container_of_const container_of
#define rcu_dereference(p) (p)
#define rcu_assign_pointer(p, v) ((p) = (v))
#define __uint(name, value) int (*name)[value]
#define __type(name, type) type *name
enum { BPF_MAP_TYPE_ARRAY = 2, BPF_MAP_TYPE_HASH = 1 };
struct __sk_buff { int len; };
#define get_cpu_ptr(p) (p)
#define this_cpu_ptr(p) (p)
#define per_cpu_ptr(p, cpu) (p)
#define raw_cpu_ptr(p) (p)
#define per_cpu(v, cpu) (v)
#define this_cpu_write(v, x) ((v) = (x))
#define this_cpu_read(v) (v)
#define this_cpu_inc(v) ((v)++)
#define this_cpu_inc_return(v) (++(v))
#define __this_cpu_inc_return(v) (++(v))
#define this_cpu_dec(v) ((v)--)
#define __this_cpu_dec(v) ((v)--)
#define DEFINE_PER_CPU(type, name) type name
#define DECLARE_PER_CPU(type, name) extern type name
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < 4; (cpu)++)
#define for_each_online_cpu(cpu) for ((cpu) = 0; (cpu) < 4; (cpu)++)

enum { GFP_KERNEL = 1, GFP_ATOMIC = 2, GFP_NOWAIT = 4, GFP_NOIO = 8, GFP_NOFS = 16, __GFP_ZERO = 32, __GFP_ACCOUNT = 64, GFP_KERNEL_ACCOUNT = 65, GFP_USER = 128, __GFP_NOWARN = 256 };
enum { EPERM = 1, ENOENT = 2, EINTR = 4, EIO = 5, EAGAIN = 11, ENOMEM = 12, EFAULT = 14, EBUSY = 16, EEXIST = 17, ENODEV = 19, EINVAL = 22, ENOSPC = 28, EDEADLK = 35, ETIMEDOUT = 110, ERESTARTSYS = 512, ENOTSUPP = 524, EOPNOTSUPP = 95, EALREADY = 114, ERANGE = 34, E2BIG = 7 };
enum { IRQ_NONE, IRQ_HANDLED, IRQ_WAKE_THREAD };
enum { NETDEV_TX_OK, NETDEV_TX_BUSY, NOTIFY_DONE, NOTIFY_OK, NET_RX_DROP, NET_RX_SUCCESS, BLK_STS_OK, NETDEV_UP, NETDEV_DOWN, NETDEV_CHANGE, ETH_P_ALL, ETH_P_IP };
enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };
enum hrtimer_mode { HRTIMER_MODE_REL, HRTIMER_MODE_REL_SOFT, HRTIMER_MODE_ABS_SOFT, HRTIMER_MODE_ABS_HARD, HRTIMER_MODE_REL_HARD, HRTIMER_MODE_ABS, HRTIMER_MODE_REL_PINNED, CLOCK_MONOTONIC };
enum { HZ = 250, IRQF_SHARED = 1, IRQF_ONESHOT = 2, SINGLE_DEPTH_NESTING = 1, GFP_DMA = 512, TASK_INTERRUPTIBLE = 1, HI_SOFTIRQ = 0, TASKLET_SOFTIRQ = 6, BLOCK_SOFTIRQ = 4, NET_TX_SOFTIRQ = 2, NET_RX_SOFTIRQ = 3, SCHED_SOFTIRQ = 7, RCU_SOFTIRQ = 9, IRQ_POLL_SOFTIRQ = 5, TIMER_SOFTIRQ = 1, HRTIMER_SOFTIRQ = 8 };
extern unsigned long jiffies;
extern struct task_struct *current;
extern struct workqueue_struct *system_wq, *system_bh_wq, *system_highpri_wq;

struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next; };
struct hlist_head { struct hlist_node *first; };
struct rb_node { struct rb_node *left; };
struct rb_root { struct rb_node *node; };
struct rcu_head { int x; };
struct kref { int x; };
typedef struct { int counter; } atomic_t, refcount_t, local_t, atomic64_t;
typedef struct { int x; } spinlock_t, rwlock_t, seqlock_t, local_lock_t, wait_queue_head_t, local_trylock_t;
typedef struct { int raw; } raw_spinlock_t;
typedef struct { int resilient; } rqspinlock_t;
struct bpf_map { unsigned int key_size, value_size, max_entries; };
struct bpf_map_ops {
	long (*map_update_elem)(), (*map_delete_elem)(), (*map_push_elem)(), (*map_pop_elem)();
	void *(*map_lookup_elem)();
};
struct bpf_spin_lock { int x; };
struct bpf_res_spin_lock { int x; };
struct mutex { int x; };
struct rw_semaphore { int x; };
struct semaphore { int x; };
struct completion { int x; };
struct lock_class_key { int x; };
struct srcu_struct { int x; };
struct timer_list { void (*function)(struct timer_list *); unsigned long expires; };
struct hrtimer { enum hrtimer_restart (*function)(struct hrtimer *); };
struct work_struct { void (*func)(struct work_struct *); };
struct delayed_work { struct work_struct work; };
struct irq_work { void (*func)(struct irq_work *); };
struct tasklet_struct { void (*func)(unsigned long); void (*callback)(struct tasklet_struct *); };
struct napi_struct { int x; };
struct sk_buff { int len; void *data; char cb[48]; void *dev; };
struct module { int x; };
struct notifier_block { int (*notifier_call)(struct notifier_block *, unsigned long, void *); };
struct device { void *driver_data; void *dev; };
/* Callbacks are plain pointers: their types are not what is tested. */
struct file_operations { void *owner, *open, *release, *read, *write, *unlocked_ioctl, *poll; };
struct net_device_ops { void *ndo_open, *ndo_stop, *ndo_start_xmit, *ndo_do_ioctl, *ndo_tx_timeout, *ndo_set_rx_mode, *ndo_eth_ioctl; };
struct net_device { const struct net_device_ops *netdev_ops; int irq; };
struct driver { const char *name; void *pm; };
struct platform_device { struct device dev; };
struct platform_driver { void *probe, *remove, *suspend, *resume, *shutdown; struct driver driver; };
struct hid_driver { const char *name; void *raw_event, *probe, *remove; };
struct dev_pm_ops { void *suspend, *resume, *suspend_noirq, *resume_noirq; };
struct snd_pcm_ops { void *open, *close, *prepare, *trigger, *pointer; };
struct uart_port { spinlock_t lock; int irq; void *private_data; const struct uart_ops *ops; };
struct uart_ops { void *startup, *shutdown, *stop_rx, *stop_tx, *start_tx, *set_termios; };
struct input_dev { void *open, *close; };
struct urb { void *context; int status; };
struct packet_type { int type; void *func; };
struct ctl_table { void *proc_handler; };
struct proto_ops { void *connect, *release; };
struct file { void *private_data; };
struct inode { void *i_private; };

#define LIST_HEAD(n) struct list_head n
#define DEFINE_SPINLOCK(n) spinlock_t n
#define DEFINE_RAW_SPINLOCK(n) raw_spinlock_t n
#define DEFINE_RWLOCK(n) rwlock_t n
#define DEFINE_SEQLOCK(n) seqlock_t n
#define DEFINE_MUTEX(n) struct mutex n
#define DECLARE_RWSEM(n) struct rw_semaphore n
#define DEFINE_TIMER(n, f) struct timer_list n = { f }
#define DECLARE_WORK(n, f) struct work_struct n = { f }
#define DECLARE_DELAYED_WORK(n, f) struct delayed_work n = { { f } }
#define DECLARE_TASKLET(n, f) struct tasklet_struct n = { 0, f }
#define __SPIN_LOCK_UNLOCKED(x) { 0 }
#define INIT_LOCAL_LOCK(x) { 0 }
#define list_entry container_of
#define list_first_entry(head, type, member) container_of((head)->next, type, member)
#define list_first_entry_or_null(head, type, member) list_first_entry(head, type, member)
#define list_for_each_entry(pos, head, member) for (pos = container_of((head)->next, __typeof__(*pos), member); &pos->member != (head); pos = container_of(pos->member.next, __typeof__(*pos), member))
#define list_for_each_entry_rcu(pos, head, member) list_for_each_entry(pos, head, member)
#define list_for_each_entry_safe(pos, n, head, member) for (pos = container_of((head)->next, __typeof__(*pos), member), n = pos; &pos->member != (head); pos = n)

/* The flags must be a variable of the right type. */
#define flags_of(flags) ({ unsigned long *flags_pointer = &(flags); *flags_pointer = 0; })
#define spin_lock_irqsave(lock, flags) ({ flags_of(flags); take_spin(lock); })
#define spin_trylock_irqsave(lock, flags) ({ flags_of(flags); take_spin(lock); 1; })
#define spin_unlock_irqrestore(lock, flags) ({ flags_of(flags); drop_spin(lock); })
#define spin_lock_irqsave_nested(lock, flags, subclass) ({ flags_of(flags); take_spin(lock); })
#define raw_spin_lock_irqsave(lock, flags) ({ flags_of(flags); take_raw(lock); })
#define raw_spin_trylock_irqsave(lock, flags) ({ flags_of(flags); take_raw(lock); 1; })
#define raw_spin_unlock_irqrestore(lock, flags) ({ flags_of(flags); drop_raw(lock); })
#define raw_res_spin_lock_init(lock) ((void)(rqspinlock_t *)(lock))
#define raw_res_spin_lock(lock) ({ rqspinlock_t *resilient_pointer = (lock); (void)resilient_pointer; 0; })
#define raw_res_spin_unlock(lock) ((void)raw_res_spin_lock(lock))
#define raw_res_spin_lock_irqsave(lock, flags) ({ flags_of(flags); raw_res_spin_lock(lock); })
#define raw_res_spin_unlock_irqrestore(lock, flags) ({ flags_of(flags); raw_res_spin_unlock(lock); })
#define read_lock_irqsave(lock, flags) flags_of(flags)
#define read_unlock_irqrestore(lock, flags) flags_of(flags)
#define write_lock_irqsave(lock, flags) flags_of(flags)
#define write_unlock_irqrestore(lock, flags) flags_of(flags)
#define write_seqlock_irqsave(lock, flags) flags_of(flags)
#define write_sequnlock_irqrestore(lock, flags) flags_of(flags)
#define local_irq_save(flags) flags_of(flags)
#define local_irq_restore(flags) flags_of(flags)
#define local_lock_irqsave(lock, flags) flags_of(flags)
#define local_unlock_irqrestore(lock, flags) flags_of(flags)
#define uart_port_lock_irqsave(port, pointer) ({ unsigned long *flags_pointer = (pointer); *flags_pointer = 0; })
#define uart_port_unlock_irqrestore(port, flags) flags_of(flags)

/* Wrong numbers of arguments do not pass. */
#define spin_lock(lock) take_spin(lock)
#define spin_lock_bh(lock) take_spin(lock)
#define spin_lock_irq(lock) take_spin(lock)
#define spin_unlock(lock) drop_spin(lock)
#define spin_unlock_bh(lock) drop_spin(lock)
#define spin_unlock_irq(lock) drop_spin(lock)
#define raw_spin_lock(lock) take_raw(lock)
#define raw_spin_lock_irq(lock) take_raw(lock)
#define raw_spin_unlock(lock) drop_raw(lock)
#define raw_spin_unlock_irq(lock) drop_raw(lock)
#define local_irq_disable() (void)0
#define local_irq_enable() (void)0
void take_spin(spinlock_t *lock), drop_spin(spinlock_t *lock);
void take_raw(void *lock), drop_raw(void *lock);

/* A guard's name is pasted, so that one that does not exist does not pass. */
enum { guard_spinlock, guard_spinlock_bh, guard_spinlock_irq, guard_spinlock_irqsave, guard_raw_spinlock, guard_raw_spinlock_irq, guard_raw_spinlock_irqsave, guard_mutex, guard_rcu, guard_irqsave, guard_irq, guard_read_lock, guard_write_lock, guard_read_lock_irqsave, guard_write_lock_irqsave, guard_preempt };
void enter_guard(int kind, ...);
#define GUARD_NAME(a, b) a##b
#define guard(name) (void)GUARD_NAME(guard_, name), enter_guard_of
void enter_guard_of();
extern int guard_once;
#define scoped_guard(name, ...) for (guard_once = GUARD_NAME(guard_, name) + 1; guard_once; guard_once = 0)

#define SEC(name) __attribute__((section(name)))
