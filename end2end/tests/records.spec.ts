// All records can be reached, and the count never lies.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connect, count, items, pressLoadMore, rows } from '../fixtures/story';

/** What the page says and what it holds, at one moment. */
async function tally(page: Page) {
  return page.evaluate(() => {
    const said = document.querySelector('.count')?.textContent ?? '';
    const links = [...document.querySelectorAll('tbody tr:not([aria-hidden]) a')].map((link) => link.getAttribute('href'));
    return { said, held: document.querySelectorAll('tbody tr:not([aria-hidden])').length, records: new Set(links).size };
  });
}

async function expectHonestCount(page: Page) {
  const { said, held, records } = await tally(page);
  expect(said.replace(',', '')).toMatch(new RegExp(`^${held} loaded`));
  expect(records).toBe(held);
  return held;
}

test('scrolling reaches all 2,500, each once, and the count is true at every step', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 2500 });
  await connect(page);
  for (let held = await expectHonestCount(page); held < 2500; held = await expectHonestCount(page)) {
    await page.keyboard.press('End');
    await expect(rows(page)).not.toHaveCount(held);
  }
  await expect(count(page)).toHaveText('2,500 loaded · that is all');
});

test('Load more brings the next hundred, until there are no more', async ({ page }) => {
  await connect(page);
  await expect(count(page)).toHaveText('100 loaded');
  await pressLoadMore(page);
  await expect(count(page)).toHaveText('200 loaded');
  await pressLoadMore(page);
  await expect(count(page)).toHaveText('250 loaded · that is all');
  await expect(page.getByRole('button', { name: 'Load more' })).toHaveCount(0);
  expect(await expectHonestCount(page)).toBe(250);
});

test('nothing is asked for before it is needed', async ({ page, sandbox }) => {
  await connect(page);
  const pages = (await sandbox.journal()).filter(({ path }) => path.startsWith('/crm/objects/'));
  expect(pages).toHaveLength(1);
});

test('an account without records says so', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 0 });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect to HubSpot' }).click();
  await page.locator('button[name=decision][value=allow]').click();
  await expect(page.getByText('This account has no records yet')).toBeVisible();
  await expect(items(page)).toBeHidden();
});
