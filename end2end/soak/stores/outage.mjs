// One blow to the store in the middle of a refresh storm, and how everybody comes out of it.
import { setTimeout as pause } from 'node:timers/promises';

import { Browser, connectionIn } from '../browser.mjs';
import { storm } from '../storm.mjs';
import { until } from '../until.mjs';

const READY_WITHIN_MS = 3_000;
/** Flows that are on their way back from the provider when it happens. */
const FLOWS = 4;
const STORMS = 3;
/** Until then even a killed Redis may forget what it has confirmed: it writes no file while a flush is under way. */
const ON_DISK_AFTER_MS = 2_100;
/** So long a refresh is at the provider: the blow falls before, during or after it. */
const REFRESH_TAKES_MS = 30;

/**
 * @param {import('../crowd.mjs').Crowd} crowd
 * @param {() => Promise<void>} strike settles when there is a store again
 * @param {number} delay milliseconds from the beginning of the storm to the blow
 */
export async function outage(crowd, strike, delay) {
  const { instances, hubspot, home } = crowd;
  await hubspot.expireTokens();
  await hubspot.forget();
  const flows = await Promise.all(Array.from({ length: FLOWS }, (_, number) => newFlow(home, crowd.at(number))));
  await pause(ON_DISK_AFTER_MS);
  await hubspot.slowTokens(REFRESH_TAKES_MS, crowd.members.length + FLOWS);
  const requests = crowd.members.length * instances.length * STORMS;
  const under = storm(requests, crowd.ask);
  const completions = Promise.all(
    flows.map(({ browser, callback }, number) => browser.visit(callback, crowd.at(number))),
  );
  await pause(delay);
  await strike();
  const ready = await until(() => allReady(instances), { within: 2 * READY_WITHIN_MS, every: 20 });
  const [during, completed] = [await under, await completions];
  await hubspot.clearFaults();
  const recovered = await crowd.recover();
  const forgotten = await forgottenFlows(flows, completed, instances);
  return { during, ready: ready.milliseconds, recovered, forgotten, ...(await hubspot.tally()) };
}

async function newFlow(home, instance) {
  const browser = new Browser(home);
  return { browser, callback: await browser.authorize(instance) };
}

async function allReady(instances) {
  return (await Promise.all(instances.map((instance) => instance.isReady()))).every(Boolean);
}

/** Flows that were told that they are connected, and whose connection is not there. */
async function forgottenFlows(flows, completed, instances) {
  const told = flows.map(({ browser }, number) => ({ browser, id: connectionIn(completed[number]) }));
  const missing = await Promise.all(told.map(({ browser, id }) => id !== null && isMissing(browser, id, instances)));
  return missing.filter(Boolean).length;
}

/** Whoever wrote a record that Redis forgot writes it again when it is asked; so all are asked before the last one. */
async function isMissing(browser, id, instances) {
  let connections;
  for (const instance of [...instances, instances[0]]) connections = await browser.connections(instance);
  return !connections.some((connection) => connection.id === id);
}

/** @param {object[]} rounds what `outage` gave */
export function judgeOutages(checks, rounds, instances) {
  const sum = (number) => rounds.reduce((total, round) => total + number(round), 0);
  const worst = (number) => Math.max(...rounds.map(number));
  // Who is lost stays lost: the last round knows them all.
  const { lost } = rounds.at(-1).recovered;
  checks.that('no connection is lost', lost.length === 0 && sum(({ forgotten }) => forgotten) === 0, {
    outages: rounds.length,
    lost: lost.length,
    forgotten: sum(({ forgotten }) => forgotten),
    'all serve again after ms': worst(({ recovered }) => recovered.milliseconds),
    ...(lost.length ? { first: lost[0] } : {}),
  });
  checks.that('no token and no code is redeemed twice', sum(({ refused }) => refused) === 0, {
    refreshes: sum(({ refreshes }) => refreshes),
    exchanges: sum(({ exchanges }) => exchanges),
    refused: sum(({ refused }) => refused),
  });
  checks.that('ready within 3 s of its return', worst(({ ready }) => ready) <= READY_WITHIN_MS, {
    'slowest ms': worst(({ ready }) => ready),
    'requests failed meanwhile': `${sum(({ during }) => during.failed)} of ${sum(({ during }) => during.requests)}`,
  });
  checks.that('nobody panics', !instances.some(({ hasPanicked }) => hasPanicked));
}
