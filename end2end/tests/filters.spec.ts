// A person narrows the list by what its columns hold.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { cells, connectAll, count, expectRows, items, rows, tool } from '../fixtures/story';

const PEOPLE = [
  { firstname: 'Ada', email: 'ada@northwind.example', company: 'Northwind', lifecyclestage: 'customer', loyalty_points: '10', member_since: '2024-01-31' },
  { firstname: 'Bea', email: 'bea@acme.example', company: 'Acme', lifecyclestage: 'lead', loyalty_points: '200', member_since: '2024-02-01' },
  { firstname: 'Cem', email: '', company: 'Acme', lifecyclestage: 'customer', loyalty_points: '', member_since: '2024-02-29' },
  { firstname: 'Dör', email: 'doer@acme.example', company: '', lifecyclestage: '', loyalty_points: '35.5', member_since: '' },
];

test.beforeEach(async ({ page, sandbox }) => {
  await sandbox.setContacts(PEOPLE.map((properties) => ({ properties })));
  await connectAll(page, PEOPLE.length);
});

const form = (page: Page) => tool(page, 'Filter');
const names = (page: Page) => cells(page, 1);

async function begin(page: Page, column: string) {
  await page.getByRole('button', { name: '+ Filter' }).click();
  await form(page).getByLabel('Column').selectOption({ label: column });
}

const apply = (page: Page) => form(page).getByRole('button', { name: 'Apply' }).click();

test('by text, whatever its case and accents; the chip says it and takes it away', async ({ page }) => {
  await begin(page, 'Name');
  await form(page).getByLabel('Text').fill('DOR');
  await apply(page);
  await expect(names(page)).toHaveText(['Dör']);
  await expect(count(page)).toHaveText(/^1 match of 4/);
  await expect(page).toHaveURL(/\?f\.name=has%3ADOR$|\?f\.name=has:DOR$/);
  await expect(form(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove filter Name: has “DOR”' }).click();
  await expectRows(page, 4);
  await expect(page).not.toHaveURL(/f\./);
});

test('by choices, several at once, in the words of the account', async ({ page }) => {
  await begin(page, 'Lifecycle stage');
  await form(page).getByRole('checkbox', { name: 'Customer', exact: true }).check();
  await apply(page);
  await expect(names(page)).toHaveText(['Ada', 'Cem']);
  await page.getByRole('button', { name: 'Lifecycle stage: Customer', exact: true }).click();
  await expect(form(page).getByRole('checkbox', { name: 'Customer', exact: true })).toBeChecked();
  await form(page).getByRole('checkbox', { name: 'Lead', exact: true }).check();
  await apply(page);
  await expect(names(page)).toHaveText(['Ada', 'Bea', 'Cem']);
  await expect(page.getByRole('button', { name: 'Lifecycle stage: Lead, Customer', exact: true })).toBeVisible();
});

test('by days, of which the last one counts', async ({ page }) => {
  await begin(page, 'Member since');
  await form(page).getByLabel('From', { exact: true }).fill('2024-02-01');
  await form(page).getByLabel('To', { exact: true }).fill('2024-02-29');
  await apply(page);
  await expect(names(page)).toHaveText(['Bea', 'Cem']);
  await expect(page.getByRole('button', { name: 'Member since: 1 Feb 2024 – 29 Feb 2024', exact: true })).toBeVisible();
  await page.reload();
  await expect(names(page)).toHaveText(['Bea', 'Cem']);
});

test('by numbers, both ends included, and without an end', async ({ page }) => {
  await begin(page, 'Loyalty points');
  await form(page).getByLabel('From', { exact: true }).fill('35.5');
  await apply(page);
  await expect(names(page)).toHaveText(['Bea', 'Dör']);
  await page.getByRole('button', { name: 'Loyalty points: at least 35.5', exact: true }).click();
  await form(page).getByLabel('To', { exact: true }).fill('35.5');
  await apply(page);
  await expect(names(page)).toHaveText(['Dör']);
});

test('by what is empty and what is not', async ({ page }) => {
  await begin(page, 'E-mail');
  await form(page).getByLabel('Its value').selectOption({ label: 'is empty' });
  await apply(page);
  await expect(names(page)).toHaveText(['Cem']);
  await page.getByRole('button', { name: 'E-mail: empty', exact: true }).click();
  await form(page).getByLabel('Its value').selectOption({ label: 'is not empty' });
  await apply(page);
  await expect(names(page)).toHaveText(['Ada', 'Bea', 'Dör']);
  await expect(page.getByRole('button', { name: 'E-mail: not empty', exact: true })).toBeVisible();
});

test('several filters and a search hold together, and are cleared together', async ({ page }) => {
  await begin(page, 'Company');
  await form(page).getByLabel('Text').fill('acme');
  await apply(page);
  await begin(page, 'Lifecycle stage');
  await form(page).getByRole('checkbox', { name: 'Customer', exact: true }).check();
  await apply(page);
  await expect(names(page)).toHaveText(['Cem']);
  await page.getByRole('searchbox', { name: 'Search records' }).fill('ada');
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expectRows(page, 4);
  await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(0);
});

test('a filter that asks for nothing takes itself away, and Remove does', async ({ page }) => {
  await begin(page, 'Name');
  await form(page).getByLabel('Text').fill('ada');
  await apply(page);
  await expectRows(page, 1);
  await page.getByRole('button', { name: 'Name: has “ada”', exact: true }).click();
  await form(page).getByLabel('Text').fill('  ');
  await apply(page);
  await expectRows(page, 4);
  await begin(page, 'Name');
  await form(page).getByLabel('Text').fill('ada');
  await apply(page);
  await page.getByRole('button', { name: 'Name: has “ada”', exact: true }).click();
  await form(page).getByRole('button', { name: 'Remove' }).click();
  await expectRows(page, 4);
});

test('all of it by keyboard, and the focus comes back to where it began', async ({ page }) => {
  const opener = page.getByRole('button', { name: '+ Filter' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(form(page).getByLabel('Column')).toBeFocused();
  await page.keyboard.type('Compa');
  await page.keyboard.press('Tab');
  await expect(form(page).getByLabel('Its value')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('north');
  await page.keyboard.press('Enter');
  await expect(names(page)).toHaveText(['Ada']);
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(form(page)).toHaveCount(0);
  await expect(opener).toBeFocused();
  await expect(items(page)).toHaveAttribute('aria-rowcount', '2');
});

test('whoever tabs on before the fields are there is taken to them when they come', async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/[?&]edit=/, async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole('button', { name: '+ Filter' }).click();
  await form(page).getByLabel('Column').focus();
  await page.keyboard.type('Compa');
  await page.keyboard.press('Tab');
  await expect(form(page).getByRole('status', { name: 'Loading the fields' })).toBeFocused();
  release();
  await expect(form(page).getByLabel('Its value')).toBeFocused();
});
