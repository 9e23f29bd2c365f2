/** Lock functions that differ only in what they mask, and other calls that have a gentler form: what a fix may put in place of what. */

/** What a form masks besides preemption. `plain` masks nothing. */
export type Mask = 'plain' | 'bh' | 'irq' | 'irqsave';

/** Functions by what they mask; a form that does not exist is absent. */
export type Flavours = Readonly<Partial<Record<Mask, string>>>;

/** One way of taking a lock and its release, in every form. */
export interface FlavourRow {
  readonly take: Flavours;
  readonly release: Flavours;
  /** Taking saves the flags through `&flags`. */
  readonly flagsByAddress?: boolean;
}

const spinRelease = { plain: 'spin_unlock', bh: 'spin_unlock_bh', irq: 'spin_unlock_irq', irqsave: 'spin_unlock_irqrestore' } as const;
const rawRelease = { plain: 'raw_spin_unlock', bh: 'raw_spin_unlock_bh', irq: 'raw_spin_unlock_irq', irqsave: 'raw_spin_unlock_irqrestore' } as const;
const writeRelease = { plain: 'write_unlock', bh: 'write_unlock_bh', irq: 'write_unlock_irq', irqsave: 'write_unlock_irqrestore' } as const;
const uartRelease = { plain: 'uart_port_unlock', irq: 'uart_port_unlock_irq', irqsave: 'uart_port_unlock_irqrestore' } as const;
const localRelease = { plain: 'local_unlock', irq: 'local_unlock_irq', irqsave: 'local_unlock_irqrestore' } as const;

export const flavours: readonly FlavourRow[] = [
  { take: { plain: 'spin_lock', bh: 'spin_lock_bh', irq: 'spin_lock_irq', irqsave: 'spin_lock_irqsave' }, release: spinRelease },
  { take: { plain: 'spin_trylock', bh: 'spin_trylock_bh', irq: 'spin_trylock_irq', irqsave: 'spin_trylock_irqsave' }, release: spinRelease },
  { take: { plain: 'spin_lock_nested', bh: 'spin_lock_bh_nested', irqsave: 'spin_lock_irqsave_nested' }, release: spinRelease },
  { take: { plain: 'raw_spin_lock', bh: 'raw_spin_lock_bh', irq: 'raw_spin_lock_irq', irqsave: 'raw_spin_lock_irqsave' }, release: rawRelease },
  { take: { plain: 'raw_spin_trylock', bh: 'raw_spin_trylock_bh', irq: 'raw_spin_trylock_irq', irqsave: 'raw_spin_trylock_irqsave' }, release: rawRelease },
  { take: { plain: 'raw_spin_lock_nested', irqsave: 'raw_spin_lock_irqsave_nested' }, release: rawRelease },
  {
    take: { plain: 'read_lock', bh: 'read_lock_bh', irq: 'read_lock_irq', irqsave: 'read_lock_irqsave' },
    release: { plain: 'read_unlock', bh: 'read_unlock_bh', irq: 'read_unlock_irq', irqsave: 'read_unlock_irqrestore' },
  },
  { take: { plain: 'write_lock', bh: 'write_lock_bh', irq: 'write_lock_irq', irqsave: 'write_lock_irqsave' }, release: writeRelease },
  { take: { plain: 'write_trylock', irqsave: 'write_trylock_irqsave' }, release: writeRelease },
  {
    take: { plain: 'write_seqlock', bh: 'write_seqlock_bh', irq: 'write_seqlock_irq', irqsave: 'write_seqlock_irqsave' },
    release: { plain: 'write_sequnlock', bh: 'write_sequnlock_bh', irq: 'write_sequnlock_irq', irqsave: 'write_sequnlock_irqrestore' },
  },
  {
    take: { plain: 'read_seqlock_excl', bh: 'read_seqlock_excl_bh', irq: 'read_seqlock_excl_irq', irqsave: 'read_seqlock_excl_irqsave' },
    release: { plain: 'read_sequnlock_excl', bh: 'read_sequnlock_excl_bh', irq: 'read_sequnlock_excl_irq', irqsave: 'read_sequnlock_excl_irqrestore' },
  },
  { take: { plain: 'local_lock', irq: 'local_lock_irq', irqsave: 'local_lock_irqsave' }, release: localRelease },
  {
    take: { plain: 'raw_res_spin_lock', irqsave: 'raw_res_spin_lock_irqsave' },
    release: { plain: 'raw_res_spin_unlock', irqsave: 'raw_res_spin_unlock_irqrestore' },
  },
  { take: { plain: 'atomic_dec_and_lock', irqsave: 'atomic_dec_and_lock_irqsave' }, release: spinRelease },
  { take: { plain: 'refcount_dec_and_lock', irqsave: 'refcount_dec_and_lock_irqsave' }, release: spinRelease },
  { take: { plain: 'uart_port_lock', irq: 'uart_port_lock_irq', irqsave: 'uart_port_lock_irqsave' }, release: uartRelease, flagsByAddress: true },
  {
    take: { plain: 'snd_pcm_stream_lock', irq: 'snd_pcm_stream_lock_irq', irqsave: 'snd_pcm_stream_lock_irqsave' },
    release: { plain: 'snd_pcm_stream_unlock', irq: 'snd_pcm_stream_unlock_irq', irqsave: 'snd_pcm_stream_unlock_irqrestore' },
  },
  { take: { plain: 'netif_tx_lock', bh: 'netif_tx_lock_bh' }, release: { plain: 'netif_tx_unlock', bh: 'netif_tx_unlock_bh' } },
  { take: { plain: 'netif_addr_lock', bh: 'netif_addr_lock_bh' }, release: { plain: 'netif_addr_unlock', bh: 'netif_addr_unlock_bh' } },
  { take: { irq: 'local_irq_disable', irqsave: 'local_irq_save' }, release: { irq: 'local_irq_enable', irqsave: 'local_irq_restore' } },
];

