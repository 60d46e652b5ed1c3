// Everything but what comes by itself works with JavaScript off.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, cells, connect, connectButton, count, denyButton, goodNews, items, record, rows, search, state, tool } from '../fixtures/story';

test.use({ javaScriptEnabled: false, provoked: [/Failed to load resource.* 502/] });

/** Connects, and comes again until all have come: nothing tells a page without programs. */
async function connectAll(page: Page) {
  const path = await connect(page);
  await expect(async () => {
    await page.goto(path);
    await expect(count(page)).toHaveText(/^250 records/, { timeout: 200 });
  }).toPass();
  return path;
}

test('connecting leads to the first rows', async ({ page }) => {
  await askToConnect(page);
  await allow(page);
  await expect(state(page)).toHaveText('Connected');
  await expect(goodNews(page)).toContainText('connected');
  await expect(rows(page)).toHaveCount(60);
  await expect(count(page)).toContainText('loaded');
});

test('declining is told', async ({ page }) => {
  await askToConnect(page);
  await denyButton(page).click();
  await expect(page.getByRole('alert')).toContainText('not allowed');
});

test('links lead through all pages to the end and back', async ({ page }) => {
  const path = await connectAll(page);
  const paging = page.getByRole('navigation', { name: 'Rows' });
  const seen: string[] = [];
  const collect = async () => seen.push(...(await cells(page, 1).locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')?.replace(/from=\d+&/, '') ?? ''))));
  for (const [words, next] of [['1–60', 'Next 60'], ['61–120', 'Next 60'], ['121–180', 'Next 60'], ['181–240', 'Next 10']]) {
    await expect(paging).toContainText(`${words} of 250`);
    await collect();
    await page.getByRole('link', { name: next }).click();
  }
  await expect(paging).toContainText('241–250 of 250');
  await collect();
  expect(new Set(seen).size).toBe(250);
  expect(seen).toHaveLength(250);
  await expect(page.getByRole('link', { name: /^Next/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Previous 60' }).click();
  await expect(paging).toContainText('181–240 of 250');
  await page.goto(path);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
});

test('the search is a form, and sorting keeps it', async ({ page }) => {
  await connectAll(page);
  await search(page).fill('northwind');
  await search(page).press('Enter');
  await expect(page).toHaveURL(/\?q=northwind/);
  await expect(count(page)).toHaveText(/^[\d,]+ match(es)? of 250/);
  await items(page).getByRole('columnheader', { name: 'Name' }).getByRole('link').click();
  await expect(search(page)).toHaveValue('northwind');
  await expect(page).toHaveURL(/q=northwind&sort=name$/);
  await expect(items(page).getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
});

test('a search without a match offers to clear', async ({ page }) => {
  await connectAll(page);
  await search(page).fill('nobody-of-that-name');
  await search(page).press('Enter');
  await expect(page.getByText('No record matches “nobody-of-that-name”.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(rows(page)).toHaveCount(60);
  await expect(search(page)).toHaveValue('');
});

test('a filter is chosen, applied, shown as a chip and taken away', async ({ page }) => {
  await connectAll(page);
  await page.getByRole('button', { name: '+ Filter' }).click();
  await tool(page, 'Filter').getByLabel('Column').selectOption('Lifecycle stage');
  await tool(page, 'Filter').getByRole('button', { name: 'Choose' }).click();
  await tool(page, 'Filter').getByRole('checkbox', { name: 'Customer', exact: true }).check();
  await tool(page, 'Filter').getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Lifecycle stage: Customer', exact: true })).toBeVisible();
  const stages = await cells(page, 5).allTextContents();
  expect(new Set(stages)).toEqual(new Set(['Customer']));
  await page.getByRole('button', { name: 'Remove filter Lifecycle stage: Customer' }).click();
  await expect(rows(page)).toHaveCount(60);
  await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(0);
});

test('columns are chosen and put in order', async ({ page }) => {
  await connectAll(page);
  await page.getByRole('button', { name: 'Columns' }).click();
  await tool(page, 'Columns').getByRole('checkbox', { name: 'Membership level' }).check();
  await tool(page, 'Columns').getByRole('checkbox', { name: 'Phone', exact: true }).uncheck();
  await tool(page, 'Columns').getByRole('button', { name: 'Show these' }).click();
  const heads = items(page).getByRole('columnheader');
  await expect(heads).toHaveText(['Name', 'E-mail', 'Company', 'Lifecycle stage', 'Modified', 'Membership level']);
  await tool(page, 'Columns').getByRole('button', { name: 'Move Membership level up' }).click();
  await expect(heads).toHaveText(['Name', 'E-mail', 'Company', 'Lifecycle stage', 'Membership level', 'Modified']);
  await tool(page, 'Columns').getByRole('button', { name: 'Usual columns' }).click();
  await expect(heads).toHaveText(['Name', 'E-mail', 'Phone', 'Company', 'Lifecycle stage', 'Modified']);
});

test('a record opens by its link and closes by its button', async ({ page }) => {
  await connectAll(page);
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(record(page).getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
  await expect(record(page).getByRole('link', { name: 'Open in HubSpot' })).toBeVisible();
  await record(page).getByText('Raw JSON').click();
  await expect(record(page).locator('pre')).toContainText('"lovelace"', { ignoreCase: true });
  await record(page).getByRole('button', { name: 'Close the record' }).click();
  await expect(record(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(60);
});

test('Disconnect asks, revokes and says so', async ({ page, sandbox }) => {
  await connect(page);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: 'Keep' }).click();
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await question.getByRole('button', { name: 'Disconnect and revoke' }).click();
  await expect(goodNews(page)).toContainText('withdrawn at the provider');
  await expect(connectButton(page)).toBeVisible();
  expect((await sandbox.journal()).filter(({ path }) => path.endsWith('/token/revoke'))).toHaveLength(1);
});

test('HubSpot being away is said, and the same page works later', async ({ page, sandbox }) => {
  await sandbox.fault({ path_prefix: '/crm/', status: 500, times: 1000 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await sandbox.clearFaults();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(rows(page)).toHaveCount(60);
});

test('a wait is said with its seconds', async ({ page, sandbox }) => {
  await sandbox.fault({ path_prefix: '/crm/objects/', status: 429, headers: { 'retry-after': '3' }, times: 1000 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByText(/HubSpot asks us to wait for [1-3] s\./)).toBeVisible();
  await sandbox.clearFaults();
  // Whoever is too early reads the sentence again.
  const again = async () => {
    const loaded = page.waitForEvent('load');
    await page.getByRole('link', { name: 'Try again' }).click();
    await loaded;
    return rows(page).count();
  };
  await expect.poll(again, { timeout: 10_000 }).toBe(60);
});
