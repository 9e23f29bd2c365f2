/** What bit operations leave behind: `T` a set bit, `F` a cleared one. All take the bit's number and the word's address (include/linux/bitops.h). */
export const bitsLeft: ReadonlyMap<string, 'T' | 'F'> = new Map([
  ...['set_bit', '__set_bit', 'test_and_set_bit', '__test_and_set_bit', 'test_and_set_bit_lock'].map((name) => [name, 'T'] as const),
  ...['clear_bit', '__clear_bit', 'clear_bit_unlock', '__clear_bit_unlock', 'test_and_clear_bit', '__test_and_clear_bit'].map((name) => [name, 'F'] as const),
]);
