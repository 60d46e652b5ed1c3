// From a key press to the painted result, in a list of 100,000.
import { open } from './chromium.mjs';
import { line, percentile } from './line.mjs';

const WORDS = ['ada', 'grace ho', 'northwind', 'zoe', 'lovelace a', 'kenji', 'company 7', 'customer'];

/** Types as a person does, and takes the time until the grid has painted what belongs to each press. */
async function presses(page) {
  await page.evaluate(() => {
    const box = document.querySelector('input[type=search]');
    window.times = [];
    box.addEventListener(
      'keydown',
      () => {
        const began = performance.now();
        const look = () => {
          const grid = document.querySelector('[role=grid]');
          if (grid.getAttribute('aria-busy') === 'true') return requestAnimationFrame(look);
          // The frame that has it is drawn when the next task runs.
          requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - began)));
        };
        // By then the press has reached the list, which says that it is busy.
        setTimeout(look);
      },
      { capture: true },
    );
  });
  const search = page.getByRole('searchbox');
  for (const word of WORDS) {
    await search.fill('');
    await page.waitForTimeout(400);
    await search.pressSequentially(word, { delay: 120 });
    await page.waitForTimeout(400);
  }
  return page.evaluate(() => window.times);
}

export async function measureTyping(browser, url, cookie) {
  const { page, close } = await open(browser, url, { cookie });
  await page.waitForTimeout(1000);
  const times = await presses(page);
  await close();
  const records = { records: 100_000 };
  return [
    line('key press to painted result, p50', 'ms', percentile(times, 0.5), records),
    line('key press to painted result, p95', 'ms', percentile(times, 0.95), { ...records, bound: 100 }),
  ];
}

/** From the click that leads there to the first rows on the screen. */
export async function measureFirstRow(browser, url, cookie) {
  const times = [];
  for (let round = 0; round < 7; round++) {
    const { page, close } = await open(browser, url, { cookie });
    // It is noted a moment after it happened, which may be after the page has loaded.
    const painted = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    times.push(await painted.jsonValue());
    await close();
  }
  return [line('first rows on the screen', 'ms', percentile(times, 0.5), { records: 100_000 })];
}
