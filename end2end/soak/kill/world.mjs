// Two instances, of which one speaks to the store and the provider through gates: the one that will be killed.
import { Browser } from '../browser.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { Gate } from '../gate.mjs';
import { HubSpot } from '../hubspot.mjs';
import { RedisNode } from '../redis-node.mjs';

/** @param {{rotate: boolean}} options whether refresh tokens rotate, and a replayed one ends the grant */
export async function startWorld(keep, { rotate }) {
  const home = await publicAddress();
  const hubspot = keep(await HubSpot.start({ rotate }));
  const redis = keep(await RedisNode.start());
  const toRedis = keep(await Gate.start(redis.port));
  const toHubSpot = keep(await Gate.start(hubspot.port));
  const gated = {
    TRIBUTARY_STORE: `redis://127.0.0.1:${toRedis.port}/`,
    HUBSPOT_API_URL: `http://127.0.0.1:${toHubSpot.port}`,
  };
  const each = (number) => (number === 0 ? gated : {});
  const [victim, survivor] = await startFleet(keep, { count: 2, store: redis.url, provider: hubspot, home, each });
  return { hubspot, redis, toRedis, toHubSpot, victim, survivor, browser: new Browser(home) };
}

/** Requests as they look on the wire. */
export const WIRE = {
  takesState: /:st:/,
  asksForTokens: /^POST \/oauth\/[^/ ]+\/token HTTP/m,
  asksWhose: /^POST \/oauth\/[^/ ]+\/token\/introspect HTTP/m,
  asksAccount: /^GET \/account-info\//m,
  /** One command of those that write, on a record's key. */
  writesRecord: /\$\d+\r\n(?:EVAL|EVALSHA|SET)\r\n(?:(?!\r\n\*\d+\r\n\$)[^])*?:rec:/i,
};
