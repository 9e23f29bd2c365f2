/** How variables, members and flags are spelt by which kernel code says whether its caller may sleep. */

export const permitsSleep = /(^|_)((may|can|could)_?(sleep|block)|sleepable|nonatomic|wait(_q)?_enabled)$|_SLEEP$/i;
export const forbidsSleep = /(^|_)(is|in|no|not|cant|cannot)_(atomic|sleep|block)$|^atomic$|_(NOSLEEP|NOBLOCK|ATOMIC)$/i;

/** Masks that contain `__GFP_DIRECT_RECLAIM`, include/linux/gfp_types.h. */
export const blockingGfp = /\bGFP_(KERNEL|USER|NOIO|NOFS|KERNEL_ACCOUNT|HIGHUSER|HIGHUSER_MOVABLE|TRANSHUGE)\b|__GFP_DIRECT_RECLAIM|__GFP_RECLAIM\b/;
/** Asks that of a mask, include/linux/gfp.h. */
export const asksForBlocking = 'gfpflags_allow_blocking';
