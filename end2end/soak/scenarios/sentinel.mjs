// A Sentinel failover under a refresh storm.
import { closing } from '../closing.mjs';
import { Crowd } from '../crowd.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { judgeOutages, outage } from '../stores/outage.mjs';
import { SentinelGroup } from '../stores/sentinel-group.mjs';

/** @param {{failovers: number, members: number}} size */
export function sentinel(checks, { failovers, members }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start());
    const group = await SentinelGroup.start(keep);
    const instances = await startFleet(keep, { store: group.url, provider: hubspot, home });
    const crowd = new Crowd({ home, instances, hubspot });
    await crowd.connect(members);
    const rounds = [];
    for (let round = 0; round < failovers; round++) {
      rounds.push(await outage(crowd, () => group.failOver(), round * 20));
      await group.settle();
    }
    judgeOutages(checks, rounds, instances);
  });
}
