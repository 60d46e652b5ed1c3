// Contacts that break careless programs are shown as text, and cut where they are long.
import { expect, test } from '../fixtures/hygiene';
import { cells, connectAll, expectComplete, items, record, rowAt, rows, search } from '../fixtures/story';

const HOSTILE = [
  "<script>alert('contact')</script> <b>Bold</b>",
  '</script><script>alert(1)// </title></textarea><img src=x onerror=alert(1)>',
  `" onmouseover="alert(1) ' autofocus onfocus='alert(1)`,
  '{{7*7}} ${7*7}<!-- -->',
  "Robert'); DROP TABLE contacts;-- \\u0000 %00 \\",
];

test('markup in a name is text, in the HTML that is sent and after', async ({ page }) => {
  const path = await connectAll(page, 250);
  for (const name of HOSTILE) {
    await search(page).fill(name);
    await expect(items(page).getByText(name, { exact: true })).toBeVisible();
    await expect(page.locator('main').locator('script, b, img')).toHaveCount(0);
  }
  await page.goto(`${path}?q=script`);
  await expect(rows(page).first()).toContainText('<script>');
  await expect(items(page).locator('script, b, img')).toHaveCount(0);
  await expect(page.locator('[onmouseover], [onfocus], [onerror]')).toHaveCount(0);
});

test('markup in records that come later is text as well', async ({ page, sandbox }) => {
  const filler = Array.from({ length: 120 }, (_, n) => ({ properties: { email: `a${n}@x.example`, firstname: `Person ${n}` } }));
  await sandbox.setContacts([...filler, { properties: { email: 'z@x.example', firstname: HOSTILE[0], company: HOSTILE[1] } }]);
  await connectAll(page, 121);
  await items(page).focus();
  await page.keyboard.press('Control+End');
  await expect(rowAt(page, 120)).toContainText(HOSTILE[0]);
  await expect(rows(page).last().locator('script, b, img')).toHaveCount(0);
});

test('ten thousand letters take the place of one line, and can be read whole', async ({ page }) => {
  await connectAll(page, 250);
  const plain = await rows(page).first().boundingBox();
  await search(page).fill('xxxxxxxx');
  await expect(rows(page)).toHaveCount(1);
  const long = rows(page).getByRole('gridcell').filter({ hasText: 'xxxxxxxx' });
  await long.hover();
  await expect(long).toHaveAttribute('title', /^x{200}/);
  const cell = await long.boundingBox();
  expect(cell?.height).toBeLessThanOrEqual(plain?.height ?? 0);
  await rows(page).getByRole('link').first().click();
  await expect(record(page).getByRole('definition').getByText('x'.repeat(10_000), { exact: true }).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

test('a contact without a name is called by its address, and one without either is there as well', async ({ page, sandbox }) => {
  await sandbox.setContacts([{ properties: { email: 'only@x.example' } }, { properties: { city: 'Oslo' } }]);
  await connectAll(page, 2);
  await expect(cells(page, 1)).toHaveText(['only@x.example', 'No name']);
  await expectComplete(page, 2);
});

test('right-to-left names do not turn their row around', async ({ page }) => {
  await connectAll(page, 250);
  await search(page).fill('ليلى الحداد');
  const cells = rows(page).first().getByRole('gridcell');
  await expect(cells.first()).toHaveText('ليلى الحداد');
  await expect(cells.first()).toHaveAttribute('dir', 'auto');
  const lefts = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().left));
  expect(lefts).toEqual([...lefts].sort((one, other) => one - other));
});
