// A person connects HubSpot, or decides not to.
import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, connectButton, denyButton, expectRows, goodNews, items, rows, state } from '../fixtures/story';

test('the consent page names the portal and every scope', async ({ page }) => {
  await askToConnect(page);
  await expect(page.getByRole('heading')).toContainText('Northwind Trading');
  for (const scope of ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.schemas.companies.read']) {
    await expect(page.getByText(scope, { exact: true })).toBeVisible();
  }
});

test('whoever allows it sees the account and its contacts', async ({ page }) => {
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('heading', { name: 'HubSpot · Northwind Trading' })).toBeVisible();
  await expect(state(page)).toHaveText('Connected');
  await expect(goodNews(page)).toContainText('connected');
  const columns = ['Name', 'E-mail', 'Phone', 'Company', 'Lifecycle stage', 'Modified'];
  await expect(items(page).getByRole('columnheader')).toHaveText(columns);
  await expectRows(page, 250);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Disconnect', exact: true })).toBeVisible();
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(page.getByRole('link', { name: 'Open in HubSpot' })).toHaveAttribute('href', /hubspot\.com\/.*62515/);
});

test('after a reload the account is still connected, and nothing is announced again', async ({ page }) => {
  const path = await connect(page);
  await expect(page).toHaveURL(path);
  await page.reload();
  await expect(state(page)).toHaveText('Connected');
  await expectRows(page, 250);
  await expect(goodNews(page)).toHaveCount(0);
});

test('the start page leads to the records of a connected account', async ({ page }) => {
  const path = await connect(page);
  await page.getByRole('link', { name: 'Connections', exact: true }).click();
  await expect(page).toHaveURL('/');
  await expect(connectButton(page)).toHaveCount(0);
  await page.getByRole('link', { name: 'Open records of Northwind Trading' }).click();
  await expect(page).toHaveURL(path);
  await expectRows(page, 250);
});

test('no page that is shown has the code or the state in its address', async ({ page, app }) => {
  const shown: URL[] = [];
  page.on('framenavigated', (frame) => shown.push(new URL(frame.url())));
  await connect(page);
  const ours = shown.filter(({ origin }) => origin === app.url);
  expect(ours.some(({ pathname }) => pathname.startsWith('/connections/'))).toBe(true);
  expect(ours.filter(({ searchParams }) => searchParams.has('code') || searchParams.has('state'))).toEqual([]);
});

test('whoever declines is told so, and nothing changed', async ({ page, sandbox }) => {
  await askToConnect(page);
  await denyButton(page).click();
  await expect(page.getByRole('alert')).toContainText('not allowed');
  await expect(page).toHaveURL('/');
  await expect(connectButton(page)).toBeVisible();
  expect((await sandbox.journal()).filter(({ path }) => path.endsWith('/token'))).toEqual([]);
});

test('HubSpot being away at the end of it is said, and trying again works', async ({ page, sandbox }) => {
  await sandbox.fault({ path_prefix: '/oauth/2026-09/token', status: 503 });
  await askToConnect(page);
  await page.locator('button[name=decision][value=allow]').click();
  await expect(page.getByRole('alert')).toContainText('could not be reached');
  await connect(page);
});
