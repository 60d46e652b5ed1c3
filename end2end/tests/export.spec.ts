// A person takes the list along: the view or everything, as CSV or as JSON lines.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { CONTACT_PAGES, connectAll, search, tool } from '../fixtures/story';

const PEOPLE = [
  { firstname: 'Ada', email: 'ada@northwind.example', company: 'Northwind, "North" Ltd', lifecyclestage: 'customer' },
  { firstname: '=1+1', email: 'sum@x.example', company: '@SUM(A1)', lifecyclestage: 'lead' },
  { firstname: 'Zoé 👩‍🚀', email: 'zoe@x.example', company: 'Two\nlines', lifecyclestage: '' },
];

test.beforeEach(async ({ page, sandbox }) => {
  await sandbox.setContacts(PEOPLE.map((properties) => ({ properties })));
  await connectAll(page, PEOPLE.length);
});

/** Presses that way out; gives the file's name and what is in it. */
async function take(page: Page, way: string | RegExp) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const begun = page.waitForEvent('download');
  await tool(page, 'Export').getByRole('link', { name: way }).click();
  const download = await begun;
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
}

test('all as CSV: UTF-8, quoted, and nothing that a spreadsheet would run', async ({ page }) => {
  const { name, text } = await take(page, /^All as CSV \(3 rows\)/);
  expect(name).toMatch(/^hubspot-.*contacts.*\.csv$/i);
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(text).toContain('"Northwind, ""North"" Ltd"');
  expect(text).toContain("'=1+1");
  expect(text).toContain("'@SUM(A1)");
  expect(text).toContain('Zoé 👩‍🚀');
  expect(text).toContain('"Two\nlines"');
  expect(text).not.toMatch(/(^|,|")[=@]/m);
});

test('the view as CSV has its rows, its order and its columns', async ({ page }) => {
  await page.goto(`${new URL(page.url()).pathname}?q=x.example&sort=-name&cols=p.email,name`);
  const { text } = await take(page, /^This view as CSV \(2 rows\)/);
  expect(text.replace('\ufeff', '').trim().split(/\r?\n/)).toEqual(['E-mail,Name', 'zoe@x.example,Zoé 👩‍🚀', "sum@x.example,'=1+1"]);
});

test('JSON lines hold each record as it is, all or those of the view', async ({ page }) => {
  const all = await take(page, 'All as JSON lines');
  expect(all.name).toMatch(/\.jsonl$/);
  const records = all.text.trim().split('\n').map((line) => JSON.parse(line));
  expect(records.map(({ properties }) => properties.firstname)).toEqual(PEOPLE.map(({ firstname }) => firstname));
  await page.keyboard.press('Escape');
  await search(page).fill('ada');
  await expect(page).toHaveURL(/q=ada/);
  const some = await take(page, 'This view as JSON lines');
  expect(some.text.trim().split('\n').map((line) => JSON.parse(line).name)).toEqual(['Ada']);
});

test('a list that is not complete says so, in the menu and in the name of the file', async ({ page, sandbox }) => {
  await sandbox.setPortal({ hub_id: 78, name: 'Second', user: 'bob@second.example' });
  await sandbox.setContacts({ count: 1000 });
  await sandbox.fault({ ...CONTACT_PAGES, delay_ms: 10, times: 4 });
  await sandbox.fault({ ...CONTACT_PAGES, status: 503, times: 1000 });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  await page.locator('button[name=decision][value=allow]').click();
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(tool(page, 'Export').getByText(/^[\d,]+ of 1,000 loaded; the rest would be missing\.$/)).toBeVisible();
  await page.keyboard.press('Escape');
  expect((await take(page, /^All as CSV/)).name).toContain('partial');
});
