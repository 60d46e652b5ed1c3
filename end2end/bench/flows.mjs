// Flows a second, in memory, with the embedded file and with Redis, against bare handlers that make as many store calls.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis } from '../stack/redis.mjs';
import { Stack } from '../stack/stack.mjs';
import { line } from './line.mjs';
import { bench, startFloor } from './programs.mjs';

/** Short enough for what an embedded store takes: ten thousand connections. */
const SECONDS = 3;
const ENV = { TRIBUTARY_RATE_LIMITS: 'off' };

/** What `work` gives, with a store of that kind which nobody used before. */
async function withStore(kind, work) {
  const redis = kind === 'redis' ? await Redis.start() : null;
  const folder = kind === 'file' ? await mkdtemp(join(tmpdir(), 'tributary-bench-')) : null;
  try {
    return await work(redis?.url ?? (folder ? `file:${join(folder, 'store')}` : 'memory:'));
  } finally {
    await redis?.stop();
    if (folder) await rm(folder, { recursive: true });
  }
}

async function floors(store) {
  const floor = await startFloor({ store, page: '/dev/null' });
  try {
    return await bench('flows', floor.url, SECONDS);
  } finally {
    await floor.stop();
  }
}

async function ours(store) {
  const stack = await Stack.start({ consent: 'auto', contacts: 1, env: { ...ENV, TRIBUTARY_STORE: store } });
  try {
    return await bench('flows', stack.app.url, SECONDS);
  } finally {
    await stack.stop();
  }
}

async function flows(kind) {
  const measured = await withStore(kind, ours);
  const floor = await withStore(kind, floors);
  const beside = (value) => ({ floor: value, floorIs: 'bare handlers with as many store calls' });
  return [
    line(`whole flows, ${kind}`, 'flows/s', measured.rate, beside(floor.rate)),
    line(`authorize, ${kind}, p50`, 'ms', measured.authorize_p50, beside(floor.authorize_p50)),
    line(`callback, ${kind}, p50`, 'ms', measured.callback_p50, beside(floor.callback_p50)),
  ];
}

export const measureFlows = async () => [...(await flows('memory')), ...(await flows('file')), ...(await flows('redis'))];
