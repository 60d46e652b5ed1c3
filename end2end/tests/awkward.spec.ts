// Contacts that break careless programs are shown as text, and cut where they are long.
import { expect, test } from '../fixtures/hygiene';
import { connect, items, rows } from '../fixtures/story';

const HOSTILE = [
  "<script>alert('contact')</script> <b>Bold</b>",
  '</script><script>alert(1)// </title></textarea><img src=x onerror=alert(1)>',
  `" onmouseover="alert(1) ' autofocus onfocus='alert(1)`,
  '{{7*7}} ${7*7}<!-- -->',
  "Robert'); DROP TABLE contacts;-- \\u0000 %00 \\",
];

test('markup in a name is text, in the HTML that is sent and after', async ({ page }) => {
  await connect(page);
  for (const name of HOSTILE) await expect(items(page).getByText(name, { exact: true })).toBeVisible();
  await expect(items(page).locator('script, b, img')).toHaveCount(0);
  await expect(page.locator('[onmouseover], [onfocus], [onerror]')).toHaveCount(0);
});

test('markup in records that come later is text as well', async ({ page, sandbox }) => {
  const filler = Array.from({ length: 120 }, (_, n) => ({ properties: { email: `a${n}@x.example`, firstname: `Person ${n}` } }));
  await sandbox.setContacts([...filler, { properties: { email: 'z@x.example', firstname: HOSTILE[0], company: HOSTILE[1] } }]);
  await connect(page);
  await page.keyboard.press('End');
  await expect(rows(page)).toHaveCount(121);
  await expect(rows(page).last()).toContainText(HOSTILE[0]);
  await expect(rows(page).last().locator('script, b, img')).toHaveCount(0);
});

test('ten thousand letters take the place of one line, and can be read whole', async ({ page }) => {
  await connect(page);
  const long = rows(page).locator('td[title^=xxxxxxxx]');
  await expect(long).toHaveCount(1);
  expect((await long.getAttribute('title'))?.length).toBe(10_000);
  const [cell, plain] = await Promise.all([long.boundingBox(), rows(page).first().boundingBox()]);
  expect(cell?.height).toBeLessThanOrEqual(plain?.height ?? 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

test('a contact without a name is there, without one', async ({ page }) => {
  await connect(page);
  await expect(items(page).getByText('No name').first()).toBeVisible();
  await expect(rows(page)).toHaveCount(100);
});

test('right-to-left names do not turn their row around', async ({ page }) => {
  await connect(page);
  const row = rows(page).filter({ hasText: 'ليلى الحداد' });
  const [name, link] = await Promise.all([row.locator('td').first().boundingBox(), row.getByRole('link').boundingBox()]);
  expect(name?.x).toBeLessThan(link?.x ?? 0);
  await expect(row.locator('bdi').first()).toHaveText('ليلى الحداد');
});
