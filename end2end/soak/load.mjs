// A steady stream of requests: so many a second, whether they are answered or not.
import { summary } from './storm.mjs';

const TICK_MS = 10;

/**
 * @param {number} rate requests a second
 * @param {(number: number) => Promise<object>} ask sends the request of that number, and gives an answer of `send`
 * @returns {{stop: () => Promise<object>}} `stop` waits for the answers under way and sums up
 */
export function startLoad(rate, ask) {
  const began = performance.now();
  const asked = [];
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1000) * rate);
    while (asked.length < due) asked.push(ask(asked.length));
  }, TICK_MS);
  const stop = async () => {
    clearInterval(timer);
    const seconds = (performance.now() - began) / 1000;
    return { ...summary(await Promise.all(asked)), 'a second': asked.length / seconds };
  };
  return { stop };
}
