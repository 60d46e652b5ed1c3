// Connecting in ways that nobody planned: twice, at once, backwards.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allow, allowButton, askToConnect, connect, connectButton, expectRows, state } from '../fixtures/story';

const accounts = (page: Page) => page.getByRole('link', { name: /^Open records of/ });

test('two tabs that connect at once both work', async ({ page, context }) => {
  const other = await context.newPage();
  await askToConnect(page);
  await askToConnect(other);
  const paths = [await allow(page), await allow(other)];
  expect(paths[0]).toBe(paths[1]);
  for (const tab of [page, other]) await expectRows(tab, 250);
});

test('two tabs whose very first presses cross end connected, at worst after starting again', async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([askToConnect(page), askToConnect(other)]);
  for (const tab of [page, other]) {
    await allowButton(tab).click();
    // Each press made a session, and the browser kept one of them: the other tab's answer belongs to nobody.
    const refused = tab.getByRole('alert').filter({ hasText: 'Start again' });
    await expect(refused.or(state(tab)).first()).toBeVisible();
    if (await refused.isVisible()) await connect(tab);
  }
  await page.goto('/');
  await expect(accounts(page)).toHaveCount(1);
});

test('pressing Connect twice makes one connection', async ({ page }) => {
  await page.goto('/');
  await connectButton(page).dblclick();
  await allow(page);
  await page.goto('/');
  await expect(accounts(page)).toHaveCount(1);
});

test('going back and allowing once more does no harm', async ({ page }) => {
  const path = await connect(page);
  await page.goBack();
  await allowButton(page).click();
  await expect(page.getByRole('alert')).toContainText('used already');
  await page.goto(path);
  await expect(state(page)).toHaveText('Connected');
});

test('going back from the question and pressing Connect again works', async ({ page }) => {
  await askToConnect(page);
  await page.goBack();
  await connectButton(page).click();
  await allow(page);
  await expectRows(page, 250);
});

test('two accounts stand side by side, each with its own records', async ({ page, sandbox }) => {
  const first = await connect(page);
  await sandbox.setPortal({ hub_id: 77, name: 'Second', user: 'bob@second.example' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  const second = await allow(page);
  expect(second).not.toBe(first);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('HubSpot · Second');
  await page.goto('/');
  await expect(accounts(page)).toHaveCount(2);
});

test("another browser does not see the connection", async ({ page, browser, app }) => {
  const path = await connect(page);
  const stranger = await (await browser.newContext()).newPage();
  const answer = await stranger.goto(`${app.url}${path}`);
  expect(answer?.status()).toBe(404);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
  await stranger.context().close();
});
