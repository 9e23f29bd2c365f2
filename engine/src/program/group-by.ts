/** Rows by a key, in the order in which they came. */
export function groupBy<K, T>(rows: Iterable<T>, key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const own = key(row);
    const group = groups.get(own);
    if (group) group.push(row);
    else groups.set(own, [row]);
  }
  return groups;
}
