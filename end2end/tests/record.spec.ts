// A person opens a record: all of it stands beside the list, and the keys lead to its neighbours.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connectAll, items, record, rowAt, rows, search } from '../fixtures/story';

const heading = (page: Page) => record(page).getByRole('heading', { level: 2 });
const value = (page: Page, label: string) =>
  record(page).getByRole('term').filter({ hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd[1]');

async function openFirst(page: Page) {
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(heading(page)).toHaveText('Ada Lovelace');
}

test('all properties stand under their headings, in words, with the way to HubSpot', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: {
    firstname: 'Ada', lastname: 'Lovelace', email: 'ada@x.example', lifecyclestage: 'customer', membership_level: 'gold', city: 'London',
  } }]);
  await connectAll(page, 1);
  await openFirst(page);
  await expect(record(page).getByRole('link', { name: 'Open in HubSpot' })).toHaveAttribute('href', /^https:\/\/app\.hubspot\.com\/.*62515/);
  await expect(value(page, 'E-mail').getByRole('link')).toHaveAttribute('href', 'mailto:ada@x.example');
  await expect(value(page, 'Lifecycle stage')).toHaveText('Customer');
  await expect(value(page, 'Membership level')).toHaveText('Gold');
  await expect(value(page, 'City')).toHaveText('London');
  await expect(record(page).getByRole('heading', { name: 'Membership' })).toBeVisible();
  await record(page).getByRole('searchbox', { name: 'Find a property of this record' }).fill('LOND');
  await expect(record(page).getByRole('term')).toHaveText(['City']);
});

test('what HubSpot sent can be read and copied as it is', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await connectAll(page, 250);
  await openFirst(page);
  await record(page).getByText('Raw JSON').click();
  const raw = await record(page).locator('pre').textContent();
  expect(JSON.parse(raw ?? '')).toMatchObject({ properties: { firstname: 'Ada' } });
  await record(page).getByRole('button', { name: 'Copy' }).click();
  await expect(record(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(raw);
});

test('Enter opens the record, Escape closes it, and the focus is where it was', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const name = await rowAt(page, 2).locator('[aria-colindex="1"]').textContent();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(name ?? '');
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL(/\?record=\d+$/);
  await page.keyboard.press('Escape');
  await expect(record(page)).toHaveCount(0);
  await expect(items(page)).toBeFocused();
  await expect(items(page)).toHaveAttribute('aria-activedescendant', 'grid-2-0');
  await expect(page).not.toHaveURL(/record=/);
});

test('the keys lead to the next record and the one before, and the list comes along', async ({ page }) => {
  await connectAll(page, 250);
  await openFirst(page);
  await expect(record(page).getByText('1 of 250')).toBeVisible();
  for (let at = 1; at <= 30; at++) {
    await page.keyboard.press(']');
    await expect(record(page).getByText(`${at + 1} of 250`)).toBeVisible();
  }
  await expect(rowAt(page, 30)).toBeInViewport();
  await expect(rowAt(page, 30)).toHaveClass(/open/);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(record(page).getByText('30 of 250')).toBeVisible();
  await expect(heading(page)).toHaveText((await rowAt(page, 29).locator('[aria-colindex="1"]').textContent()) ?? '');
  await page.keyboard.press('[');
  await expect(record(page).getByText('29 of 250')).toBeVisible();
  await record(page).getByRole('button', { name: 'Next' }).click();
  await expect(record(page).getByText('30 of 250')).toBeVisible();
});

test('at either end there is no further record', async ({ page }) => {
  await connectAll(page, 250);
  await openFirst(page);
  await page.keyboard.press('[');
  await expect(heading(page)).toHaveText('Ada Lovelace');
  await search(page).fill('ada@northwind');
  await expect(rows(page)).toHaveCount(1);
  await record(page).getByRole('button', { name: 'Next' }).click();
  await expect(heading(page)).toHaveText('Ada Lovelace');
  await expect(record(page).getByText('1 of 1')).toBeVisible();
});

test('a link to a record opens it in the HTML already, and says where it stands', async ({ page }) => {
  const path = await connectAll(page, 250);
  await openFirst(page);
  const link = page.url();
  const html = await (await page.request.get(link)).text();
  expect(html).toContain('Open in HubSpot');
  await page.goto(link);
  await expect(heading(page)).toHaveText('Ada Lovelace');
  await expect(record(page).getByText('1 of 250')).toBeVisible();
  await page.goto(`${path}?record=1&sort=name`);
  await expect(heading(page)).toHaveText('No such record');
});

test.describe('in trouble', () => {
  test.use({ provoked: [/Failed to load resource.* 502/] });

  test('a record that does not come is said, and Try again brings it', async ({ page, sandbox }) => {
    await connectAll(page, 250);
    await sandbox.fault({ path_prefix: '/crm/objects/', status: 503, times: 1000 });
    await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
    await expect(record(page).getByRole('alert')).toContainText('HubSpot cannot be reached');
    await sandbox.clearFaults();
    await record(page).getByRole('button', { name: 'Try again' }).click();
    await expect(heading(page)).toHaveText('Ada Lovelace');
  });
});
