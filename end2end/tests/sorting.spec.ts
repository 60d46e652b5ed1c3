// A person sorts by any column: up, down, not at all; Shift adds a second one.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { cells, connectAll, items, rows } from '../fixtures/story';

// Few enough to stand on one screen, whatever their order.
const PEOPLE = [['Cem', 'Acme'], ['ada', 'Zeta'], ['Bea', 'Acme'], ['Äda', 'Beta'], ['', 'Acme']];

test.beforeEach(async ({ page, sandbox }) => {
  // Every other one has a telephone.
  const phone = (at: number) => (at % 2 === 0 ? `+47 550 10${at}` : '');
  await sandbox.setContacts(PEOPLE.map(([firstname, company], at) => ({ properties: { firstname, company, email: `p${at}@x.example`, phone: phone(at) } })));
  await connectAll(page, PEOPLE.length);
});

const head = (page: Page, name: string) => items(page).getByRole('columnheader', { name });
const addresses = (page: Page) => cells(page, 2);
const mail = (...order: number[]) => order.map((at) => `p${at}@x.example`);

test('a press sorts up, the next one down, the third not at all; who has no name stands by the address', async ({ page }) => {
  const given = await addresses(page).allTextContents();
  await head(page, 'Company').click();
  await expect(head(page, 'Company')).toHaveAttribute('aria-sort', 'ascending');
  await expect(cells(page, 4)).toHaveText(['Acme', 'Acme', 'Acme', 'Beta', 'Zeta']);
  await expect(page).toHaveURL(/\?sort=p\.company$/);
  await head(page, 'Company').click();
  await expect(head(page, 'Company')).toHaveAttribute('aria-sort', 'descending');
  await expect(cells(page, 4)).toHaveText(['Zeta', 'Beta', 'Acme', 'Acme', 'Acme']);
  await head(page, 'Company').click();
  await expect(addresses(page)).toHaveText(given);
  await expect(items(page).locator('[aria-sort]')).toHaveCount(0);
  await head(page, 'Name').click();
  await expect(rows(page).last()).toContainText('p4@x.example');
  await head(page, 'Name').click();
  await expect(rows(page).first()).toContainText('p4@x.example');
});

test('what has no value stands last, upwards and downwards', async ({ page }) => {
  await head(page, 'Phone').click();
  await expect(head(page, 'Phone')).toHaveAttribute('aria-sort', 'ascending');
  await expect(addresses(page)).toHaveText(mail(0, 2, 4, 1, 3));
  await head(page, 'Phone').click();
  await expect(head(page, 'Phone')).toHaveAttribute('aria-sort', 'descending');
  await expect(addresses(page)).toHaveText(mail(4, 2, 0, 1, 3));
});

test('names stand together whatever their case and accents', async ({ page }) => {
  await head(page, 'Name').click();
  await expect(cells(page, 1).nth(2)).toHaveText('Bea');
  expect((await cells(page, 1).allTextContents()).slice(0, 2).sort()).toEqual(['ada', 'Äda'].sort());
});

test('Shift sorts within what is sorted, and only the first column says how it is sorted', async ({ page }) => {
  await head(page, 'Company').click();
  await head(page, 'E-mail').click({ modifiers: ['Shift'] });
  await head(page, 'E-mail').click({ modifiers: ['Shift'] });
  await expect(addresses(page)).toHaveText(mail(4, 2, 0, 3, 1));
  await expect(page).toHaveURL(/\?sort=p\.company,-p\.email$/);
  await expect(items(page).locator('[aria-sort]')).toHaveCount(1);
  await expect(head(page, 'Company')).toHaveAttribute('aria-sort', 'ascending');
  await head(page, 'Name').click();
  await expect(page).toHaveURL(/\?sort=name$/);
});

test('the keys sort too: Enter, and with Shift a second column', async ({ page }) => {
  await items(page).focus();
  await page.keyboard.press('ArrowUp');
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(head(page, 'Company')).toHaveAttribute('aria-sort', 'ascending');
  for (let n = 0; n < 2; n++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Enter');
  await expect(addresses(page)).toHaveText(mail(0, 2, 4, 3, 1));
  await expect(items(page)).toBeFocused();
});

test('sorting starts at the top and goes one step back', async ({ page }) => {
  const given = await addresses(page).allTextContents();
  await head(page, 'E-mail').click();
  await head(page, 'E-mail').click();
  await expect(addresses(page)).toHaveText(mail(4, 3, 2, 1, 0));
  await page.goBack();
  await expect(addresses(page)).toHaveText(mail(0, 1, 2, 3, 4));
  await page.goBack();
  await expect(addresses(page)).toHaveText(given);
  await page.goForward();
  await expect(head(page, 'E-mail')).toHaveAttribute('aria-sort', 'ascending');
});
