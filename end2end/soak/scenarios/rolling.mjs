// A rolling restart behind HAProxy under load: no request fails, and each instance ends in time.
import { setTimeout as pause } from 'node:timers/promises';

import { closing } from '../closing.mjs';
import { Crowd } from '../crowd.mjs';
import { RATE_LIMITED, publicAddress, startFleet } from '../fleet.mjs';
import { CHECK_MS, HaProxy } from '../haproxy.mjs';
import { HubSpot } from '../hubspot.mjs';
import { startLoad } from '../load.mjs';
import { RedisNode } from '../redis-node.mjs';
import { StalledSockets } from '../stalled.mjs';

const EXIT_WITHIN_MS = 20_000;
/** Longer than HAProxy takes to see that an instance is not ready any more. */
const DRAIN_DELAY_SECONDS = 1;
/** Load on all three, before each stop. */
const CALM_MS = 1_000;

/** @param {{rounds: number, rate: number, members: number, stalled: number}} size `stalled`: sockets at the first one */
export function rolling(checks, { rounds, rate, members, stalled }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start());
    const redis = keep(await RedisNode.start());
    const env = { ...RATE_LIMITED, TRIBUTARY_DRAIN_DELAY: `${DRAIN_DELAY_SECONDS}` };
    const instances = await startFleet(keep, { store: redis.url, provider: hubspot, home, env });
    const proxy = keep(await HaProxy.start({ port: home.port, instances }));
    await proxy.seesAll(instances);
    const crowd = new Crowd({ home, instances: [proxy], hubspot });
    await crowd.connect(members);
    const load = startLoad(rate, (number) => askInTurn(crowd, number));
    keep(await StalledSockets.open(stalled, instances[0].port));
    const exits = [];
    for (const instance of Array(rounds).fill(instances).flat()) {
      await pause(CALM_MS);
      exits.push(await instance.terminate());
      await instance.launch();
      await proxy.seesAll(instances);
    }
    const answers = await load.stop();
    checks.that('no request fails', answers.failed === 0, answers);
    const slowest = Math.max(...exits);
    checks.that('each instance ends within 20 s, with sockets that stall', slowest <= EXIT_WITHIN_MS, {
      stalled,
      'slowest ms': slowest,
    });
    checks.that('each goes on while HAProxy looks', Math.min(...exits) > CHECK_MS, {
      'quickest ms': Math.min(...exits),
    });
    checks.that('nobody panics', !instances.some(({ hasPanicked }) => hasPanicked));
  });
}

/** Pages, lists and items in turn. */
function askInTurn(crowd, number) {
  const { browser } = crowd.members[number % crowd.members.length];
  if (number % 3 === 0) return browser.visit('/', crowd.at(0));
  if (number % 3 === 1) return browser.visit('/api/connections', crowd.at(0));
  return crowd.ask(number);
}
