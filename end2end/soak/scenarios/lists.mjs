// One list on three instances: read once whoever dies, true in the end, quick meanwhile, and nothing left for good.
import { closing } from '../closing.mjs';
import { memory } from '../figures.mjs';
import { killReader, reach, restartStore, startChurn } from '../lists/blows.mjs';
import { endOf } from '../lists/ending.mjs';
import { footprintOf, startSampling } from '../lists/footprint.mjs';
import { startPeople } from '../lists/people.mjs';
import { searchesSinceLastPage, tallyOf } from '../lists/readings.mjs';
import { startWorld } from '../lists/world.mjs';
import { until } from '../until.mjs';

/** At which parts of the list who reads it dies, and where the store does. */
const [READER_DIES, STORE_DIES] = [[0.25, 0.5], 0.75];
/** So long may all of it take. */
const READ_WITHIN_MS = 300_000;
const SLOWEST_MS = 1_000;
/** What is shared of a list ends by itself so long after it was last used. */
const LIFETIME_MS = 1_800_000;
/** HubSpot's largest page. */
const PAGE = 100;
const MEGABYTE = 1024 * 1024;

/**
 * @param {object} size
 * @param {number} size.contacts
 * @param {number} size.rate windows a second
 * @param {number} size.churn changes a second at the provider
 * @param {number} size.searches so many times changes are looked up before they end
 * @param {number} size.pageTakes milliseconds that a page is held back
 * @param {number} size.leaseLeft see `killReader`
 * @param {boolean} size.storeDies
 * @param {boolean} size.refresh see `endOf`
 * @param {number} size.trueWithin see `endOf`
 */
export function lists(checks, size) {
  return closing(async (keep) => {
    const world = await startWorld(keep, size);
    const { redis, sandbox, instances } = world;
    const before = { keys: await redis.keys('*'), bytes: await redis.info('used_memory') };
    const began = performance.now();
    const sampling = keep(startSampling(redis));
    const people = keep(startPeople(world, size));
    const churn = keep(startChurn(world, size.churn));
    const missed = await befall(world, size);
    const kept = async () => searchesSinceLastPage(await sandbox.journal()) >= size.searches;
    await until(kept, { within: READ_WITHIN_MS, every: 250 });
    const seconds = (performance.now() - began) / 1_000;
    // To compare lists keeps this process busy: nobody is to seem late, or away, because of it.
    const [answers, changes] = [await people.stop(), await churn.stop()];
    const end = await endOf(world, size);
    const most = await sampling.stop();
    judgeEnd(checks, end, { seconds, changes });
    judgeProvider(checks, tallyOf(await sandbox.journal()), size.contacts + changes.created, missed);
    judgePeople(checks, answers);
    judgeStore(checks, await footprintOf(redis, before.keys), { most, before: before.bytes, records: end.records });
    const peaks = await Promise.all(instances.map(({ child }) => memory(child.pid, 'VmHWM')));
    checks.that('nobody panics', !instances.some(({ hasPanicked }) => hasPanicked), {
      'peak MB of each': peaks.map(Math.round),
    });
  });
}

/** The blows in their order; gives after how many milliseconds the reading went on each time. */
async function befall(world, { contacts, leaseLeft, storeDies }) {
  const missed = [];
  for (const part of READER_DIES) {
    await reach(world, contacts * part);
    missed.push(await killReader(world, leaseLeft));
  }
  if (storeDies) {
    await reach(world, contacts * STORE_DIES);
    missed.push(await restartStore(world));
  }
  return missed;
}

function judgeEnd(checks, { isTrue, ends, records, milliseconds }, { seconds, changes }) {
  checks.that('all instances end with what the provider has', isTrue, {
    records,
    'read under changes in s': seconds,
    changes,
    'true after ms': milliseconds,
    ...(isTrue ? {} : { ends }),
  });
}

/** @param {number} records as many as there ever were */
function judgeProvider(checks, { pages, again, searches, questions, tooMany }, records, missed) {
  // The last page may be an empty one.
  const enough = Math.ceil(records / PAGE) + 1;
  const isOnce = pages <= enough && again <= missed.length;
  checks.that('each page is read once, and once more at most for each blow', isOnce, {
    pages,
    again,
    searches,
    'read on after ms': missed.map(Math.round),
  });
  checks.that('the provider is never asked too often', tooMany === 0, { questions, refused: tooMany });
}

function judgePeople(checks, { requests, failed, statuses, first, sorted, searched, p50, 'a second': rate }) {
  checks.that('who asks an instance that lives gets rows', failed === 0, {
    requests,
    'a second': rate,
    statuses,
    ...(first ? { first } : {}),
  });
  checks.that('a sorted window comes within a second', sorted <= SLOWEST_MS, {
    'p99 ms sorted': sorted,
    'p99 ms searched': searched,
    'p50 ms of all': p50,
  });
}

function judgeStore(checks, { keys, bytes, added, endless, longest }, { most, before, records }) {
  checks.that('all that is shared ends by itself', endless.length === 0 && longest <= LIFETIME_MS && keys > 0, {
    keys: added,
    endless,
    'longest s': longest / 1_000,
    'bytes a record': bytes / records,
    'entries in MB': bytes / MEGABYTE,
    'most MB more in Redis': (most - before) / MEGABYTE,
  });
}
