// HubSpot is slow, busy or broken: the page says so, keeps what it has and goes on.
import { expect, test } from '../fixtures/hygiene';
import { CONTACT_PAGES, allow, askToConnect, connect, connectAll, count, expectComplete, rows } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

// What the browser itself says about an answer that is no success.
test.use({ provoked: [/Failed to load resource.* (429|502)/] });

const CRM = '/crm/objects/';

/** HubSpot answers so from now on, until the faults are cleared. */
const answerAlways = (sandbox: Sandbox, fault: object) => sandbox.fault({ path_prefix: CRM, times: 1000, ...fault });

/** A list of many pages of which the first ones have come when HubSpot begins to answer so. */
async function cut(sandbox: Sandbox, fault: object) {
  await sandbox.setContacts({ count: 1000 });
  await sandbox.fault({ ...CONTACT_PAGES, delay_ms: 50, times: 4 });
  await sandbox.fault({ ...CONTACT_PAGES, times: 1000, ...fault });
}

test('a throttled first page says how long it waits, and fills itself', async ({ page, sandbox }) => {
  await sandbox.fault({ ...CONTACT_PAGES, status: 429, headers: { 'retry-after': '2' }, times: 3 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByText(/HubSpot asks us to wait/).first()).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expectComplete(page, 250);
  await expect(page.getByText('asks us to wait')).toHaveCount(0);
});

test('a list that is throttled in the middle says how long it waits and goes on by itself', async ({ page, sandbox }) => {
  await cut(sandbox, { status: 429, headers: { 'retry-after': '3' } });
  await connect(page);
  await expect(count(page)).toHaveText(/^[\d,]+ of 1,000 loaded · HubSpot asks us to wait, [1-3] s$/);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await sandbox.clearFaults();
  await expectComplete(page, 1000);
  await expect(page.getByText('asks us to wait')).toHaveCount(0);
});

test('a first page that does not come is said, and Try again brings it', async ({ page, sandbox }) => {
  await answerAlways(sandbox, { status: 500 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await sandbox.clearFaults();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expectComplete(page, 250);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

for (const [trouble, fault] of [['an error', { status: 503 }], ['a cut connection', { reset: true }]] as const) {
  test(`a list that is cut by ${trouble} keeps what it has, says so and goes on where it was`, async ({ page, sandbox }) => {
    await cut(sandbox, fault);
    await connect(page);
    await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
    await expect(count(page)).toHaveText(/^[\d,]+ of 1,000 loaded · stalled, trying again in \d+ s$/);
    await expect(rows(page).first()).toContainText('Ada Lovelace');
    await sandbox.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectComplete(page, 1000);
    await expect(page.getByRole('alert')).toHaveCount(0);
    const starts = (await sandbox.journal()).filter(({ method, path, status, query }) =>
      method === 'GET' && path.startsWith(CRM) && status === 200 && !(query ?? '').includes('after='));
    expect(starts, 'read from the start only once').toHaveLength(1);
  });
}

test('Refresh that fails keeps the records, and says that they do not come', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await answerAlways(sandbox, { status: 503 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('alert')).toContainText('HubSpot cannot be reached');
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await sandbox.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectComplete(page, 250);
});

test('rows that are on their way hold their place, at their height', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 2500 });
  await connectAll(page, 2500);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/window?**', async (route) => {
    await held;
    await route.continue();
  });
  const grid = page.getByRole('grid', { name: 'Items' });
  await grid.focus();
  await page.keyboard.press('Control+End');
  const waiting = grid.locator('.grid-body [role=row].waits');
  await expect(waiting.first()).toBeVisible();
  await expect(grid).toHaveAttribute('aria-busy', 'true');
  const height = (await waiting.last().boundingBox())?.height;
  release();
  await expect(waiting).toHaveCount(0);
  expect((await rows(page).last().boundingBox())?.height).toBe(height);
  await expect(grid).not.toHaveAttribute('aria-busy');
});
