// SIGKILL at each step of the callback and of a refresh: nothing half, nothing stuck, the next attempt succeeds.
import { closing } from '../closing.mjs';
import { CALLBACK_STEPS } from '../kill/callback.mjs';
import { REFRESH_STEPS } from '../kill/refresh.mjs';
import { startWorld } from '../kill/world.mjs';
import { inLanes } from '../lanes.mjs';

const STEPS = [...CALLBACK_STEPS, ...REFRESH_STEPS];

/** @param {{kills: number, lanes: number}} size `kills` at each step, so many at a time */
export async function kill(checks, { kills, lanes }) {
  const jobs = STEPS.flatMap((step) => Array(kills).fill(step));
  const outcomes = await inLanes(jobs, lanes, killOnce);
  for (const [number, { step }] of STEPS.entries()) {
    const own = outcomes.slice(number * kills, (number + 1) * kills);
    const faults = own.flatMap(({ fault }) => fault ?? []);
    const slowest = Math.max(...own.map(({ milliseconds }) => milliseconds ?? 0));
    const figures = { kills, recovered: kills - faults.length, 'slowest ms': slowest };
    checks.that(step, faults.length === 0, faults.length ? { ...figures, fault: faults[0] } : figures);
  }
}

/** One kill in a world of its own; a world that breaks is a fault like any other. */
function killOnce(step) {
  return closing(async (keep) => {
    const world = await startWorld(keep, step);
    const outcome = await step.run(world, step);
    if (world.survivor.hasPanicked) return { fault: 'the survivor panicked' };
    return outcome;
  }).catch((error) => ({ fault: error.message.split('\n')[0] }));
}
