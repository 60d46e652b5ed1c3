// While the list is read, one sees how far it is, works with what has come, and nothing jumps.
import { expect, test } from '../fixtures/hygiene';
import { CONTACT_PAGES, bar, cells, connect, connectAll, count, expectAlive, expectComplete, expectFilled, items, rowAt, rows, search, topRow } from '../fixtures/story';

// A slow HubSpot with a low limit: a list of forty pages takes a while.
test.use({ contacts: 4000, sandboxFlags: ['--latency', '60ms', '--rate-limit', '60/2s'] });

test('how much of how much has come is told, with a bar, until all is here', async ({ page }) => {
  await connect(page);
  await expectAlive(page);
  await expect(count(page)).toHaveText(/^[\d,]+ of 4,000 loaded( · \d+ (s|min) left)?$/);
  await expect(bar(page)).toBeVisible();
  await expect(bar(page)).toHaveAttribute('max', '4000');
  await expect(bar(page)).toHaveAttribute('aria-valuetext', /^[\d,]+ of 4,000 loaded$/);
  await expect(count(page)).toHaveText(/ · \d+ s left$/);
  await expectComplete(page, 4000);
  await expect(count(page)).toHaveText(/^4,000 records · as of \d\d:\d\d$/);
});

test('what has come can be searched, sorted and opened while the rest arrives', async ({ page }) => {
  await connect(page);
  await expectAlive(page);
  await search(page).fill('ada@northwind');
  await expect(rows(page)).toHaveCount(1);
  await expect(count(page)).toHaveText(/^1 match · [\d,]+ of 4,000 loaded/);
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Ada Lovelace' })).toBeVisible();
  await search(page).fill('nobody-of-that-name');
  await expect(page.getByText(/^No match among [\d,]+ of 4,000 loaded; the rest is on its way\.$/)).toBeVisible();
  await expect(page.getByText('No record matches “nobody-of-that-name”.')).toBeVisible();
});

test('the row that one looks at stays where it is while others come above it', async ({ page }) => {
  const path = await connect(page);
  await page.goto(`${path}?sort=name`);
  await expectAlive(page);
  await items(page).evaluate((grid) => (grid.scrollTop = 800));
  await expectFilled(page);
  const before = await topRow(page);
  await expectComplete(page, 4000);
  await expect.poll(async () => (await topRow(page)).at, 'rows came above').toBeGreaterThan(before.at);
  const after = await topRow(page);
  expect(after.record).toBe(before.record);
  expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(1);
});

test('rows appear as they come, without a word of one\'s own', async ({ page }) => {
  await connect(page);
  await expectAlive(page);
  const many = () => items(page).getAttribute('aria-rowcount').then(Number);
  const first = await many();
  await expect.poll(many).toBeGreaterThan(first);
  await expectComplete(page, 4000);
  await items(page).focus();
  await page.keyboard.press('Control+End');
  await expect(rowAt(page, 3999)).not.toHaveClass(/waits/);
});

test('who cannot see it hears start and end, not each step', async ({ page }) => {
  await connect(page);
  await expectAlive(page);
  const live = page.locator('.list [aria-live=polite]');
  await live.evaluate((element) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(element.textContent ?? '')).observe(element, { childList: true, characterData: true, subtree: true });
  });
  await expectComplete(page, 4000);
  await expect(live).toHaveText('All 4,000 records are loaded.');
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(new Set(said).size).toBeLessThanOrEqual(3);
});

test('HubSpot\'s wish to wait is told with its seconds, and kept', async ({ page, sandbox }) => {
  await sandbox.fault({ ...CONTACT_PAGES, delay_ms: 1, times: 8 });
  await sandbox.fault({ ...CONTACT_PAGES, status: 429, headers: { 'retry-after': '4' } });
  await connect(page);
  const seconds = async () => Number(/asks us to wait, (\d+) s/.exec((await count(page).textContent()) ?? '')?.[1] ?? NaN);
  await expect.poll(seconds).toBeLessThanOrEqual(4);
  const first = await seconds();
  await expect.poll(seconds, 'it counts down').toBeLessThan(first);
  await expectComplete(page, 4000);
  const journal = await sandbox.journal();
  expect(journal.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('the budget of the account is never exceeded, whatever one does meanwhile', async ({ page, context, sandbox }) => {
  const path = await connectAll(page, 4000);
  const other = await context.newPage();
  await other.goto(`${path}?cols=name,p.city`);
  await expect(cells(other, 2).first()).toHaveText('London');
  expect((await sandbox.journal()).filter(({ status }) => status === 429)).toEqual([]);
});
