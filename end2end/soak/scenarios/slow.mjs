// Slow clients: while a thousand connections stall, everybody else is served at once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { closing } from '../closing.mjs';
import { percentile } from '../figures.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { StalledSockets } from '../stalled.mjs';
import { until } from '../until.mjs';
import { newAgent, send } from '../wire.mjs';

const PROBE_EVERY_MS = 20;
const P99_MS = 250;
/** Ten seconds for a head or a body, and one for us. */
const CUT_WITHIN_MS = 11_000;
/** slowhttptest's ways: slow heads, slow bodies, ranges. */
const WAYS = {
  heads: ['-H', '-x', '24'],
  bodies: ['-B', '-s', '8192', '-x', '10'],
  ranges: ['-R', '-a', '10', '-b', '3000'],
};
/** Others come from another address than the attacker. */
const ELSEWHERE = '127.0.0.2';

/** @param {{sockets: number, connections: number, seconds: number}} size `connections` of slowhttptest; 0: none */
export function slow(checks, { sockets, connections, seconds }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start());
    const [instance] = await startFleet(keep, { count: 1, store: 'memory:', provider: hubspot, home });
    const own = await probed(instance, () => stall(keep, instance, sockets));
    judge(checks, `${sockets} sockets of our own`, own);
    checks.that('what stalls is cut within 11 s', own.ended.alive === 0, own.ended);
    for (const [name, flags] of connections ? Object.entries(WAYS) : []) {
      judge(
        checks,
        `slowhttptest, ${name}`,
        await probed(instance, () => slowhttptest(flags, instance, connections, seconds)),
      );
    }
    checks.that('nobody panics', !instance.hasPanicked);
  });
}

async function stall(keep, instance, count) {
  const sockets = keep(await StalledSockets.open(count, instance.port));
  const trickling = setInterval(() => sockets.trickle(), 1_000);
  const cut = await until(() => sockets.alive === 0, { within: CUT_WITHIN_MS, every: 50 });
  clearInterval(trickling);
  return { alive: sockets.alive, 'cut after ms': cut.milliseconds };
}

async function slowhttptest(flags, instance, connections, seconds) {
  const words = [
    '-c',
    `${connections}`,
    '-r',
    '500',
    '-i',
    '5',
    '-l',
    `${seconds}`,
    '-p',
    '3',
    '-u',
    `${instance.url}/`,
    ...flags,
  ];
  const program = spawn('slowhttptest', words, { stdio: 'ignore' });
  const [code] = await once(program, 'close');
  return { code };
}

/** Asks `/healthz` over new connections, as long as `work` takes. */
async function probed(instance, work) {
  const agent = newAgent({ keepAlive: false });
  const probes = [];
  let over = false;
  const working = work().finally(() => (over = true));
  while (!over) {
    probes.push(send(`${instance.url}/healthz`, { agent, localAddress: ELSEWHERE }));
    await pause(PROBE_EVERY_MS);
  }
  return { ended: await working, answers: await Promise.all(probes) };
}

function judge(checks, attack, { answers }) {
  const p99 = percentile(
    answers.map(({ milliseconds }) => milliseconds),
    0.99,
  );
  const failed = answers.filter(({ status }) => status !== 200).length;
  checks.that(`/healthz answers under ${attack}`, failed === 0 && p99 <= P99_MS, {
    probes: answers.length,
    failed,
    'p99 ms': p99,
  });
}
