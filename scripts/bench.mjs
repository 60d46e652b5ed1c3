// Measures the release build's start, memory and sizes, against floors that no such program gets below.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

import { Stack } from '../end2end/stack/stack.mjs';
import { Tributary } from '../end2end/stack/tributary.mjs';
import { Visitor } from '../end2end/stack/visitor.mjs';
import { measureSizes } from './size-budget.mjs';

const STARTS = 11;
const PAGES = 100;
/** Brotli bytes of a Leptos application without content. */
const EMPTY_APP = { wasm: 96 * 1024, js: 5.2 * 1024 };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Resident memory of a process, in KB (Linux). */
async function residentMemory(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

/** What starting any process costs here, the floor of a start time. */
function bareStart() {
  return milliseconds(() => once(spawn('/bin/true'), 'close'));
}

async function measureStarts(sandbox) {
  const [start, floor, idle] = [[], [], []];
  for (let round = 0; round < STARTS; round++) {
    let app;
    start.push(await milliseconds(async () => (app = await Tributary.start({ sandbox }))));
    idle.push(await residentMemory(app.child.pid));
    await app.stop();
    floor.push(await bareStart());
  }
  return { start: median(start), floor: median(floor), idle: median(idle) };
}

async function memoryAfterPages({ app }) {
  const visitor = new Visitor(app.url);
  const path = await visitor.connect();
  for (let page = 0; page < PAGES; page++) await visitor.visit(path);
  return residentMemory(app.child.pid);
}

async function measure() {
  const stack = await Stack.start({ consent: 'auto', contacts: 2500, sandboxFlags: ['--rate-limit', '100000/10s'] });
  try {
    const starts = await measureStarts(stack.sandbox);
    const sizes = await measureSizes(stack);
    return { ...starts, ...sizes, busy: await memoryAfterPages(stack) };
  } finally {
    await stack.stop();
  }
}

function lines(m) {
  return [
    { name: 'start to /healthz', unit: 'ms', value: m.start, floor: m.floor, floorIs: 'a bare process' },
    { name: 'idle resident memory', unit: 'KB', value: m.idle },
    { name: `resident memory after ${PAGES} pages`, unit: 'KB', value: m.busy, floor: m.idle, floorIs: 'idle' },
    { name: 'WASM, brotli', unit: 'bytes', value: m.wasm, floor: EMPTY_APP.wasm, floorIs: 'an empty Leptos app' },
    { name: 'JS, brotli', unit: 'bytes', value: m.js, floor: EMPTY_APP.js, floorIs: 'an empty Leptos app' },
    { name: 'CSS, brotli', unit: 'bytes', value: m.css },
    { name: 'first HTML, brotli', unit: 'bytes', value: m.html },
  ].map((line) => (line.floor ? { ...line, ratio: line.value / line.floor } : line));
}

function print({ name, unit, value, ratio, floorIs }) {
  const compared = ratio ? `${ratio.toFixed(2)} × ${floorIs}` : '';
  console.log(`${name.padEnd(34)}${value.toFixed(unit === 'ms' ? 1 : 0).padStart(9)} ${unit.padEnd(6)} ${compared}`);
}

const results = lines(await measure());
results.forEach(print);
const machine = { cpu: cpus()[0].model, cores: cpus().length, system: execFileSync('uname', ['-sr']).toString().trim() };
await writeFile(process.argv[2], `${JSON.stringify({ machine, starts: STARTS, results }, null, 2)}\n`);
