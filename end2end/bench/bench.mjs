// Runs the benchmarks, prints the table, writes the figures: `node bench.mjs target/bench.json [part…]`.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

import { compared, text } from './line.mjs';
import { bench } from './programs.mjs';

const PARTS = {
  engine: async () => [...(await bench('engine')), ...(await bench('memory', 100_000))],
  sizes: async () => (await import('./sizing.mjs')).measureSizesAndStarts(),
  reading: async () => (await import('./reading.mjs')).measureReading(),
  serving: async () => (await import('./serving.mjs')).measureServing(),
  crowd: async () => (await import('./crowd.mjs')).measureCrowd(),
  flows: async () => (await import('./flows.mjs')).measureFlows(),
  browsing: async () => (await import('./browsing.mjs')).measureBrowsing(),
};

const [file, ...chosen] = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new Error(`no such part: ${unknown}; there are ${Object.keys(PARTS)}`);

const results = [];
for (const [part, measure] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(part)) continue;
  console.log(`\n${part}`);
  for (const one of (await measure()).map(compared)) {
    console.log(text(one));
    results.push({ part, ...one });
  }
}
const machine = { cpu: cpus()[0].model, cores: cpus().length, system: execFileSync('uname', ['-sr']).toString().trim() };
await writeFile(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
