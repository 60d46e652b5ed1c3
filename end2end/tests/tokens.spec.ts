// Tokens end, are renewed or withdrawn: the person notices only what needs them.
import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, count, pressLoadMore, rows, state } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

// What the browser itself says about an answer that is no success.
test.use({ provoked: [/Failed to load resource.* 409/] });

const refreshes = async (sandbox: Sandbox) =>
  (await sandbox.journal()).filter(({ path, form_names }) => path.endsWith('/token') && form_names.includes('refresh_token'));

test('an expired token is renewed without a word', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.expireTokens();
  await page.reload();
  await expect(rows(page)).toHaveCount(100);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await refreshes(sandbox)).toHaveLength(1);
});

test('a token that expires while one reads is renewed at the next page of records', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.expireTokens();
  await pressLoadMore(page);
  await expect(count(page)).toHaveText('200 loaded');
  expect(await refreshes(sandbox)).toHaveLength(1);
});

test('withdrawn access is said, and Reconnect brings the same connection back', async ({ page, sandbox }) => {
  const path = await connect(page);
  await sandbox.revokeTokens();
  await page.reload();
  await expect(state(page)).toHaveText('Reconnect needed');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  expect(await allow(page)).toBe(path);
  await expect(state(page)).toHaveText('Connected');
  await expect(rows(page)).toHaveCount(100);
});

test('access that is withdrawn while one reads keeps the rows that are there', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.revokeTokens();
  await pressLoadMore(page);
  await expect(state(page)).toHaveText('Reconnect needed');
  await expect(rows(page)).toHaveCount(100);
  await expect(page.getByRole('button', { name: 'Reconnect' })).toBeVisible();
});

test('the start page shows which account needs a reconnect, and does it', async ({ page, sandbox }) => {
  const path = await connect(page);
  await sandbox.revokeTokens();
  await page.reload();
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
  await expect(rows(page)).toHaveCount(100);
  await expect(page.getByRole('button', { name: 'Grant access' })).toHaveCount(0);
});
