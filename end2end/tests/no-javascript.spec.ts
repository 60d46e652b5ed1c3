// Everything but loading by itself works with JavaScript off.
import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, connectButton, count, denyButton, rows, state, usePortalOfItsOwn } from '../fixtures/story';

test.use({ javaScriptEnabled: false });

test('connecting leads to the first hundred rows', async ({ page }) => {
  await askToConnect(page);
  await allow(page);
  await expect(state(page)).toHaveText('Connected');
  await expect(page.getByRole('status')).toContainText('connected');
  await expect(rows(page)).toHaveCount(100);
  await expect(count(page)).toHaveText('100 on this page');
});

test('declining is told', async ({ page }) => {
  await askToConnect(page);
  await denyButton(page).click();
  await expect(page.getByRole('alert')).toContainText('not allowed');
});

test('links lead through all pages to the end and back', async ({ page }) => {
  const path = await connect(page);
  const seen = new Set<string>();
  const collect = async () => {
    const links = await rows(page).getByRole('link').all();
    for (const link of links) seen.add((await link.getAttribute('href')) ?? '');
  };
  await collect();
  await page.getByRole('link', { name: 'Next 100' }).click();
  await expect(page).toHaveURL(/\?after=/);
  await expect(count(page)).toHaveText('100 on this page');
  await collect();
  await page.getByRole('link', { name: 'Next 100' }).click();
  await expect(count(page)).toHaveText('50 on this page · up to the last');
  await collect();
  expect(seen.size).toBe(250);
  await expect(page.getByRole('link', { name: /^Next/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the start' }).click();
  await expect(page).toHaveURL(new RegExp(`${path}\\??$`));
  await expect(rows(page).first()).toContainText('Ada Lovelace');
});

test('the search is a form, and the next page keeps it', async ({ page }) => {
  await connect(page);
  await page.getByRole('searchbox').fill('ada@northwind');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(/\?q=ada/);
  await expect(rows(page)).toHaveCount(1);
  await expect(count(page)).toHaveText('1 of 100 on this page matches');
  await page.getByRole('link', { name: 'Next 100' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('ada@northwind');
  await expect(count(page)).toHaveText('0 of 100 on this page match');
});

test('Disconnect asks, revokes and says so', async ({ page, sandbox }) => {
  await connect(page);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: 'Keep' }).click();
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await question.getByRole('button', { name: 'Disconnect and revoke' }).click();
  await expect(page.getByRole('status')).toContainText('withdrawn at the provider');
  await expect(connectButton(page)).toBeVisible();
  expect((await sandbox.journal()).filter(({ path }) => path.endsWith('/token/revoke'))).toHaveLength(1);
});

test('HubSpot being away is said, and the same page works later', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: '/crm/', status: 500 });
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(rows(page)).toHaveCount(100);
});

test('a wait is said with its seconds', async ({ page, sandbox }) => {
  await usePortalOfItsOwn(sandbox);
  await connect(page);
  await sandbox.fault({ path_prefix: '/crm/', status: 429, headers: { 'retry-after': '3' } });
  await page.reload();
  await expect(page.getByText('HubSpot asks us to wait for 3 s.')).toBeVisible();
});

test('a connection that ended can be renewed in place', async ({ page, sandbox }) => {
  const path = await connect(page);
  await sandbox.revokeTokens();
  await page.goto(path);
  await expect(page.getByRole('alert')).toContainText('no longer honours');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  expect(await allow(page)).toBe(path);
  await expect(rows(page)).toHaveCount(100);
});
