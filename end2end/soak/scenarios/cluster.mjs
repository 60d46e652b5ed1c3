// A cluster that moves a third of its slots to and fro while tokens are refreshed.
import { closing } from '../closing.mjs';
import { Crowd } from '../crowd.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { startLoad } from '../load.mjs';
import { Cluster } from '../stores/cluster.mjs';

/** Short, so that some token is always due. */
const TOKEN_LIVES_SECONDS = 6;

/** @param {{moves: number, slots: number, members: number, rate: number}} size `slots` of 16,384 move each time */
export function cluster(checks, { moves, slots, members, rate }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start({ tokenTtl: TOKEN_LIVES_SECONDS }));
    const nodes = await Cluster.start(keep);
    const instances = await startFleet(keep, { store: nodes.url, provider: hubspot, home });
    const crowd = new Crowd({ home, instances, hubspot });
    await crowd.connect(members);
    await hubspot.forget();
    const load = startLoad(rate, crowd.ask);
    for (let move = 0; move < moves; move++) await nodes.reshard(slots, move % 2 === 1);
    const answers = await load.stop();
    const { lost, milliseconds } = await crowd.recover();
    const { refreshes, refused } = await hubspot.tally();
    checks.that('no request fails while slots move', answers.failed === 0, { moves, slots, ...answers });
    checks.that('no connection is lost', lost.length === 0, { lost: lost.length, 'all serve after ms': milliseconds });
    checks.that('no token is redeemed twice', refused === 0, { refreshes, refused });
    checks.that('nobody panics', !instances.some(({ hasPanicked }) => hasPanicked));
  });
}
