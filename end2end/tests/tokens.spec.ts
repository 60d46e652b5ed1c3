// Tokens end, are renewed or withdrawn: the person notices only what needs them.
import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, connectAll, expectRows, goodNews, refreshList, rows, state, withdraw } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

test.use({ sandboxFlags: ['--search-lag', '0ms'], provoked: [/Failed to load resource.* 409/] });

const refreshes = async (sandbox: Sandbox) =>
  (await sandbox.journal()).filter(({ path, form_names }) => path.endsWith('/token') && form_names.includes('refresh_token'));

test('an expired token is renewed without a word', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await sandbox.expireTokens();
  await sandbox.changeContacts({ create: [{ properties: { firstname: 'Grace' } }] });
  await refreshList(page);
  await expectRows(page, 251);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await refreshes(sandbox)).toHaveLength(1);
});

test('a token that expires while the list is read is renewed at the next page of records', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 1000 });
  await sandbox.fault({ path_prefix: '/crm/objects/', delay_ms: 300, times: 1000 });
  await connect(page);
  await sandbox.expireTokens();
  await sandbox.clearFaults();
  await expectRows(page, 1000);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await refreshes(sandbox)).toHaveLength(1);
});

test('withdrawn access is said, the records stay, and Reconnect brings the same connection back', async ({ page, sandbox }) => {
  const path = await connectAll(page, 250);
  await withdraw(page, sandbox);
  await expect(state(page)).toHaveText('Reconnect needed');
  await expectRows(page, 250);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  expect(await allow(page)).toBe(path);
  await expect(state(page)).toHaveText('Connected');
  await expectRows(page, 250);
});

test('access that is withdrawn while the list is read keeps the rows that have come', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 2500 });
  await sandbox.fault({ path_prefix: '/crm/objects/', delay_ms: 500, times: 1000 });
  await connect(page);
  await sandbox.revokeTokens();
  await expect(state(page)).toHaveText('Reconnect needed');
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expect(page.getByRole('button', { name: 'Reconnect' })).toBeVisible();
});

test('the start page shows which account needs a reconnect, and does it', async ({ page, sandbox }) => {
  const path = await connectAll(page, 250);
  await withdraw(page, sandbox);
  await expect(state(page)).toHaveText('Reconnect needed');
  await page.goto('/');
  await expect(page.getByText('Reconnect needed')).toBeVisible();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  expect(await allow(page)).toBe(path);
});

test('a missing scope is named, and can be granted later', async ({ page, sandbox }) => {
  await sandbox.grantOnly(['oauth']);
  await askToConnect(page);
  const path = await allow(page);
  await expect(page.locator('main > .panel').getByText('crm.objects.contacts.read', { exact: true })).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await sandbox.grantOnly(null);
  await page.getByRole('button', { name: 'Grant access' }).click();
  expect(await allow(page)).toBe(path);
  await expect(goodNews(page)).toBeVisible();
  await expectRows(page, 250);
  await expect(page.getByRole('button', { name: 'Grant access' })).toHaveCount(0);
});
