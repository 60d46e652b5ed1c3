// The steps of a refresh at which an instance is killed, and what must be true afterwards.
import { until } from '../until.mjs';
import { RECOVERY_MS, connects, reached } from './callback.mjs';
import { WIRE } from './world.mjs';

/** `lost`: whether the only good refresh token died with the instance. `refreshes`: how many the provider sees. */
export const REFRESH_STEPS = [
  {
    step: 'refresh, before the provider got it',
    hold: ({ toHubSpot }) => toHubSpot.holdRequest(WIRE.asksForTokens),
    rotate: true,
    lost: false,
    refreshes: 1,
  },
  {
    step: 'refresh, rotated but not written',
    hold: ({ toHubSpot }) => toHubSpot.holdAnswer(WIRE.asksForTokens),
    rotate: true,
    lost: true,
    refreshes: 2,
  },
  {
    step: 'refresh, not rotated and not written',
    hold: ({ toHubSpot }) => toHubSpot.holdAnswer(WIRE.asksForTokens),
    rotate: false,
    lost: false,
    refreshes: 2,
  },
  {
    step: 'refresh, rotated and written',
    hold: async ({ toHubSpot, toRedis }) => {
      await toHubSpot.seeAnswer(WIRE.asksForTokens);
      await toRedis.holdAnswer(WIRE.writesRecord);
    },
    rotate: true,
    lost: false,
    refreshes: 1,
  },
].map((step) => ({ ...step, run: killInRefresh }));

async function killInRefresh(world, { hold, lost, refreshes }) {
  const { browser, hubspot, victim, survivor } = world;
  const connection = await browser.connect(survivor);
  await hubspot.expireTokens();
  await hubspot.forget();
  const held = hold(world);
  const abandoned = browser.items(connection, victim);
  if (!(await reached(held))) return { fault: 'the step was never reached' };
  await victim.kill();
  await abandoned;

  const wanted = lost ? 409 : 200;
  const settles = async () => (await browser.items(connection, survivor)).status === wanted;
  const { answer, milliseconds } = await until(settles, { within: RECOVERY_MS, every: 250 });
  if (!answer)
    return { fault: `the items answer ${(await browser.items(connection, survivor)).status}, not ${wanted}` };
  const tally = await hubspot.tally();
  if (tally.refreshes !== refreshes) return { fault: `the provider saw ${tally.refreshes} refreshes` };
  return { fault: await wrongEnd(world, connection, lost), milliseconds };
}

/** What is wrong with the connection: ended where it need not be, or not renewed in its place. */
async function wrongEnd(world, connection, lost) {
  const { browser, survivor } = world;
  const status = lost ? 'reconnect_needed' : 'connected';
  if (!isOnly(await browser.connections(survivor), connection, status)) return `the connection is not ${status}`;
  if (lost && !(await connects(world))) return 'it cannot be connected again';
  return isOnly(await browser.connections(survivor), connection, 'connected')
    ? null
    : 'it is not the same connection again';
}

function isOnly(connections, id, status) {
  return connections.length === 1 && connections[0].id === id && connections[0].status === status;
}
