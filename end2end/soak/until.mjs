// Waits for another process: asks again and again, within a bound.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks until the answer is truthy and gives it, with the milliseconds that it took.
 * Past `within` milliseconds `answer` is what was last said.
 */
export async function until(ask, { within = 10_000, every = 10 } = {}) {
  const began = performance.now();
  for (;;) {
    const answer = await ask();
    const milliseconds = performance.now() - began;
    if (answer || milliseconds > within) return { answer, milliseconds };
    await pause(every);
  }
}
