// A person scrolls through all records: each is met once, nothing is blank, and the page stays small.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connectAll, count, expectFilled, expectRows, items, rowAt, rows, topRow } from '../fixtures/story';

// Nothing but the list itself is slow here.
test.use({ contacts: 2500, sandboxFlags: ['--rate-limit', '10000/1s'] });

interface Seen {
  records: string[];
  blank: number;
  rows: number;
  elements: number;
}

/** Scrolls from top to bottom, a screen at a time, and looks at each once its rows are there. */
function scrollThrough(page: Page): Promise<Seen> {
  return page.evaluate(async () => {
    const grid = document.querySelector('#grid') as HTMLElement;
    const frame = () => new Promise(requestAnimationFrame);
    const here = () => [...grid.querySelectorAll<HTMLElement>('.grid-body [role=row]:not([hidden])')];
    const box = grid.getBoundingClientRect();
    const head = (grid.querySelector('.grid-head') as HTMLElement).offsetHeight;
    const seen = { records: new Set<string>(), blank: 0, rows: 0, elements: 0 };
    const look = () => {
      for (const row of here()) {
        if (row.classList.contains('waits')) continue;
        seen.records.add(row.querySelector('a')?.getAttribute('href') ?? '');
      }
      for (let y = box.top + head + 8; y < box.bottom - 20; y += 20) {
        if (!document.elementFromPoint(box.left + 40, y)?.closest('[role=row]')) seen.blank += 1;
      }
      seen.rows = Math.max(seen.rows, grid.querySelectorAll('[role=row]').length);
      seen.elements = Math.max(seen.elements, document.querySelectorAll('*').length);
    };
    for (;;) {
      await frame();
      while (here().some((row) => row.classList.contains('waits'))) await frame();
      look();
      const before = grid.scrollTop;
      grid.scrollTop += grid.clientHeight - head - 80;
      await frame();
      if (grid.scrollTop === before) break;
    }
    return { ...seen, records: [...seen.records] };
  });
}

test('scrolling reaches all 2,500, each once, and the page never grows', async ({ page }) => {
  await connectAll(page, 2500);
  await expect(count(page)).toHaveText(/^2,500 records/);
  const seen = await scrollThrough(page);
  expect(seen.records).toHaveLength(2500);
  expect(seen.blank, 'places without a row').toBe(0);
  expect(seen.rows).toBeLessThanOrEqual(80);
  expect(seen.elements).toBeLessThanOrEqual(1500);
  await expect(rowAt(page, 2499)).toBeInViewport();
});

test('a leap over the list shows rows at their place, and then the records', async ({ page }) => {
  await connectAll(page, 2500);
  await items(page).evaluate((grid) => (grid.scrollTop = grid.scrollHeight / 2));
  await expect.poll(() => rows(page).first().getAttribute('aria-rowindex').then(Number)).toBeGreaterThan(1200);
  await expectFilled(page);
  const [first, head] = await Promise.all([topRow(page), items(page).locator('.grid-head').boundingBox()]);
  expect(first.at).toBeGreaterThan(1200);
  expect(first.record).not.toBeNull();
  const gap = first.top - (head?.y ?? NaN) - (head?.height ?? NaN);
  expect(gap, 'no place beneath the header is empty').toBeLessThan(40);
});

test('the header and the first column stay where they are', async ({ page }) => {
  const path = await connectAll(page, 2500);
  const columns = ['name', 'p.email:400', 'p.phone:400', 'p.company:400', 'p.city:400', 'modified:400'];
  await page.goto(`${path}?cols=${columns.join(',')}`);
  await expect(items(page)).toHaveAttribute('data-live');
  const head = items(page).getByRole('columnheader').first();
  const before = await head.boundingBox();
  await items(page).evaluate((grid) => grid.scrollTo(300, 4000));
  await expect(rowAt(page, 101)).toBeVisible();
  expect(await head.boundingBox()).toEqual(before);
  const lefts = await rows(page).locator('[aria-colindex="1"]').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
  expect(new Set(lefts)).toEqual(new Set([before?.x]));
});

test.describe('a hundred thousand', () => {
  test.beforeEach(({ sandbox }) => sandbox.setContacts({ count: 100_000 }));

  test('End and Home reach both ends, and a leap in between shows its records', async ({ page }) => {
    await connectAll(page, 100_000);
    await items(page).focus();
    await page.keyboard.press('Control+End');
    await expect(rowAt(page, 99_999)).toBeInViewport();
    await expect(rowAt(page, 99_999)).not.toHaveClass(/waits/);
    for (let n = 0; n < 3; n++) await page.keyboard.press('PageUp');
    await expect(rowAt(page, 99_999)).not.toBeInViewport();
    await page.keyboard.press('Control+Home');
    await expect(rowAt(page, 0)).toContainText('Ada Lovelace');
    await items(page).evaluate((grid) => (grid.scrollTop = grid.scrollHeight / 2));
    await expect.poll(() => rows(page).first().getAttribute('aria-rowindex').then(Number)).toBeGreaterThan(49_000);
    await expectFilled(page);
    await expectRows(page, 100_000);
    expect(await items(page).locator('[role=row]').count()).toBeLessThanOrEqual(80);
    expect(await page.locator('*').count()).toBeLessThanOrEqual(1500);
  });

  test('from top to bottom no place on the screen is ever without a row', async ({ page }) => {
    await connectAll(page, 100_000);
    const blank = await items(page).evaluate(async (grid) => {
      const box = grid.getBoundingClientRect();
      const frame = () => new Promise(requestAnimationFrame);
      const whole = grid.scrollHeight - grid.clientHeight;
      let places = 0;
      for (let step = 0; step <= 300; step++) {
        grid.scrollTop = (whole * step) / 300;
        // What is drawn in a frame is laid out when the next one begins.
        await frame();
        await frame();
        for (let y = box.top + 60; y < box.bottom - 20; y += 20) {
          if (!document.elementFromPoint(box.left + 40, y)?.closest('[role=row]')) places += 1;
        }
      }
      return places;
    });
    expect(blank).toBe(0);
    await expect(rowAt(page, 99_999)).toBeInViewport();
    await expect(rowAt(page, 99_999)).not.toHaveClass(/waits/);
  });
});
