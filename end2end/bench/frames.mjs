// What the main thread does in each frame, read from Chromium's own trace.

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame'];

/** Traces while `work` runs. */
async function traced(instruments, work) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  instruments.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => instruments.once('Tracing.tracingComplete', resolve));
  await instruments.send('Tracing.start', { transferMode: 'ReportEvents', categories: CATEGORIES.join(',') });
  const result = await work();
  await instruments.send('Tracing.end');
  await complete;
  instruments.off('Tracing.dataCollected', collect);
  return { events, result };
}

/** The thread of the page that drew most frames. */
function mainThread(events) {
  const frames = new Map();
  for (const { name, pid, tid } of events) {
    if (name === 'FireAnimationFrame') frames.set(`${pid}/${tid}`, (frames.get(`${pid}/${tid}`) ?? 0) + 1);
  }
  return [...frames].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * The milliseconds of work on the main thread in each frame of `work` (of its own processor time, where the
 * trace has it: other programs do not count), and the milliseconds between frames.
 *
 * @returns {Promise<{work: number[], gaps: number[], result: any}>}
 */
export async function framesOf(instruments, work) {
  const { events, result } = await traced(instruments, work);
  const thread = mainThread(events);
  const ours = events.filter(({ pid, tid }) => `${pid}/${tid}` === thread).toSorted((a, b) => a.ts - b.ts);
  const begins = ours.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const tasks = ours.filter(({ name, ph }) => (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask') && ph === 'X');
  const named = tasks.some(({ name }) => name === 'RunTask') ? tasks.filter(({ name }) => name === 'RunTask') : tasks;
  const spent = begins.slice(0, -1).map(() => 0);
  let frame = 0;
  for (const { ts, dur, tdur } of named) {
    const middle = ts + dur / 2;
    while (frame < spent.length - 1 && middle >= begins[frame + 1]) frame += 1;
    if (middle >= begins[0] - 1 && middle < begins.at(-1)) spent[frame] += (tdur ?? dur) / 1000;
  }
  const gaps = begins.slice(1).map((ts, index) => (ts - begins[index]) / 1000);
  return { work: spent, gaps, result };
}
