extern spinlock_t reap_lock;
void reap_now(void);
