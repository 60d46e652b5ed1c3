// Fifty connections at once, and fifty people on one: every window under a second, the provider never asked too often.
import { Stack } from '../stack/stack.mjs';
import { line, percentile } from './line.mjs';
import { complete, connected, windowOf } from './visit.mjs';

const CONNECTIONS = 50;
const CONTACTS = 10_000;
const PEOPLE = 50;
const SHARED_CONTACTS = 100_000;
const AFTERWARDS_MS = 10_000;
const ENV = { TRIBUTARY_RATE_LIMITS: 'off' };

/** Searches and sorts for as long as `goesOn` says; takes the time of each window. */
async function person(one, times, goesOn) {
  for (let number = 0; goesOn(); number++) {
    const began = performance.now();
    await windowOf(one, `q=${'ada'.slice(0, number % 4)}&sort=${number % 2 ? 'name' : '-modified'}`, number % 40);
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function personWhileReading(one, times) {
  let reading = true;
  const whole = complete(one).then(() => (reading = false));
  await person(one, times, () => reading);
  await whole;
}

const overBudget = async (stack) => (await stack.sandbox.journal()).filter(({ status }) => status === 429).length;

async function manyConnections() {
  const stack = await Stack.start({ consent: 'auto', contacts: CONTACTS, sandboxFlags: ['--rate-limit', '110/10s'], env: ENV });
  try {
    const ones = [];
    for (let number = 0; number < CONNECTIONS; number++) {
      await stack.sandbox.setPortal({ hub_id: 600_000 + number, name: `Portal ${number}` });
      ones.push(await connected(stack.app));
    }
    const times = [];
    await Promise.all(ones.map((one) => personWhileReading(one, times)));
    return [
      line('50 connections at once: a window, p50', 'ms', percentile(times, 0.5), { records: CONNECTIONS * CONTACTS }),
      line('50 connections at once: a window, p99', 'ms', percentile(times, 0.99), { records: CONNECTIONS * CONTACTS, bound: 1000 }),
      line('50 connections at once: over the budget', 'requests', await overBudget(stack)),
    ];
  } finally {
    await stack.stop();
  }
}

/** While it is being read, and for a while after. */
async function manyPeople() {
  const stack = await Stack.start({ consent: 'auto', contacts: SHARED_CONTACTS, sandboxFlags: ['--rate-limit', '110/10s'], env: ENV });
  try {
    const one = await connected(stack.app);
    const times = [];
    let stays = true;
    const people = Array.from({ length: PEOPLE }, () => person(one, times, () => stays));
    await complete(one);
    await new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
    stays = false;
    await Promise.all(people);
    return [
      line('50 people on one connection: a window, p50', 'ms', percentile(times, 0.5), { records: SHARED_CONTACTS }),
      line('50 people on one connection: a window, p99', 'ms', percentile(times, 0.99), { records: SHARED_CONTACTS, bound: 1000 }),
      line('50 people on one connection: over the budget', 'requests', await overBudget(stack)),
    ];
  } finally {
    await stack.stop();
  }
}

export const measureCrowd = async () => [...(await manyConnections()), ...(await manyPeople())];
