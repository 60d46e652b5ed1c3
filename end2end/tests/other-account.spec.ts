// Whoever renews a connection and chooses another account is asked; nothing is replaced.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allow, allowButton, connect, connectAll, expectRows, state, withdraw } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

const accounts = (page: Page) => page.getByRole('region', { name: 'HubSpot' }).getByRole('listitem').filter({ hasText: 'portal' });
const question = (page: Page) => page.getByRole('alert').filter({ hasText: 'Nothing was replaced' });

/** Two connections, and the page that asks: to it a reconnect leads that brought the second account. */
async function chooseAnother(page: Page, sandbox: Sandbox) {
  const first = await connect(page);
  await sandbox.setPortal({ hub_id: 77, name: 'Second', user: 'bob@second.example' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  const second = await allow(page);
  await page.goto(`${second}?notice=other-account&instead_of=${first.split('/').at(-1)}`);
  return { first, second };
}

test('a reconnect that brings another account replaces nothing, and asks', async ({ page, sandbox }) => {
  const first = await connectAll(page, 250);
  await withdraw(page, sandbox);
  await sandbox.setPortal({ hub_id: 77, name: 'Second', user: 'bob@second.example' });
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await allowButton(page).click();
  await expect(page).toHaveURL(new RegExp(`/connections/.*notice=other-account&instead_of=${first.split('/').at(-1)}$`));
  await expect(question(page)).toContainText('You chose Second (portal 77).');
  await expect(question(page)).toContainText('Northwind Trading (portal 62515) is still here and needs a reconnect');
  await expectRows(page, 250);
});

test('both accounts are named, and keeping both changes nothing', async ({ page, sandbox }) => {
  const { second } = await chooseAnother(page, sandbox);
  await expect(question(page)).toContainText('You chose Second (portal 77).');
  await expect(question(page)).toContainText('Northwind Trading (portal 62515) is still connected');
  await page.reload();
  await expect(question(page)).toBeVisible();
  await page.getByRole('link', { name: 'Keep both' }).click();
  await expect(page).toHaveURL(second);
  await expectRows(page, 250);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto('/');
  await expect(accounts(page)).toHaveCount(2);
});

test('the first account can be disconnected there, and only it is', async ({ page, sandbox }) => {
  await chooseAnother(page, sandbox);
  await page.getByRole('button', { name: 'Disconnect Northwind Trading' }).click();
  await expect(page.getByRole('status')).toContainText('Disconnected');
  await expect(accounts(page)).toHaveText([/Second/]);
});

test('a first account that ended is not called connected', async ({ page, sandbox }) => {
  const { first, second } = await chooseAnother(page, sandbox);
  await page.goto(first);
  await withdraw(page, sandbox);
  await expect(state(page)).toHaveText('Reconnect needed');
  await page.goto(`${second}?notice=other-account&instead_of=${first.split('/').at(-1)}`);
  await expect(question(page)).toContainText('still here and needs a reconnect');
});

test('nobody is asked about a connection that is not their own', async ({ page, browser, app, sandbox }) => {
  const theirs = await connect(page);
  await sandbox.setPortal({ hub_id: 77, name: 'Second', user: 'bob@second.example' });
  const stranger = await (await browser.newContext({ baseURL: app.url })).newPage();
  const own = await connect(stranger);
  await stranger.goto(`${own}?notice=other-account&instead_of=${theirs.split('/').at(-1)}`);
  await expectRows(stranger, 250);
  await expect(question(stranger)).toHaveCount(0);
  await expect(stranger.getByRole('button', { name: /^Disconnect ./ })).toHaveCount(0);
  await stranger.context().close();
});

test('on the start page two accounts stand side by side, each with its own state', async ({ page, sandbox }) => {
  const first = await connectAll(page, 250);
  await withdraw(page, sandbox);
  await expect(state(page)).toHaveText('Reconnect needed');
  await sandbox.setPortal({ hub_id: 77, name: 'Second', user: 'bob@second.example' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  await allow(page);
  await page.goto('/');
  await expect(accounts(page)).toHaveText([/^Connected.*Second/, /^Reconnect needed.*Northwind Trading/]);
  await expect(page.getByRole('link', { name: 'Open records of Second' })).toBeVisible();
  await sandbox.setPortal({ hub_id: 62515, name: 'Northwind Trading' });
  await page.getByRole('button', { name: 'Reconnect Northwind Trading' }).click();
  expect(await allow(page)).toBe(first);
});
