// Scrolling 100,000 rows from top to bottom: work in each frame, blank rows, nodes, heap; beside bare peers.
import { open } from './chromium.mjs';
import { startPages } from './floors/pages.mjs';
import { framesOf } from './frames.mjs';
import { line, percentile } from './line.mjs';

const FRAMES = 600;
const TABLE_ROWS = 5_000;

/** Scrolls the frame from top to bottom in so many frames; gives what was seen on the way. */
async function scroll(page, { frames, look }) {
  return page.evaluate(
    async ([frames, look]) => {
      const frame = document.querySelector('#frame, #grid');
      const whole = frame.scrollHeight - frame.clientHeight;
      const seen = { blank: 0, nodes: 0, rows: 0, looks: 0 };
      const box = frame.getBoundingClientRect();
      for (let step = 0; step <= frames; step++) {
        await new Promise(requestAnimationFrame);
        frame.scrollTop = (whole * step) / frames;
        if (!look || step % 10 !== 0) continue;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        seen.looks += 1;
        seen.nodes = Math.max(seen.nodes, document.querySelectorAll('*').length);
        seen.rows = Math.max(seen.rows, document.querySelectorAll('#grid [role=row]').length);
        for (let y = box.top + 60; y < box.bottom - 20; y += 30) {
          const row = document.elementFromPoint(box.left + 200, y)?.closest('[role=row]');
          if (!row) seen.blank += 1;
        }
      }
      return seen;
    },
    [frames, look],
  );
}

async function framesAt(browser, url, cookie) {
  const { page, instruments, close } = await open(browser, url, { cookie });
  await page.waitForTimeout(1000);
  const measured = await framesOf(instruments, () => scroll(page, { frames: FRAMES, look: false }));
  await close();
  return measured;
}

async function heap(instruments) {
  await instruments.send('HeapProfiler.collectGarbage');
  return (await instruments.send('Runtime.getHeapUsage')).usedSize;
}

/** What is looked at while a slow machine scrolls, and the heap before and after a minute of it. */
async function long(browser, url, cookie) {
  const { page, instruments, close } = await open(browser, url, { cookie });
  await page.waitForTimeout(1000);
  await instruments.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const seen = await scroll(page, { frames: FRAMES, look: true });
  await instruments.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const before = await heap(instruments);
  const began = performance.now();
  while (performance.now() - began < 60_000) await scroll(page, { frames: FRAMES, look: false });
  const after = await heap(instruments);
  await close();
  return { ...seen, before, after };
}

export async function measureScrolling(browser, url, cookie) {
  const pages = await startPages();
  try {
    const table = await framesAt(browser, `${pages.url}/table/${TABLE_ROWS}`);
    const list = await framesAt(browser, `${pages.url}/list/100000`);
    const grid = await framesAt(browser, url, cookie);
    const seen = await long(browser, url, cookie);
    const is = 'a bare virtual list';
    const share = (measured, at, kind = 'work') => percentile(measured[kind], at);
    return [
      line('scrolling: work in a frame, p50', 'ms', share(grid, 0.5), { floor: share(list, 0.5), floorIs: is, bound: 4 }),
      line('scrolling: work in a frame, p95', 'ms', share(grid, 0.95), { floor: share(list, 0.95), floorIs: is, bound: 8 }),
      line('scrolling: time of a frame, p50', 'ms', share(grid, 0.5, 'gaps'), { floor: share(list, 0.5, 'gaps'), floorIs: is }),
      line('scrolling: time of a frame, p95', 'ms', share(grid, 0.95, 'gaps'), { floor: share(list, 0.95, 'gaps'), floorIs: is }),
      line('a bare table of 5,000: work in a frame, p50', 'ms', share(table, 0.5)),
      line('a bare table of 5,000: time of a frame, p95', 'ms', share(table, 0.95, 'gaps')),
      line('scrolling at a quarter of the speed: blank rows', 'rows', seen.blank, { bound: 0 }),
      line('elements in the document, at most', 'nodes', seen.nodes, { bound: 1500 }),
      line('rows in the document, at most', 'rows', seen.rows, { bound: 80 }),
      line('heap after 60 s of scrolling', 'bytes', seen.after, { floor: seen.before, floorIs: 'before' }),
    ];
  } finally {
    await pages.stop();
  }
}
