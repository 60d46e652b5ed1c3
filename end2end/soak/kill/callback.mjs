// The steps of the callback at which an instance is killed, and what must be true afterwards.
import { connectionIn } from '../browser.mjs';
import { until } from '../until.mjs';
import { WIRE } from './world.mjs';

/** A lease of the dead lasts at most 30 s. */
export const RECOVERY_MS = 35_000;

/** `saved`: whether the connection is there. `replay`: where the same callback leads now. */
export const CALLBACK_STEPS = [
  {
    step: 'callback, before the state is taken',
    hold: ({ toRedis }) => toRedis.holdRequest(WIRE.takesState),
    saved: false,
    replay: 'connected',
  },
  {
    step: 'callback, before the exchange arrives',
    hold: ({ toHubSpot }) => toHubSpot.holdRequest(WIRE.asksForTokens),
    saved: false,
    replay: 'expired',
  },
  {
    step: 'callback, after the exchange',
    hold: ({ toHubSpot }) => toHubSpot.holdAnswer(WIRE.asksForTokens),
    saved: false,
    replay: 'expired',
  },
  {
    step: 'callback, during the account lookup',
    hold: ({ toHubSpot }) => toHubSpot.holdRequest(WIRE.asksWhose),
    saved: false,
    replay: 'expired',
  },
  {
    step: 'callback, before the connection is written',
    hold: async ({ toHubSpot, toRedis }) => {
      await toHubSpot.seeAnswer(WIRE.asksAccount);
      await toRedis.holdRequest(WIRE.writesRecord);
    },
    saved: false,
    replay: 'expired',
  },
  {
    step: 'callback, after the connection was written',
    hold: async ({ toHubSpot, toRedis }) => {
      await toHubSpot.seeAnswer(WIRE.asksAccount);
      await toRedis.holdAnswer(WIRE.writesRecord);
    },
    saved: true,
    replay: 'expired',
  },
].map((step) => ({ ...step, rotate: true, run: killInCallback }));

async function killInCallback(world, { hold, saved, replay }) {
  const { browser, victim, survivor } = world;
  const callback = await browser.authorize(victim);
  const held = hold(world);
  const lost = browser.visit(callback, victim);
  if (!(await reached(held))) return { fault: 'the step was never reached' };
  await victim.kill();
  await lost;

  const half = await halfRecord(world, saved ? 1 : 0);
  if (half) return { fault: half };
  const replayed = await browser.visit(callback, survivor);
  const end = /notice=([a-z]+)/.exec(replayed.headers.location ?? '')?.[1] ?? `${replayed.status}`;
  if (end !== replay) return { fault: `the same callback ended with ${end}` };
  const { answer, milliseconds } = await until(() => connects(world), { within: RECOVERY_MS });
  if (!answer) return { fault: 'a new flow does not connect' };
  return { fault: await halfRecord(world, 1), milliseconds };
}

/** Whether the instance came to the step in time. */
export function reached(held) {
  return Promise.race([held.then(() => true), new Promise((late) => setTimeout(late, 10_000, false).unref())]);
}

/** A flow from start to end, and its items. */
export async function connects({ browser, survivor }) {
  const completed = await browser.visit(await browser.authorize(survivor), survivor);
  const connection = connectionIn(completed);
  return connection !== null && (await browser.items(connection, survivor)).status === 200;
}

/** What is wrong with the records, if there are not just so many whole ones. */
async function halfRecord({ browser, survivor, redis }, expected) {
  const connections = await browser.connections(survivor);
  const records = await redis.keys('*:rec:*');
  const whole = Array.isArray(connections) && connections.every(({ status }) => status === 'connected');
  if (whole && connections.length === expected && records.length === expected) return null;
  return `${records.length} records, of ${expected}; connections: ${JSON.stringify(connections)}`;
}
