// All records can be reached, each is read once, and the count never lies.
import { expect, test } from '../fixtures/hygiene';
import { connect, connectAll, connectButton, count, expectAlive, expectComplete, items, rows } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

const LIST = /^\/crm\/objects\/[\w-]+\/contacts$/;

/** The pages of records that were asked for: where each began. */
const pages = async (sandbox: Sandbox) =>
  (await sandbox.journal())
    .filter(({ method, path, query }) => method === 'GET' && LIST.test(path) && !/archived=true/i.test(query ?? ''))
    .map(({ query }) => new URLSearchParams(query ?? '').get('after') ?? 'the start');

test('the records come by themselves until all are here, and the count says so', async ({ page }) => {
  await connectAll(page, 250);
  await expect(count(page)).toHaveText(/^250 records · as of \d\d:\d\d$/);
  await expect(items(page)).toHaveAttribute('aria-rowcount', '251');
});

test('each page of records is asked for once, however often somebody looks', async ({ page, context, sandbox }) => {
  const path = await connectAll(page, 250);
  await page.reload();
  await expectComplete(page, 250);
  const other = await context.newPage();
  await other.goto(path);
  await expectComplete(other, 250);
  const asked = await pages(sandbox);
  expect(asked).toHaveLength(3);
  expect(new Set(asked).size).toBe(3);
});

test('the first rows are in the HTML, before any program runs', async ({ page }) => {
  const path = await connectAll(page, 250);
  const html = await (await page.request.get(path)).text();
  expect(html.match(/role="gridcell"/g)?.length).toBeGreaterThan(60 * 5);
  expect(html).toContain('Ada Lovelace');
});

test('an account without records says so, and finds those that are added', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 0 });
  await page.goto('/');
  await connectButton(page).click();
  await page.locator('button[name=decision][value=allow]').click();
  await expect(page.getByText('This account has no records yet')).toBeVisible();
  await expectAlive(page);
  await expect(rows(page)).toHaveCount(0);
  await sandbox.changeContacts({ create: [{ properties: { firstname: 'Grace', lastname: 'Hopper' } }] });
  await expect(async () => {
    await page.getByRole('button', { name: 'Look again' }).click({ timeout: 1_000 });
    await expect(rows(page)).toHaveCount(1, { timeout: 1_500 });
  }).toPass();
  await expect(rows(page)).toContainText('Grace Hopper');
});

test('a second visit is answered from memory while HubSpot is away', async ({ page, sandbox }) => {
  const path = await connect(page);
  await expectComplete(page, 250);
  await sandbox.fault({ path_prefix: '/', status: 503, times: 1000 });
  await page.goto(path);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expectComplete(page, 250);
  await sandbox.clearFaults();
});
