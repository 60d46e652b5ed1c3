// HubSpot is slow, busy or broken: the page says so, keeps what it has and goes on.
import { expect, test } from '../fixtures/hygiene';
import { connect, count, items, pressLoadMore, rows, usePortalOfItsOwn } from '../fixtures/story';

// What the browser itself says about an answer that is no success.
test.use({ provoked: [/Failed to load resource.* (429|502)/] });

const CRM = '/crm/objects/';

test('a throttled list says how long it waits and goes on by itself', async ({ page, sandbox }) => {
  await usePortalOfItsOwn(sandbox);
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 429, headers: { 'retry-after': '2' } });
  await pressLoadMore(page);
  await expect(page.getByText(/HubSpot asks us to wait, resuming in [12] s/)).toBeVisible();
  await expect(rows(page)).toHaveCount(100);
  await expect(count(page)).toHaveText('200 loaded');
  await expect(page.getByText('asks us to wait')).toHaveCount(0);
});

test('a throttled first page fills itself', async ({ page, sandbox }) => {
  await usePortalOfItsOwn(sandbox);
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 429, headers: { 'retry-after': '1' } });
  await page.reload();
  await expect(page.getByText('asks us to wait')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expect(page.getByText('asks us to wait')).toHaveCount(0);
});

test('a first page that does not come is said, and Try again brings it', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 500 });
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('when more does not come, what was loaded stays', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, status: 503 });
  await pressLoadMore(page);
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await expect(rows(page)).toHaveCount(100);
  await expect(count(page)).toHaveText('100 loaded');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(count(page)).toContainText(/^2[05]0 loaded/);
});

test('a connection that HubSpot cuts is the same trouble', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, reset: true });
  await pressLoadMore(page);
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await expect(rows(page)).toHaveCount(100);
});

test('while rows are on their way the table says so, in rows of the same height', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: CRM, hang: true });
  await pressLoadMore(page);
  await expect(items(page)).toHaveAttribute('aria-busy', 'true');
  const skeleton = items(page).locator('tbody tr[aria-hidden]');
  await expect(skeleton).toHaveCount(3);
  const [empty, full] = await Promise.all([skeleton.first().boundingBox(), rows(page).first().boundingBox()]);
  expect(empty?.height).toBe(full?.height);
});
