// What befalls a list while it is read: its reader dies, its store dies, and its records change all the time.
import { setTimeout as pause } from 'node:timers/promises';

import { until } from '../until.mjs';
import { leaderOf } from './leader.mjs';
import { windowOf } from './people.mjs';

const [READER_AWAY_MS, STORE_AWAY_MS] = [1_000, 300];
const CHURN_EVERY_MS = 100;
/** A list that does not come on for so long never will: a lease of the dead lasts half a minute. */
const PATIENCE_MS = 120_000;

/** How many records the instance that is furthest has. */
async function loaded({ member, instances }) {
  const answers = await Promise.all(instances.map((instance) => windowOf(member, instance, { count: 1 })));
  return Math.max(...answers.map(({ window }) => window?.progress.loaded ?? 0));
}

/** Waits until so many records are here. */
export async function reach(world, count) {
  const { answer } = await until(async () => (await loaded(world)) >= count, { within: PATIENCE_MS, every: 100 });
  if (!answer) throw new Error(`the list did not come as far as ${count} records`);
}

/**
 * Kills who reads the provider, and starts it again a moment later.
 * Gives the milliseconds until one of them reads on.
 *
 * @param {number} leaseLeft so long the lease of the dead lasts still, in milliseconds; 0: all of its time
 */
export async function killReader({ instances, redis, absences }, leaseLeft) {
  const reader = await leaderOf(instances);
  const began = performance.now();
  const killed = reader.kill();
  const back = absences.during(reader, () => comeBack(reader, killed));
  await killed;
  if (leaseLeft > 0) await cutLeases(redis, leaseLeft);
  const missed = leaderOf(instances).then(() => performance.now() - began);
  await Promise.all([missed, back]);
  return missed;
}

async function comeBack(instance, killed) {
  await killed;
  await pause(READER_AWAY_MS);
  await instance.launch();
}

/** Nobody waits half a minute for each of the dead where time is short. */
async function cutLeases(redis, left) {
  for (const key of await redis.keys('*:lk:*')) await redis.ask('PEXPIRE', key, left);
}

/** Kills Redis, and starts it again a moment later. Gives the milliseconds until somebody reads on. */
export async function restartStore({ redis, instances, absences }) {
  const began = performance.now();
  await absences.during(redis, async () => {
    await redis.crash();
    await pause(STORE_AWAY_MS);
    await redis.launch();
    await until(() => allReady(instances));
  });
  await leaderOf(instances);
  return performance.now() - began;
}

async function allReady(instances) {
  return (await Promise.all(instances.map((instance) => instance.isReady()))).every(Boolean);
}

/** People work at the provider: so many changes a second. `stop` says how many of each kind there were. */
export function startChurn({ sandbox }, rate) {
  const counts = {};
  let [seed, stopped] = [0, false];
  const work = async () => {
    while (!stopped) {
      const done = await sandbox.churn(++seed, Math.ceil((rate * CHURN_EVERY_MS) / 1_000));
      for (const [kind, count] of Object.entries(done)) counts[kind] = (counts[kind] ?? 0) + count;
      await pause(CHURN_EVERY_MS);
    }
  };
  const working = work();
  // What goes wrong is told by `stop`, which may come late.
  working.catch(() => {});
  const stop = async () => {
    stopped = true;
    await working;
    return counts;
  };
  return { stop };
}
