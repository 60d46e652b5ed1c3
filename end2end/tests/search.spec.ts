// A person looks for a contact among all of them.
import { expect, test } from '../fixtures/hygiene';
import { connectAll, count, expectRows, items, rows, search } from '../fixtures/story';

test('typing leaves what matches, and clearing brings all back', async ({ page }) => {
  await connectAll(page, 250);
  await search(page).fill('ADA@northwind');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Ada Lovelace');
  await expect(count(page)).toHaveText(/^1 match of 250 · as of/);
  await search(page).fill('');
  await expectRows(page, 250);
  await expect(count(page)).toHaveText(/^250 records · as of/);
});

test('what matches nothing says so, and offers to clear', async ({ page }) => {
  await connectAll(page, 250);
  await search(page).fill('nobody-of-that-name');
  await expect(page.getByText('No record matches “nobody-of-that-name”.')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expect(count(page)).toHaveText(/^0 matches of 250/);
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(search(page)).toHaveValue('');
  await expectRows(page, 250);
  await expect(page).not.toHaveURL(/q=/);
});

test('search finds by company and ignores blanks around', async ({ page }) => {
  await connectAll(page, 250);
  await search(page).fill('  شركة النيل ');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('ليلى');
});

test('search finds a record far down that was never on the screen', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 2500 });
  const [created] = (await sandbox.changeContacts({ create: [{ properties: { firstname: 'Zuzana', lastname: 'Nováková-Ümläut' } }] })).created;
  expect(created).toBeTruthy();
  await connectAll(page, 2501);
  await search(page).fill('novakova umlaut');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Zuzana');
});

test('/ leads to the search from wherever one is, and each letter counts', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).focus();
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('ada@northwind');
  await expect(search(page)).toHaveValue('ada@northwind');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.type('/');
  await expect(search(page)).toHaveValue('ada@northwind/');
});

test('a word that is typed is one step back, and Escape empties the box', async ({ page }) => {
  const path = await connectAll(page, 250);
  await search(page).focus();
  await page.keyboard.type('lovelace');
  await expect(page).toHaveURL(/\?q=lovelace$/);
  await page.keyboard.press('Escape');
  await expect(search(page)).toHaveValue('');
  await expect(page).toHaveURL(path);
  await search(page).fill('grace');
  await expect(page).toHaveURL(/\?q=grace$/);
  await page.goBack();
  await expect(page).toHaveURL(path);
  await expect(search(page)).toHaveValue('');
  await expectRows(page, 250);
});

test('Enter in the search stays on the page', async ({ page }) => {
  const path = await connectAll(page, 250);
  await search(page).fill('ada@northwind');
  await expect(rows(page)).toHaveCount(1);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await search(page).press('Enter');
  await expect(page).toHaveURL(`${path}?q=ada@northwind`);
  await expect(rows(page)).toHaveCount(1);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('what is typed before the program runs is searched for once it does', async ({ page }) => {
  const path = await connectAll(page, 250);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  await search(page).fill('ada@northwind');
  await expect(items(page)).not.toHaveAttribute('data-live');
  release();
  await expect(rows(page)).toHaveCount(1);
  await expect(search(page)).toHaveValue('ada@northwind');
});
