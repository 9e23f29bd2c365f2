/** What bit operations leave behind: `T` a set bit, `F` a cleared one, `?` either. All take the bit's number and the word's address (include/linux/bitops.h). */
export const bitOperations: readonly { readonly api: string; readonly leaves: 'T' | 'F' | '?' }[] = [
  ...['set_bit', '__set_bit', 'test_and_set_bit', '__test_and_set_bit', 'test_and_set_bit_lock'].map((api) => ({ api, leaves: 'T' }) as const),
  ...['clear_bit', '__clear_bit', 'clear_bit_unlock', '__clear_bit_unlock', 'test_and_clear_bit', '__test_and_clear_bit'].map((api) => ({ api, leaves: 'F' }) as const),
  ...['change_bit', '__change_bit', 'test_and_change_bit', '__test_and_change_bit', 'assign_bit', '__assign_bit'].map((api) => ({ api, leaves: '?' }) as const),
];
