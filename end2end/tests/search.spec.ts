// A person looks for a contact among the loaded ones.
import { expect, test } from '../fixtures/hygiene';
import { connect, count, items, rows } from '../fixtures/story';

test('typing leaves what matches, and clearing brings all back', async ({ page }) => {
  await connect(page);
  await page.getByRole('searchbox').fill('ADA@northwind');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Ada Lovelace');
  // A short list ends near the screen, so the search goes on through all that there is.
  await expect(count(page)).toHaveText('1 of 250 loaded matches · that is all');
  await page.getByRole('searchbox').fill('');
  await expect(rows(page)).toHaveCount(250);
  await expect(count(page)).toHaveText('250 loaded · that is all');
});

test('what matches nothing says so, once all was searched', async ({ page }) => {
  await connect(page);
  await page.getByRole('searchbox').fill('nobody-of-that-name');
  await expect(page.getByText('No record matches. Try fewer letters.')).toBeVisible();
  await expect(items(page)).toBeHidden();
  await expect(count(page)).toHaveText('0 of 250 loaded match · that is all');
});

test('search finds by company and ignores blanks around', async ({ page }) => {
  await connect(page);
  await page.getByRole('searchbox').fill('  شركة النيل ');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('ليلى');
});

test('Enter in the search stays on the page', async ({ page }) => {
  const path = await connect(page);
  await page.getByRole('searchbox').fill('ada@northwind');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(path);
  await expect(rows(page)).toHaveCount(1);
});
