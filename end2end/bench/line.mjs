// A line of the table: what was measured, and against what.

/**
 * @param {string} name
 * @param {string} unit
 * @param {number} value
 * @param {{floor?: number, floorIs?: string, records?: number, bound?: number}} [beside]
 *   `floor`: what a floor or a peer took in the same run; `bound`: what it must not pass (or, where more is
 *   better, not fall below)
 */
export const line = (name, unit, value, beside = {}) => ({ name, unit, value, ...beside });

export const median = (numbers) => percentile(numbers, 0.5);

export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The line with its ratio, where it has a floor. */
export const compared = (one) => (one.floor ? { ...one, ratio: one.value / one.floor } : one);

/** One line of text. */
export function text({ name, unit, value, ratio, floorIs, records }) {
  const digits = unit === 'ms' ? 2 : 0;
  const grouped = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const size = records ? records.toLocaleString('en') : '';
  const beside = ratio ? `${ratio.toFixed(2)} × ${floorIs}` : '';
  return `${name.padEnd(46)}${size.padStart(10)}${grouped.padStart(14)} ${unit.padEnd(8)} ${beside}`;
}
