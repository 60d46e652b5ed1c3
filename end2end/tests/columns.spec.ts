// A person chooses what the list shows: which columns, in which order, how wide.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { cells, connectAll, items, rows, tool } from '../fixtures/story';

const USUAL = ['Name', 'E-mail', 'Phone', 'Company', 'Lifecycle stage', 'Modified'];

const heads = (page: Page) => items(page).getByRole('columnheader');
const picker = (page: Page) => tool(page, 'Columns');
const width = async (page: Page, at: number) => Math.round((await heads(page).nth(at).boundingBox())?.width ?? 0);

async function open(page: Page) {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await expect(picker(page).getByText('Loading all properties')).toHaveCount(0);
}

test('the picker holds all properties of the account under its headings, its own too', async ({ page }) => {
  await connectAll(page, 250);
  await open(page);
  await expect(picker(page).getByRole('group', { name: 'Membership' }).getByRole('checkbox', { name: 'Membership level' })).toBeVisible();
  expect(await picker(page).getByRole('checkbox').count()).toBeGreaterThan(40);
  await picker(page).getByRole('searchbox', { name: 'Find a property' }).fill('LEVEL');
  await expect(picker(page).getByRole('checkbox')).toHaveCount(1);
});

test('a property that is picked comes with its values, and goes when it is left out', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: { firstname: 'Ada', membership_level: 'platinum_2024', newsletter_topics: 'prices;jobs' } }]);
  await connectAll(page, 1);
  await open(page);
  await picker(page).getByRole('checkbox', { name: 'Membership level' }).check();
  await picker(page).getByRole('checkbox', { name: 'Newsletter topics' }).check();
  await expect(heads(page)).toHaveText([...USUAL, 'Membership level', 'Newsletter topics']);
  await expect(cells(page, 7)).toHaveText(['Platinum (since 2024)']);
  await expect(cells(page, 8)).toHaveText(['Prices & offers, Open positions']);
  await picker(page).getByRole('checkbox', { name: 'Phone', exact: true }).uncheck();
  await expect(heads(page)).toHaveText([...USUAL.filter((label) => label !== 'Phone'), 'Membership level', 'Newsletter topics']);
  await expect(page).toHaveURL(/cols=name,p\.email,p\.company,p\.lifecyclestage,modified,p\.membership_level,p\.newsletter_topics$/);
  await picker(page).getByRole('button', { name: 'Usual columns' }).click();
  await expect(heads(page)).toHaveText(USUAL);
  await expect(page).not.toHaveURL(/cols=/);
});

test('columns change places by the buttons of the picker', async ({ page }) => {
  await connectAll(page, 250);
  await open(page);
  await picker(page).getByRole('button', { name: 'Move Company up' }).click();
  await expect(heads(page)).toHaveText(['Name', 'E-mail', 'Company', 'Phone', 'Lifecycle stage', 'Modified']);
  await expect(cells(page, 3).first()).toHaveText('Northwind Trading');
  await picker(page).getByRole('button', { name: 'Move Company down' }).click();
  await expect(heads(page)).toHaveText(USUAL);
});

test('columns change places by a pull of the mouse', async ({ page }) => {
  await connectAll(page, 250);
  const [from, to] = await Promise.all([heads(page).nth(3).boundingBox(), heads(page).nth(1).boundingBox()]);
  const y = (from?.y ?? 0) + 12;
  await page.mouse.move((from?.x ?? 0) + 40, y);
  await page.mouse.down();
  await page.mouse.move((from?.x ?? 0) + 20, y);
  await page.mouse.move((to?.x ?? 0) + 20, y, { steps: 4 });
  await page.mouse.up();
  await expect(heads(page)).toHaveText(['Name', 'Company', 'E-mail', 'Phone', 'Lifecycle stage', 'Modified']);
  await expect(items(page).locator('[aria-sort]')).toHaveCount(0);
});

test('columns change places by the keys', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).focus();
  for (const key of ['ArrowUp', 'ArrowRight', 'Alt+ArrowRight']) await page.keyboard.press(key);
  await expect(heads(page)).toHaveText(['Name', 'Phone', 'E-mail', 'Company', 'Lifecycle stage', 'Modified']);
  await expect(page.locator('#grid-says')).toHaveText('Column 3 of 6');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heads(page)).toHaveText(USUAL);
});

test('a pull at its edge makes a column wider, and two quick presses as wide as usual', async ({ page }) => {
  const path = await connectAll(page, 250);
  const before = await width(page, 1);
  const edge = heads(page).nth(1).locator('.edge');
  const box = (await edge.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y);
  await page.mouse.move(x + 80, y);
  await page.mouse.up();
  await expect.poll(() => width(page, 1)).toBe(before + 80);
  expect(Math.round((await rows(page).first().locator('[aria-colindex="2"]').boundingBox())?.width ?? 0)).toBe(before + 80);
  await expect(page).toHaveURL(new RegExp(`p\\.email:${before + 80}`));
  await page.reload();
  await expect(items(page)).toHaveAttribute('data-live');
  expect(await width(page, 1)).toBe(before + 80);
  await heads(page).nth(1).locator('.edge').dblclick();
  await expect.poll(() => width(page, 1)).toBe(before);
  expect(path).toBeTruthy();
});

test('the keys make a column wider and narrower', async ({ page }) => {
  await connectAll(page, 250);
  const before = await width(page, 1);
  await items(page).focus();
  for (const key of ['ArrowUp', 'ArrowRight', '+']) await page.keyboard.press(key);
  await expect.poll(() => width(page, 1)).toBe(before + 16);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect.poll(() => width(page, 1)).toBe(before - 16);
});

test('Compact makes rows lower, so that more of them are seen', async ({ page }) => {
  await connectAll(page, 250);
  const before = await rows(page).first().boundingBox();
  await page.getByRole('button', { name: 'Compact' }).click();
  await expect(page).toHaveURL(/\?density=compact$/);
  await expect.poll(async () => (await rows(page).first().boundingBox())?.height).toBeLessThan(before?.height ?? 0);
  await page.getByRole('button', { name: 'Compact' }).click();
  await expect.poll(async () => (await rows(page).first().boundingBox())?.height).toBe(before?.height);
});

test('cells are what their type says: addresses, numbers, days, times and people lead where they should', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: {
    firstname: 'Ada', email: 'ada@x.example', phone: '+44 (20) 555-01', website: 'https://x.example/', member_since: '2024-02-29',
  } }]);
  const path = await connectAll(page, 1);
  await page.goto(`${path}?cols=name,p.email,p.phone,p.website,p.member_since,created`);
  await expect(items(page)).toHaveAttribute('data-live');
  await expect(cells(page, 2).getByRole('link')).toHaveAttribute('href', 'mailto:ada@x.example');
  await expect(cells(page, 3).getByRole('link')).toHaveAttribute('href', 'tel:+442055501');
  await expect(cells(page, 4).getByRole('link')).toHaveAttribute('href', 'https://x.example/');
  await expect(cells(page, 5).locator('time')).toHaveText('29 Feb 2024');
  await expect(cells(page, 6).locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/);
  await cells(page, 6).hover();
  await expect(cells(page, 6)).toHaveAttribute('title', /^\d{1,2} \w{3} \d{4}, \d\d:\d\d:\d\d$/);
});
