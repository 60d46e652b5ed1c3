// Answers under load: pages, windows, an export, against a bare handler that sends the same bytes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Stack } from '../stack/stack.mjs';
import { line } from './line.mjs';
import { load, startFloor } from './programs.mjs';
import { complete, connected, windowPath } from './visit.mjs';

const CONTACTS = 100_000;
const FLAGS = ['--rate-limit', '10000/10s'];
/** One address asks for all: its limits are for people. */
const ENV = { TRIBUTARY_RATE_LIMITS: 'off' };

/** The same bytes from a handler that does nothing else. */
async function floorOf(body) {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const file = join(folder, 'page');
  await writeFile(file, body);
  const floor = await startFloor({ page: file });
  try {
    return await load(`${floor.url}/page`);
  } finally {
    await floor.stop();
    await rm(folder, { recursive: true });
  }
}

function lines(name, ours, floor) {
  const beside = (value) => (floor ? { floor: value, floorIs: 'a bare handler with the same bytes', records: CONTACTS } : { records: CONTACTS });
  if (ours.refused > 0) throw new Error(`${name}: ${ours.refused} of ${ours.answers} were refused`);
  return [
    line(`${name}, a second`, 'answers', ours.rate, beside(floor?.rate)),
    line(`${name}, p50`, 'ms', ours.p50, beside(floor?.p50)),
    line(`${name}, p99`, 'ms', ours.p99, beside(floor?.p99)),
  ];
}

async function measureExport(one, app) {
  const began = performance.now();
  const query = new URLSearchParams({ connection: one.id, format: 'csv', scope: 'all' });
  const { status, body } = await one.visitor.visit(`/api/export?${query}`);
  if (status !== 200) throw new Error(`export: ${status}`);
  const seconds = (performance.now() - began) / 1000;
  const floor = await floorOf(body);
  const perSecond = body.length / seconds;
  const beside = { floor: floor.rate * floor.bytes, floorIs: 'a bare handler with the same bytes', records: CONTACTS };
  return [line('export as CSV', 'bytes/s', perSecond, beside)];
}

export async function measureServing() {
  const stack = await Stack.start({ consent: 'auto', contacts: CONTACTS, sandboxFlags: FLAGS, env: ENV });
  try {
    const one = await connected(stack.app);
    await complete(one);
    const { cookie } = one;
    const page = await one.visitor.visit(one.path);
    const floor = await floorOf(page.body);
    const at = (path) => `http://127.0.0.1:${stack.app.port}${path}`;
    const fifty = await load(at(windowPath(one.id, 'q=ada&sort=-modified', 300)), { clients: 50, cookie });
    return [
      ...lines('page of a connection', await load(at(one.path), { cookie }), floor),
      ...lines('50 people on one connection: a window', fifty),
      ...(await measureExport(one, stack.app)),
    ];
  } finally {
    await stack.stop();
  }
}
