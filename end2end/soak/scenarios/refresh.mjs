// Refresh exactly once: three instances, one connection, everybody asks at the moment of expiry.
import { setTimeout as pause } from 'node:timers/promises';

import { Browser } from '../browser.mjs';
import { closing } from '../closing.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { RedisNode } from '../redis-node.mjs';
import { storm } from '../storm.mjs';
import { StrictProvider } from '../strict-provider.mjs';

const INSTANCES = 3;
/** So long a refresh is under way while the other instances notice that one is due. */
const TOKENS_TAKE_MS = 50;
/** Two storms at once would be more calls than the provider's budget allows: each has its own window. */
const BUDGET_WINDOW_MS = 1_500;

/** @param {{rounds: number, requests: number}} size `requests` to each instance */
export async function refresh(checks, size) {
  await against('the sandbox', slowHubSpot, checks, size);
  await against('oidc-provider', (home) => StrictProvider.start(home, TOKENS_TAKE_MS), checks, size);
}

async function slowHubSpot() {
  const hubspot = await HubSpot.start();
  await hubspot.slowTokens(TOKENS_TAKE_MS, 1_000_000);
  return hubspot;
}

function against(name, startProvider, checks, { rounds, requests }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const provider = keep(await startProvider(home));
    const redis = keep(await RedisNode.start());
    const instances = await startFleet(keep, { count: INSTANCES, store: redis.url, provider, home });
    const browser = new Browser(home);
    const connection = await browser.connect(instances[0]);
    await browser.introduce(connection, instances);
    const results = [];
    for (let round = 0; round < rounds; round++) {
      await pause(BUDGET_WINDOW_MS);
      await provider.expireTokens();
      await provider.forget();
      const answers = await storm(requests * INSTANCES, (number) =>
        browser.items(connection, instances[number % INSTANCES]),
      );
      results.push({ ...answers, ...(await provider.tally()) });
    }
    judge(name, checks, results, await browser.connections(instances[0]));
  });
}

function judge(name, checks, results, connections) {
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  const worst = Math.max(...results.map(({ p99 }) => p99));
  const statuses = results.find(({ failed }) => failed > 0)?.statuses ?? { 200: results[0].requests };
  checks.that(`${name}: no request fails`, sum('failed') === 0, {
    requests: sum('requests'),
    'worst p99 ms': worst,
    statuses,
  });
  checks.that(
    `${name}: one refresh each time`,
    results.every(({ refreshes }) => refreshes === 1),
    {
      rounds: results.length,
      refreshes: sum('refreshes'),
    },
  );
  checks.that(`${name}: no invalid_grant`, sum('refused') === 0, { refused: sum('refused') });
  checks.that(`${name}: the connection lives`, connections[0]?.status === 'connected', {
    status: connections[0]?.status,
  });
}
