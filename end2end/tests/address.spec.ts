// All of a view stands in the address: a reload, a link and Back bring it again.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { cells, connectAll, expectAlive, expectFilled, expectRows, goodNews, items, record, rowAt, rows, search, topRow } from '../fixtures/story';

const VIEW = 'q=a&sort=-name&f.p.email=filled&cols=name:240,p.email,p.company&density=compact&from=40';

/** What a person sees of a view. */
async function shown(page: Page) {
  await expectAlive(page);
  await expectFilled(page);
  return {
    search: await search(page).inputValue(),
    chips: await page.getByRole('button', { name: /^Remove filter/ }).evaluateAll((chips) => chips.map((chip) => chip.getAttribute('aria-label'))),
    columns: await items(page).getByRole('columnheader').allTextContents(),
    sort: await items(page).getByRole('columnheader').evaluateAll((heads) => heads.map((head) => head.getAttribute('aria-sort'))),
    width: Math.round((await items(page).getByRole('columnheader').first().boundingBox())?.width ?? 0),
    compact: await page.getByRole('button', { name: 'Compact' }).getAttribute('aria-pressed'),
    row: await rowAt(page, 40).textContent(),
    top: (await rowAt(page, 40).boundingBox())?.y,
  };
}

test('a reload, and a link in another page, bring the same view', async ({ page, context }) => {
  const path = await connectAll(page, 250);
  await page.goto(`${path}?${VIEW}`);
  const first = await shown(page);
  expect(first).toMatchObject({
    search: 'a',
    chips: ['Remove filter E-mail: not empty'],
    columns: ['Name', 'E-mail', 'Company'],
    sort: ['descending', null, null],
    width: 240,
    compact: 'true',
  });
  await page.reload();
  expect(await shown(page)).toEqual(first);
  const other = await context.newPage();
  await other.goto(page.url());
  expect(await shown(other)).toEqual(first);
});

test('what one does goes into the address, step by step, and Back and Forward walk through it', async ({ page }) => {
  const path = await connectAll(page, 250);
  const texts = () => cells(page, 1).first().textContent();
  const start = await texts();
  await items(page).getByRole('columnheader', { name: 'Name' }).click();
  await expect(page).toHaveURL(`${path}?sort=name`);
  await expect.poll(texts).not.toBe(start);
  const sorted = await texts();
  await rows(page).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\?sort=name&record=\d+$/);
  await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
  await page.goBack();
  await expect(record(page)).toHaveCount(0);
  await expect(page).toHaveURL(`${path}?sort=name`);
  expect(await texts()).toBe(sorted);
  await page.goBack();
  await expect.poll(texts).toBe(start);
  await page.goForward();
  await page.goForward();
  await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
  await expect.poll(texts).toBe(sorted);
});

test('where one has scrolled to is kept, without a step of its own', async ({ page }) => {
  // What is said once, after connecting, would take its room from the list the first time only.
  await page.goto(await connectAll(page, 250));
  await expectAlive(page);
  await expect(goodNews(page)).toHaveCount(0);
  const steps = await page.evaluate(() => history.length);
  await items(page).evaluate((grid) => (grid.scrollTop = 100 * 40));
  await expect(page).toHaveURL(/[?&]from=\d+$/);
  const top = await topRow(page);
  expect(top.at).toBe(100);
  expect(await page.evaluate(() => history.length)).toBe(steps);
  await page.reload();
  await expectAlive(page);
  await expectFilled(page);
  expect(await topRow(page)).toEqual(top);
});

test('coming back from another page brings the view again', async ({ page }) => {
  const path = await connectAll(page, 250);
  await page.goto(`${path}?q=a&sort=-name`);
  const first = await cells(page, 1).first().textContent();
  await page.getByRole('link', { name: 'Connections', exact: true }).click();
  await expect(page).toHaveURL('/');
  await page.goBack();
  await expect(page).toHaveURL(`${path}?q=a&sort=-name`);
  await expect(cells(page, 1).first()).toHaveText(first ?? '');
});

test('an address that holds nonsense shows what can be read of it', async ({ page }) => {
  const path = await connectAll(page, 250);
  const answer = await page.goto(`${path}?sort=nonsense,name&f.x=y&cols=p.,name:9&from=-1&density=9&utm_source=mail`);
  expect(answer?.status()).toBe(200);
  await expectAlive(page);
  await expectRows(page, 250);
  await expect(items(page).getByRole('columnheader')).toHaveText(['Name']);
});

test('a link to a page far down shows those rows in its HTML', async ({ page }) => {
  const path = await connectAll(page, 250);
  const html = await (await page.request.get(`${path}?from=200`)).text();
  expect(html).toContain('aria-rowindex="202"');
  expect(html).not.toContain('aria-rowindex="2"');
});
