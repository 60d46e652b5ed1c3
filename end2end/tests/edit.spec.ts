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
