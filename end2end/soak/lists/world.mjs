// Three instances on one Redis, an account with many contacts, and somebody who is connected to it.
import { Browser } from '../browser.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { lastingPort } from '../port.mjs';
import { RedisNode } from '../redis-node.mjs';
import { Absences } from './absences.mjs';

const INSTANCES = 3;
/** What HubSpot allows an app, and how long its search does not see a write. */
const [PACE, LAG_MS] = ['110/10s', 2_000];

/** @param {{contacts: number, pageTakes: number}} size `pageTakes`: milliseconds that a page is held back */
export async function startWorld(keep, { contacts, pageTakes }) {
  const home = await publicAddress();
  const hubspot = keep(await HubSpot.start({ contacts, budget: PACE, searchLag: LAG_MS }));
  const pages = { method: 'GET', path_prefix: '/crm/objects/', times: 1_000_000, delay_ms: pageTakes };
  if (pageTakes > 0) await hubspot.sandbox.fault(pages);
  const redis = keep(await RedisNode.start());
  const ports = await Promise.all(Array.from({ length: INSTANCES }, lastingPort));
  const each = (number) => ({ TRIBUTARY_METRICS_LISTEN: `127.0.0.1:${ports[number]}` });
  const instances = await startFleet(keep, { count: INSTANCES, store: redis.url, provider: hubspot, home, each });
  // What a probe leaves in Redis is no part of the list.
  await Promise.all(instances.map((instance) => instance.isReady()));
  const browser = new Browser(home);
  const member = { browser, connection: await browser.connect(instances[0]) };
  return { sandbox: hubspot.sandbox, redis, instances, member, absences: new Absences(), lag: LAG_MS };
}
