/** Which allocation masks may sleep. */

/** Masks that contain `__GFP_DIRECT_RECLAIM`, include/linux/gfp_types.h. */
export const blockingGfp = /\bGFP_(KERNEL|USER|NOIO|NOFS|KERNEL_ACCOUNT|HIGHUSER|HIGHUSER_MOVABLE|TRANSHUGE)\b|__GFP_DIRECT_RECLAIM|__GFP_RECLAIM\b/;
