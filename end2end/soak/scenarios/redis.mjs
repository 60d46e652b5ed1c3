// Redis killed and restarted under load: no connection lost, nothing redeemed twice, ready again at once.
import { closing } from '../closing.mjs';
import { Crowd } from '../crowd.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { RedisNode } from '../redis-node.mjs';
import { judgeOutages, outage } from '../stores/outage.mjs';

const AWAY_MS = 300;
/** The blow falls at another moment of the storm each time. */
const moment = (round) => (round * 7) % 60;

/** @param {{outages: number, members: number}} size */
export function redis(checks, { outages, members }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start());
    const node = keep(await RedisNode.start());
    const instances = await startFleet(keep, { store: node.url, provider: hubspot, home });
    const crowd = new Crowd({ home, instances, hubspot });
    await crowd.connect(members);
    const restart = async () => {
      await node.crash();
      await new Promise((wake) => setTimeout(wake, AWAY_MS));
      await node.launch();
    };
    const rounds = [];
    for (let round = 0; round < outages; round++) rounds.push(await outage(crowd, restart, moment(round)));
    judgeOutages(checks, rounds, instances);
  });
}
