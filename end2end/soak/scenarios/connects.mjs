// Ten thousand people connect: all get there, within bounds of memory, and what each costs in Redis.
import { Browser, connectionIn } from '../browser.mjs';
import { closing } from '../closing.mjs';
import { counted, memory, percentile } from '../figures.mjs';
import { RATE_LIMITED, publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { inLanes } from '../lanes.mjs';
import { RedisNode } from '../redis-node.mjs';

const RESIDENT_MB = 300;
const SAMPLE = 50;

/** @param {{flows: number, lanes: number, pending: number}} size `pending`: flows that are begun and left */
export function connects(checks, { flows, lanes, pending }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start());
    const redis = keep(await RedisNode.start());
    const options = { count: 1, store: redis.url, provider: hubspot, home, env: RATE_LIMITED };
    const [instance] = await startFleet(keep, options);
    const before = await redis.info('used_memory');
    const began = performance.now();
    const answers = await inLanes(Array(flows).fill(home), lanes, (to) => flow(to, instance));
    const seconds = (performance.now() - began) / 1000;
    const connected = await redis.info('used_memory');
    judgeFlows(checks, answers, seconds);
    const peak = await memory(instance.child.pid, 'VmHWM');
    checks.that(`resident memory stays within ${RESIDENT_MB} MB`, peak <= RESIDENT_MB, { 'peak MB': peak });
    const begun = await inLanes(Array(pending).fill(home), lanes, (to) => new Browser(to).begin(instance));
    const waiting = await redis.info('used_memory');
    const bytes = {
      'a connection, with its session': (connected - before) / flows,
      'a pending authorization, with its session': (waiting - connected) / pending,
      'a connection alone': await typicalSize(redis, '*:rec:*'),
      'a pending authorization alone': await typicalSize(redis, '*:st:*'),
      'a session alone': await typicalSize(redis, '*:sess:*'),
    };
    checks.that(
      'Redis bytes are counted',
      begun.every(({ status }) => status === 303) && bytes['a connection alone'] > 0,
      bytes,
    );
    checks.that('nobody panics', !instance.hasPanicked);
  });
}

/** One flow of a new browser: each answer of ours, the last one to the callback. */
async function flow(home, instance) {
  const browser = new Browser(home);
  const begun = await browser.begin(instance);
  if (begun.status !== 303) return { begun, completed: begun };
  const completed = await browser.visit(await browser.consent(begun.headers.location), instance);
  return { begun, completed };
}

function judgeFlows(checks, answers, seconds) {
  const ours = answers.flatMap(({ begun, completed }) => [begun, completed]);
  const complete = answers.filter(({ completed }) => connectionIn(completed) !== null).length;
  const slowest = (which) =>
    percentile(
      answers.map((answer) => answer[which].milliseconds),
      0.99,
    );
  checks.that('every flow completes', complete === answers.length, {
    flows: answers.length,
    ends: counted(answers.map(({ completed }) => endOf(completed))),
    'a second': answers.length / seconds,
    'p99 ms of beginning': slowest('begun'),
    'p99 ms of completing': slowest('completed'),
  });
  const faults = ours.filter(({ status }) => typeof status !== 'number' || status >= 500);
  checks.that('no answer is a 5xx', faults.length === 0, {
    answers: ours.length,
    statuses: counted(ours.map(({ status }) => status)),
  });
}

/** The notice that the browser is shown, or the status where there is none. */
const endOf = ({ status, headers }) => /notice=(\w+)/.exec(headers.location ?? '')?.[1] ?? status;

/** The median of `MEMORY USAGE` over some keys, in bytes. */
async function typicalSize(redis, pattern) {
  const sizes = [];
  for (const key of (await redis.keys(pattern)).slice(0, SAMPLE)) sizes.push(await redis.ask('MEMORY', 'USAGE', key));
  return percentile(sizes, 0.5);
}
