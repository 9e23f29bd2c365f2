/** How variables, members and flags are spelt by which kernel code says whether its caller may sleep. */

export const permitsSleep = /(^|_)((may|can|could)_?(sleep|block)|sleepable|nonatomic|wait(_q)?_enabled)$|_SLEEP$/i;
export const forbidsSleep = /(^|_)(is|in|no|cant|cannot)_(atomic|sleep|block)$|^atomic$|_(NOSLEEP|NOBLOCK|ATOMIC)$/i;
