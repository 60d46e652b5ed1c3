// People who look at one list through all instances: windows of all kinds, so many a second.
import { counted, percentile } from '../figures.mjs';
import { startLoad } from '../load.mjs';

/** What they look at; a search or a sort asks the most of an instance. */
const VIEWS = ['', 'sort=name', 'q=ada', 'sort=-modified', 'sort=p.company,-name', 'f.p.city=has:london&sort=-created'];
/** As many rows as a screen asks for, and now and then the most that there are at once. */
const [ROWS, MOST_ROWS, MOST_EVERY] = [60, 500, 10];

/** One window: the answer of `send`, and the window in it where there is one. */
export async function windowOf({ browser, connection }, instance, { view = '', offset = 0, count = ROWS } = {}) {
  const query = new URLSearchParams({ connection, view, offset: `${offset}`, count: `${count}` });
  const answer = await browser.visit(`/api/window?${query}`, instance);
  return { ...answer, window: answer.status === 200 ? JSON.parse(answer.text) : null };
}

/**
 * @param {object} world whose `member` they are, with its `instances`, `redis` and their `absences`
 * @param {{rate: number, contacts: number}} size
 * @returns {{stop: () => Promise<object>}} `stop` sums up what they met
 */
export function startPeople({ member, instances, redis, absences }, { rate, contacts }) {
  const met = [];
  const started = performance.now();
  const seconds = (at) => Math.round((at - started) / 1_000);
  const ask = async (number) => {
    const instance = instances[number % instances.length];
    const view = VIEWS[Math.floor(number / instances.length) % VIEWS.length];
    // Anywhere in the list, the same each time.
    const offset = (number * 7919) % contacts;
    const count = number % MOST_EVERY === 0 ? MOST_ROWS : ROWS;
    const began = performance.now();
    const { status, milliseconds } = await windowOf(member, instance, { view, offset, count });
    const excused = absences.met([instance, redis], began, performance.now());
    met.push({ status, milliseconds, view, excused, instance: number % instances.length, second: seconds(began) });
    return { status, milliseconds };
  };
  const load = startLoad(rate, ask);
  const stop = async () => {
    const answers = await load.stop();
    return { ...answers, ...summed(met.filter(({ excused }) => !excused)) };
  };
  return { stop };
}

/** Only what an instance answered that was there, with a store that was there. */
function summed(met) {
  const slowest = (part) => {
    const answered = met.filter(({ status, view }) => status === 200 && view.includes(part));
    return percentile(
      answered.map(({ milliseconds }) => milliseconds),
      0.99,
    );
  };
  const failed = met.filter(({ status }) => status !== 200);
  return {
    failed: failed.length,
    first: failed[0],
    statuses: counted(met.map(({ status }) => status)),
    sorted: slowest('sort='),
    searched: slowest('q='),
  };
}
