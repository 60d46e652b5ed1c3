// How a list ends: whether each instance says that all of it is here, and has what the provider has.
import { setTimeout as pause } from 'node:timers/promises';

import { until } from '../until.mjs';
import { copyOf, differences, truthOf } from './copy.mjs';
import { windowOf } from './people.mjs';

/** An export of everything is heavy: it is not asked for at every moment. */
const LOOK_EVERY_MS = 500;
/** Whoever asks by a form is led back. */
const REFRESHED = [200, 302, 303];

/**
 * Waits for the end on all instances, once nothing changes any more and search has seen all that did.
 *
 * @param {{refresh: boolean, trueWithin: number}} size whether somebody asks for a look at the provider;
 *   how many milliseconds the end may take
 */
export async function endOf(world, { refresh, trueWithin }) {
  await pause(world.lag);
  if (refresh) await askForALook(world);
  const truth = await truthOf(world);
  let ends = [];
  const ended = async () => {
    ends = [];
    for (const instance of world.instances) ends.push(await endOn(instance, world, truth));
    return ends.every(({ isTrue }) => isTrue);
  };
  const { milliseconds } = await until(ended, { within: trueWithin, every: LOOK_EVERY_MS });
  return { records: truth.size, ends, milliseconds, isTrue: ends.every(({ isTrue }) => isTrue) };
}

async function askForALook({ member: { browser, connection }, instances }) {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const body = `connection=${connection}`;
  const { status } = await browser.visit('/api/refresh', instances[0], { method: 'POST', headers, body });
  if (!REFRESHED.includes(status)) throw new Error(`a refresh ended with ${status}`);
}

async function endOn(instance, { member }, truth) {
  const { status, window } = await windowOf(member, instance, { count: 1 });
  if (window?.progress.state !== 'complete' || window.matching !== truth.size) {
    return { isTrue: false, status, matching: window?.matching, progress: window?.progress };
  }
  const found = differences(await copyOf(member, instance), truth);
  return { isTrue: found.missing + found.surplus + found.stale === 0, ...found };
}
