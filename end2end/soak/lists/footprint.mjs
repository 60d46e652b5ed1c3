// What a list takes in Redis: how much memory, and whether all of it ends by itself.
import { inLanes } from '../lanes.mjs';

/** Each question is a connection of its own. */
const LANES = 20;
const SAMPLED_EVERY_MS = 1_000;

/** Watches how much memory Redis uses. `stop` gives the most. */
export function startSampling(redis) {
  let most = 0;
  const sample = async () => (most = Math.max(most, await redis.info('used_memory').catch(() => 0)));
  const timer = setInterval(sample, SAMPLED_EVERY_MS);
  const stop = async () => {
    clearInterval(timer);
    await sample();
    return most;
  };
  return { stop };
}

/** The entries of all logs, in bytes, and the keys that are not among `before` and never end. */
export async function footprintOf(redis, before) {
  const keys = await redis.keys('*');
  const entries = keys.filter((key) => key.includes(':log:'));
  const sizes = await inLanes(entries, LANES, (key) => redis.ask('MEMORY', 'USAGE', key));
  const added = keys.filter((key) => !before.includes(key));
  const lives = await inLanes(added, LANES, (key) => redis.ask('PTTL', key));
  return {
    keys: entries.length,
    bytes: sizes.reduce((total, size) => total + (size ?? 0), 0),
    added: added.length,
    endless: added.filter((_, number) => lives[number] === -1),
    longest: Math.max(0, ...lives),
  };
}
