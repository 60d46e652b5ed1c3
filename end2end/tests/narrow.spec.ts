// On a narrow screen the list is cards, and everything is reached: by touch, by sight, by ear.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allowButton, connectAll, expectAlive, items, record, rowAt, rows, search, tool } from '../fixtures/story';

test.use({ viewport: { width: 320, height: 640 }, providers: { airtable: { bases: 2, tables: 4, records: 20 } } });

/** What the first card shows. */
const shown = (page: Page) => rowAt(page, 0).getByRole('gridcell').filter({ visible: true });
/** How many dots stand between that. */
const dots = (page: Page) => shown(page).evaluateAll((cells) =>
  cells.map((cell) => getComputedStyle(cell, '::before').content).filter((content) => content.includes('·')).length);

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What can be pressed and is smaller than 24 pixels, unless it is a link in a sentence (WCAG 2.5.8). */
const small = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('button, a[href], input:not([type=hidden]), select, summary, label:has(input)')];
    const shown = all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.unseen, p, dd, .skip'));
    // A field in a label is as large as its label, a link in a cell as its row.
    const target = (element: HTMLElement) => element.closest<HTMLElement>('label, [role=row]') ?? element;
    return shown.filter((element) => {
      const { width, height } = target(element).getBoundingClientRect();
      // Cards have no header row but for screen readers.
      return width > 0 && height > 1 && (width < 24 || height < 24);
    }).map((element) => `${element.outerHTML.slice(0, 120)} ${JSON.stringify(target(element).getBoundingClientRect())}`);
  });

test('each record is a card that says its name, its address and its company', async ({ page }) => {
  await connectAll(page, 250);
  const card = rowAt(page, 0);
  for (const text of ['Ada Lovelace', 'ada@northwind.example', 'Northwind Trading']) {
    await expect(card.getByText(text)).toBeVisible();
    await expect(card.getByText(text)).toBeInViewport();
  }
  const tops = await card.getByRole('gridcell').evaluateAll((cells) =>
    cells.filter((cell) => cell.checkVisibility()).map((cell) => Math.round(cell.getBoundingClientRect().top)));
  expect(new Set(tops).size).toBeGreaterThan(1);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test('the list is searched, sorted and filtered there too', async ({ page }) => {
  await connectAll(page, 250);
  await page.getByRole('button', { name: 'Sort', exact: true }).click();
  await tool(page, 'Sort').getByRole('button', { name: 'Name' }).click();
  await expect(page).toHaveURL(/\?sort=name$/);
  await page.getByRole('button', { name: 'Sort', exact: true }).click();
  await expect(tool(page, 'Sort').getByRole('button', { name: 'Name' })).toContainText('ascending');
  await page.keyboard.press('Escape');
  await search(page).fill('ada@northwind');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: '+ Filter' }).click();
  const box = await tool(page, 'Filter').boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
});

test('a record takes the whole screen, and its button leads back', async ({ page }) => {
  await connectAll(page, 250);
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(record(page).getByRole('heading', { level: 2 })).toHaveText('Ada Lovelace');
  expect((await record(page).boundingBox())?.width).toBeGreaterThan(300);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await record(page).getByRole('button', { name: 'Close the record' }).click();
  await expect(record(page)).toHaveCount(0);
  await expect(rowAt(page, 0)).toBeInViewport();
});

test('the last card is reached', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).focus();
  await page.keyboard.press('Control+End');
  await expect(rowAt(page, 249)).toBeInViewport();
});

for (const width of [320, 1280]) {
  test(`at ${width} pixels nothing that can be pressed is smaller than 24 pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    await connectAll(page, 250);
    expect(await small(page)).toEqual([]);
    for (const [button, name] of [['+ Filter', 'Filter'], ['Columns', 'Columns'], ['Export', 'Export']] as const) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await expect(tool(page, name)).toBeVisible();
      expect(await small(page), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
    await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
    expect(await small(page), 'the record').toEqual([]);
  });
}

test('what is missing leaves no dash, no dot and no gap', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect to Airtable' }).click();
  await allowButton(page).click();
  // A base has no description: its name stands alone, in the middle of the card.
  await expect(shown(page)).toHaveText(['Northwind CRM']);
  await expectAlive(page);
  // Card and name are measured at one moment: the program may be about to paint them anew.
  const beside = () => rowAt(page, 0).evaluate((card) => {
    const middle = (element: Element | null) => { const box = element?.getBoundingClientRect(); return box ? box.top + box.height / 2 : NaN; };
    return Math.abs(middle(card) - middle(card.querySelector('.first')));
  });
  await expect.poll(beside).toBeLessThanOrEqual(1);
  // A table has fields and no description: they begin where its name begins.
  await rows(page).getByRole('link', { name: 'Northwind CRM' }).click();
  await expectAlive(page);
  await expect(shown(page)).toHaveCount(2);
  await expect(shown(page).last()).toContainText('Name; Email');
  const begin = await shown(page).evaluateAll((cells) => cells.map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return Math.round(range.getBoundingClientRect().left);
  }));
  expect(begin[1]).toBeLessThanOrEqual(begin[0] ?? 0);
  expect(await dots(page)).toBe(0);
});
