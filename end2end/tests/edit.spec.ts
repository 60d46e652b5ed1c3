// A person corrects a contact where it stands.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connect, connectAll, goodNews, record, rows, search } from '../fixtures/story';

const contact = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@x.example', phone: '1', city: 'London', delivery_notes: 'first\nsecond' };

const value = (page: Page, label: string) =>
  record(page).getByRole('term').filter({ hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd[1]');

async function openForm(page: Page) {
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await record(page).getByText('Edit', { exact: true }).click();
}

test('what is saved stands in the record, in the list and at HubSpot, and the search is as it was', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: contact }]);
  await connectAll(page, 1);
  await search(page).fill('lovelace');
  await expect(page).toHaveURL(/q=lovelace/);
  await openForm(page);
  await record(page).getByLabel('Phone', { exact: true }).fill('+44 20 7946');
  await record(page).getByLabel('City').fill('Tromsø <b>');
  await record(page).getByRole('button', { name: 'Save' }).click();
  await expect(goodNews(page)).toHaveText('Saved.');
  await expect(value(page, 'City')).toHaveText('Tromsø <b>');
  await expect(rows(page).first()).toContainText('+44 20 7946');
  await expect(search(page)).toHaveValue('lovelace');
  await expect(page).toHaveURL(/q=lovelace&record=\d+$/);
});

test('a stage is chosen by its name, and a day in a field for days', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: { ...contact, lifecyclestage: 'lead', member_since: '2024-05-01' } }]);
  await connectAll(page, 1);
  await openForm(page);
  const stage = record(page).getByLabel('Lifecycle stage');
  await expect(stage.locator('option:checked')).toHaveText('Lead');
  await stage.selectOption({ label: 'Customer' });
  const since = record(page).getByLabel('Member since');
  await expect(since).toHaveAttribute('type', 'date');
  await since.fill('2025-02-28');
  await record(page).getByRole('button', { name: 'Save' }).click();
  await expect(goodNews(page)).toHaveText('Saved.');
  await expect(value(page, 'Lifecycle stage')).toHaveText('Customer');
  await expect(rows(page).first()).toContainText('Customer');
  await expect(value(page, 'Member since')).toHaveText(/28 Feb 2025/);
  expect((await sandbox.journal()).filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test('a value that HubSpot does not take is told, and Escape does not lose what is being written', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: contact }]);
  await connectAll(page, 1);
  await openForm(page);
  const email = record(page).getByLabel('E-mail');
  await email.fill('nonsense');
  await page.keyboard.press('Escape');
  await expect(email).toHaveValue('nonsense');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Not saved');
  await expect(value(page, 'E-mail')).toHaveText('ada@x.example');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the form saves as well, and texts of several lines keep them', async ({ page, sandbox }) => {
    await sandbox.setContacts([{ properties: contact }]);
    await connect(page);
    await openForm(page);
    await expect(record(page).getByLabel('Delivery notes')).toHaveValue('first\nsecond');
    await record(page).getByLabel('Last Name').fill('King');
    await record(page).getByRole('button', { name: 'Save' }).click();
    await expect(goodNews(page)).toHaveText('Saved.');
    await expect(record(page).getByRole('heading', { level: 2 })).toHaveText('Ada King');
    await expect(value(page, 'Delivery notes')).toHaveText('first\nsecond');
    await expect(rows(page).first()).toContainText('Ada King');
  });
});
