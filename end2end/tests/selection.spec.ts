// A person selects rows and takes them to a spreadsheet: with the mouse, with the keys.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connectAll, items, record, rowAt, rows } from '../fixtures/story';

const people = (many: number) => Array.from({ length: many }, (_, at) => ({
  properties: { firstname: `Person ${String(at).padStart(4, '0')}`, email: `p${at}@x.example`, company: at === 1 ? '=1+1' : 'Acme' },
}));

const says = (page: Page) => page.locator('#grid-says');
const selected = (page: Page) => items(page).locator('[role=row][aria-selected=true]');
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const positions = (page: Page) => selected(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-rowindex')) - 2).sort((one, other) => one - other));

test.beforeEach(async ({ page, context, sandbox }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await sandbox.setContacts(people(600));
  await connectAll(page, 600);
});

test('Shift and the arrows draw a range, and draw it anew', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('ArrowDown');
  for (let n = 0; n < 3; n++) await page.keyboard.press('Shift+ArrowDown');
  expect(await positions(page)).toEqual([1, 2, 3, 4]);
  await expect(says(page)).toHaveText('4 rows selected');
  await page.keyboard.press('Shift+ArrowUp');
  expect(await positions(page)).toEqual([1, 2, 3]);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
});

test('a press with Shift selects up to there, with Control one more or one less', async ({ page }) => {
  await rowAt(page, 2).locator('[aria-colindex="4"]').click({ modifiers: ['ControlOrMeta'] });
  await rowAt(page, 5).locator('[aria-colindex="4"]').click({ modifiers: ['Shift'] });
  expect(await positions(page)).toEqual([2, 3, 4, 5]);
  await rowAt(page, 3).locator('[aria-colindex="4"]').click({ modifiers: ['ControlOrMeta'] });
  await rowAt(page, 8).locator('[aria-colindex="4"]').click({ modifiers: ['ControlOrMeta'] });
  expect(await positions(page)).toEqual([2, 4, 5, 8]);
  await expect(record(page)).toHaveCount(0);
});

test('the blank selects the row, and Control with A all of them, seen or not', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('Space');
  expect(await positions(page)).toEqual([0]);
  await page.keyboard.press('ControlOrMeta+a');
  await expect(says(page)).toHaveText('600 rows selected');
  await page.keyboard.press('Control+End');
  await expect(rowAt(page, 599)).toHaveAttribute('aria-selected', 'true');
});

test('what is copied is a table that spreadsheets take, and none of it runs', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ControlOrMeta+c');
  await expect(says(page)).toHaveText('2 rows copied');
  const lines = (await clipboard(page)).split('\n').map((line) => line.split('\t').slice(0, 4));
  expect(lines).toEqual([
    ['Person 0000', 'p0@x.example', '', 'Acme'],
    ['Person 0001', 'p1@x.example', '', "'=1+1"],
  ]);
});

test('rows that were never on the screen are copied too', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  await expect(says(page)).toHaveText('600 rows copied');
  const lines = (await clipboard(page)).split('\n');
  expect(lines).toHaveLength(600);
  expect(lines.map((line) => line.split('\t')[0])).toEqual(people(600).map(({ properties }) => properties.firstname));
});

test('without a selection the cell is copied, and text that is marked stays what is copied', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ControlOrMeta+c');
  await expect(says(page)).toHaveText('Copied');
  expect(await clipboard(page)).toBe('p0@x.example');
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('h1') as Element));
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => clipboard(page)).toContain('Northwind Trading');
});

test('another order ends the selection', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selected(page)).toHaveCount(2);
  await items(page).getByRole('columnheader', { name: 'Name' }).click();
  await items(page).getByRole('columnheader', { name: 'Name' }).click();
  await expect(rows(page).first()).toContainText('Person 0599');
  await expect(selected(page)).toHaveCount(0);
});
