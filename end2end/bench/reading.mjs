// Reading 100,000 contacts: at HubSpot's pace and as quickly as it goes, and what they hold.
import { Stack } from '../stack/stack.mjs';
import { Visitor } from '../stack/visitor.mjs';
import { line, median, milliseconds } from './line.mjs';
import { processorTime, residentMemory } from './starts.mjs';
import { complete, connected } from './visit.mjs';

const CONTACTS = 100_000;
const PAGES = CONTACTS / 100;
/** HubSpot: 110 requests in any ten seconds: the last ones may go when the ten seconds before are over. */
const PACE_LIMIT_MS = Math.floor((PAGES - 1) / 110) * 10_000;
const UNLIMITED = ['--rate-limit', '10000/10s'];
const LATENCY_MS = 200;

/** As quickly as sandbox and app go together, on the cores that there are. */
async function unthrottled() {
  const stack = await Stack.start({ consent: 'auto', contacts: CONTACTS, sandboxFlags: UNLIMITED });
  try {
    const before = await residentMemory(stack.app.child.pid);
    const one = await connected(stack.app);
    const used = await processorTime(stack.app.child.pid);
    const time = await complete(one);
    const processor = (await processorTime(stack.app.child.pid)) - used;
    const grown = (await residentMemory(stack.app.child.pid)) - before;
    return [
      line('reading all, unthrottled', 'items/s', (CONTACTS / time) * 1000, { records: CONTACTS }),
      line('reading all, per second of our processor', 'items/s', CONTACTS / processor, { records: CONTACTS, bound: 50_000 }),
      line('resident memory of 100,000 contacts', 'bytes', grown, { records: CONTACTS, bound: 60e6 }),
    ];
  } finally {
    await stack.stop();
  }
}

async function atHubSpotsPace() {
  const stack = await Stack.start({ consent: 'auto', contacts: CONTACTS, sandboxFlags: ['--rate-limit', '110/10s'] });
  try {
    const time = await complete(await connected(stack.app));
    const refused = (await stack.sandbox.journal()).filter(({ status }) => status === 429).length;
    const limit = { floor: PACE_LIMIT_MS, floorIs: "the pace's own limit", records: CONTACTS };
    return [line("reading all at HubSpot's pace", 'ms', time, limit), line('requests over the budget', 'requests', refused)];
  } finally {
    await stack.stop();
  }
}

/** What the first page takes beyond what the provider takes, each time on a fresh connection. */
async function firstRow() {
  const flags = [...UNLIMITED, '--latency', `${LATENCY_MS}ms`];
  const stack = await Stack.start({ consent: 'auto', contacts: CONTACTS, sandboxFlags: flags });
  const times = [];
  try {
    for (let round = 0; round < 11; round++) {
      await stack.sandbox.setPortal({ hub_id: 700_000 + round, name: 'Northwind' });
      const visitor = new Visitor(stack.app.url);
      await visitor.visit('/');
      const headers = { 'sec-fetch-site': 'same-origin', origin: visitor.home.origin };
      let next = await visitor.visit('/integrations/hubspot/authorize', { method: 'POST', headers });
      while (!next.headers.location.includes('/connections/')) {
        next = await visitor.visit(new URL(next.headers.location, next.url));
      }
      let page;
      times.push(await milliseconds(async () => (page = await visitor.visit(next.headers.location))));
      if (!page.body.toString().includes('Lovelace')) throw new Error('the first page has no rows');
    }
  } finally {
    await stack.stop();
  }
  const floor = { floor: LATENCY_MS, floorIs: "the provider's first page", records: CONTACTS };
  return [line('first rows in the HTML', 'ms', median(times), floor)];
}

/** Twenty connections of 100,000 contacts each, and room for half of them: what was looked at longest ago leaves. */
async function bounded() {
  const bound = 256 * 1024 * 1024;
  const env = { TRIBUTARY_SNAPSHOT_MEMORY: `${bound}`, TRIBUTARY_RATE_LIMITS: 'off' };
  const stack = await Stack.start({ consent: 'auto', contacts: CONTACTS, sandboxFlags: UNLIMITED, env });
  try {
    const before = await residentMemory(stack.app.child.pid);
    let most = 0;
    for (let number = 0; number < 20; number++) {
      await stack.sandbox.setPortal({ hub_id: 800_000 + number, name: `Portal ${number}` });
      await complete(await connected(stack.app));
      most = Math.max(most, (await residentMemory(stack.app.child.pid)) - before);
    }
    const floor = { floor: bound, floorIs: 'the bound', records: 20 * CONTACTS };
    return [line('resident memory of 20 connections, 256 MiB allowed', 'bytes', most, floor)];
  } finally {
    await stack.stop();
  }
}

export const measureReading = async () => [
  ...(await firstRow()),
  ...(await unthrottled()),
  ...(await bounded()),
  ...(await atHubSpotsPace()),
];