/** Allocation masks that may sleep, and what stands for each where that is forbidden; include/linux/gfp_types.h. */
export const atomicMasks: Readonly<Record<string, string>> = {
  GFP_KERNEL: 'GFP_ATOMIC',
  GFP_NOIO: 'GFP_ATOMIC',
  GFP_NOFS: 'GFP_ATOMIC',
  GFP_KERNEL_ACCOUNT: 'GFP_ATOMIC | __GFP_ACCOUNT',
};

/** Calls that wait for a callback → the form that only stops it from starting. Same arguments; the result may mean something else. */
export const formsThatDoNotWait: Readonly<Record<string, string>> = {
  timer_delete_sync: 'timer_delete',
  del_timer_sync: 'del_timer',
  timer_shutdown_sync: 'timer_shutdown',
  cancel_work_sync: 'cancel_work',
  cancel_delayed_work_sync: 'cancel_delayed_work',
  disable_work_sync: 'disable_work',
  disable_delayed_work_sync: 'disable_delayed_work',
  hrtimer_cancel: 'hrtimer_try_to_cancel',
  disable_irq: 'disable_irq_nosync',
};

/** Calls that spin until they have the lock → the form that tries once and is true if it has. Same arguments. */
export const formsThatMayFail: Readonly<Record<string, string>> = {
  spin_lock: 'spin_trylock',
  spin_lock_irqsave: 'spin_trylock_irqsave',
  raw_spin_lock: 'raw_spin_trylock',
  raw_spin_lock_irqsave: 'raw_spin_trylock_irqsave',
};

/** How a spinlock becomes an rqspinlock, whose acquisition gives up with an error; include/asm-generic/rqspinlock.h. Same arguments. */
export const resilientSpinlock = {
  /** First kernel that has it. */
  since: '6.15',
  header: 'asm/rqspinlock.h',
  types: ['spinlock_t', 'raw_spinlock_t'],
  type: 'rqspinlock_t',
  takes: {
    spin_lock: 'raw_res_spin_lock', spin_lock_irqsave: 'raw_res_spin_lock_irqsave',
    raw_spin_lock: 'raw_res_spin_lock', raw_spin_lock_irqsave: 'raw_res_spin_lock_irqsave',
  } as Readonly<Record<string, string>>,
  others: {
    spin_unlock: 'raw_res_spin_unlock', spin_unlock_irqrestore: 'raw_res_spin_unlock_irqrestore',
    raw_spin_unlock: 'raw_res_spin_unlock', raw_spin_unlock_irqrestore: 'raw_res_spin_unlock_irqrestore',
    spin_lock_init: 'raw_res_spin_lock_init', raw_spin_lock_init: 'raw_res_spin_lock_init',
  } as Readonly<Record<string, string>>,
} as const;
