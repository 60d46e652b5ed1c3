// Small sums over what was measured.
import { readFile } from 'node:fs/promises';

/** The value that `share` (0 to 1) of the numbers do not exceed; 0 of none. */
export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** How often each name occurs: `{200: 12, 503: 1}`. */
export function counted(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** A field of `/proc/{pid}/status`, such as `VmRSS` or `VmHWM`, in MB (Linux). */
export async function memory(pid, field) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)[1]) / 1024;
}
