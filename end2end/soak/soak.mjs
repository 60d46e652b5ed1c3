// Runs the scenarios: `node soak.mjs full|small REPORT [SCENARIO]`; fails when a check does.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

import { Checks } from './checks.mjs';
import { inLanes } from './lanes.mjs';
import { cluster } from './scenarios/cluster.mjs';
import { connects } from './scenarios/connects.mjs';
import { kill } from './scenarios/kill.mjs';
import { lists } from './scenarios/lists.mjs';
import { redis } from './scenarios/redis.mjs';
import { refresh } from './scenarios/refresh.mjs';
import { rolling } from './scenarios/rolling.mjs';
import { sentinel } from './scenarios/sentinel.mjs';
import { skew } from './scenarios/skew.mjs';
import { slow } from './scenarios/slow.mjs';
import { SIZES, TOGETHER } from './sizes.mjs';

/** Where two run at a time: the longest first, and what asks for little while that one starts its many processes. */
const SCENARIOS = { kill, skew, lists, refresh, redis, sentinel, cluster, rolling, connects, slow };

const [size, report, only] = process.argv.slice(2);

function refuse(message) {
  console.error(`soak: ${message}`);
  process.exit(2);
}

/** A scenario that breaks off has failed. */
async function run(name) {
  const checks = new Checks(name);
  const began = performance.now();
  try {
    await SCENARIOS[name](checks, SIZES[size][name]);
  } catch (error) {
    console.error(error);
    checks.that('runs to its end', false, { why: error.message.split('\n')[0] });
  }
  return { scenario: name, seconds: (performance.now() - began) / 1000, failed: checks.failed, checks: checks.rows };
}

if (!SIZES[size] || !report) refuse('usage: node soak.mjs full|small REPORT [SCENARIO]');
const chosen = Object.keys(SCENARIOS).filter((name) => SIZES[size][name] && (!only || name === only));
if (chosen.length === 0)
  refuse(`there is no scenario ${only} of size ${size}; there are: ${Object.keys(SIZES[size]).join(', ')}`);
// Each child process has an exit listener of its own.
process.setMaxListeners(0);
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const results = await inLanes(chosen, TOGETHER[size], run);
const rows = results.flatMap(({ checks }) => checks);
const counts = { passed: rows.filter(({ held }) => held).length, failed: rows.filter(({ held }) => !held).length };
await writeFile(
  report,
  `${JSON.stringify({ size, cpu: cpus()[0].model, cores: cpus().length, ...counts, results }, null, 2)}\n`,
);
console.log(`soak, ${size}: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
