// A connection that ended, or that cannot be used for now, keeps its place and what was last seen.
import { expect, test } from '../fixtures/hygiene';
import { allow, allowButton, connect, lastSeen, rows, state, usePortalOfItsOwn } from '../fixtures/story';

const CRM = '/crm/objects/';

test('a connection that ended shows what was last seen, and one button brings it back in place', async ({ page, sandbox }) => {
  const path = await connect(page);
  await sandbox.revokeTokens();
  for (const again of ['when it is found out', 'when it is known']) {
    await page.goto(path);
    await expect(state(page), again).toHaveText('Reconnect needed');
    await expect(lastSeen(page)).toHaveCount(100);
    await expect(lastSeen(page).first()).toContainText('Ada Lovelace');
    await expect(page.getByText(/Last seen .* UTC; reconnect to see the present state/)).toBeVisible();
    await expect(rows(page)).toHaveCount(0);
  }
  const asked = page.waitForRequest(/\/authorize$/);
  await page.getByRole('button', { name: 'Reconnect' }).click();
  const form = new URLSearchParams((await asked).postData() ?? '');
  expect(form.get('connection')).toBe(path.split('/').at(-1));
  expect(await allow(page)).toBe(path);
  await expect(rows(page)).toHaveCount(100);
  await expect(lastSeen(page)).toHaveCount(0);
});

test('while HubSpot is away, what was last seen stands below the message and leaves when it answers', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 503 });
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await expect(lastSeen(page).first()).toContainText('Ada Lovelace');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page)).toHaveCount(100);
  await expect(lastSeen(page)).toHaveCount(0);
  await expect(page.getByText(/^Last seen/)).toBeHidden();
});

test('a search that matches nothing does not bring back what was last seen', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 503 });
  await page.reload();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('searchbox').fill('nobody-of-that-name');
  await expect(rows(page)).toHaveCount(0);
  await expect(lastSeen(page)).toHaveCount(0);
});

test('while HubSpot asks us to wait, what was last seen stands in until the list fills itself', async ({ page, sandbox }) => {
  await usePortalOfItsOwn(sandbox);
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 429, headers: { 'retry-after': '2' } });
  await page.reload();
  await expect(lastSeen(page)).toHaveCount(100);
  await expect(rows(page)).toHaveCount(100);
  await expect(lastSeen(page)).toHaveCount(0);
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

  test('a wait is a sentence and a link, above what was last seen', async ({ page, sandbox }) => {
    await usePortalOfItsOwn(sandbox);
    const path = await connect(page);
    await sandbox.fault({ path_prefix: CRM, status: 429, headers: { 'retry-after': '2' } });
    await page.goto(path);
    await expect(page.getByText('HubSpot asks us to wait for 2 s.')).toBeVisible();
    await expect(lastSeen(page)).toHaveCount(100);
    // Whoever is too early reads the sentence again.
    const again = async () => {
      const loaded = page.waitForEvent('load');
      await page.getByRole('link', { name: 'Try again' }).click();
      await loaded;
      return rows(page).count();
    };
    await expect.poll(again, { timeout: 5_000 }).toBe(100);
  });

  test('a connection that ended is renewed in place', async ({ page, sandbox }) => {
    const path = await connect(page);
    await sandbox.revokeTokens();
    await page.goto(path);
    await expect(lastSeen(page)).toHaveCount(100);
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await expect(allowButton(page)).toBeVisible();
    expect(await allow(page)).toBe(path);
    await expect(rows(page)).toHaveCount(100);
  });
});
