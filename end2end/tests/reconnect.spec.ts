// A connection that ended, or that cannot be used for now, keeps its place and what was last seen.
import { expect, test } from '../fixtures/hygiene';
import { allow, allowButton, askToConnect, connect, connectAll, expectRows, lastSeen, rows, state, withdraw } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

/** What a list needs besides its records: without it no list can be shown, though records have come. */
const away = (sandbox: Sandbox) => sandbox.fault({ path_prefix: '/crm/properties/', status: 503, times: 1000 });

test('a connection that ended keeps its records, and one button brings it back in place', async ({ page, sandbox }) => {
  const path = await connectAll(page, 250);
  await withdraw(page, sandbox);
  for (const again of ['when it is found out', 'when it is known']) {
    await expect(state(page), again).toHaveText('Reconnect needed');
    await expectRows(page, 250);
    await expect(rows(page).first()).toContainText('Ada Lovelace');
    await expect(page.getByRole('button', { name: 'Reconnect' })).toHaveCount(1);
    await page.goto(path);
  }
  const asked = page.waitForRequest(/\/authorize$/);
  await page.getByRole('button', { name: 'Reconnect' }).click();
  const form = new URLSearchParams((await asked).postData() ?? '');
  expect(form.get('connection')).toBe(path.split('/').at(-1));
  expect(await allow(page)).toBe(path);
  await expect(state(page)).toHaveText('Connected');
  await expectRows(page, 250);
});

test('while HubSpot is away, what was last seen stands below the message and leaves when it answers', async ({ page, sandbox }) => {
  await away(sandbox);
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await page.reload();
  await expect(lastSeen(page).first()).toContainText('Ada Lovelace');
  await expect(page.getByText(/Last seen .* UTC; the present state cannot be shown just now/)).toBeVisible();
  await sandbox.clearFaults();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expectRows(page, 250);
  await expect(lastSeen(page)).toHaveCount(0);
  await expect(page.getByText(/^Last seen/)).toHaveCount(0);
});

test('what a permission now forbids is not shown from before', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.grantOnly(['oauth']);
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  await allow(page);
  await expect(page.getByRole('button', { name: 'Grant access' })).toBeVisible();
  await expect(lastSeen(page)).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('what was last seen stands below the message', async ({ page, sandbox }) => {
    await away(sandbox);
    await askToConnect(page);
    await allow(page);
    await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
    await page.reload();
    await expect(lastSeen(page).first()).toContainText('Ada Lovelace');
    await sandbox.clearFaults();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(rows(page).first()).toContainText('Ada Lovelace');
  });

  test('a connection that ended is renewed in place', async ({ page, sandbox }) => {
    const path = await connect(page);
    await sandbox.revokeTokens();
    await page.getByRole('button', { name: 'Refresh' }).click();
    // Nothing tells a page without programs what has been found out since.
    await expect(async () => {
      await page.goto(path);
      await expect(state(page)).toHaveText('Reconnect needed', { timeout: 500 });
    }).toPass();
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await expect(allowButton(page)).toBeVisible();
    expect(await allow(page)).toBe(path);
    await expect(state(page)).toHaveText('Connected');
    await expect(rows(page).first()).toContainText('Ada Lovelace');
  });
});
