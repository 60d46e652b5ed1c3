// A person disconnects: is asked, and told what happened.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connect, connectButton, rows, state } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

// What the browser itself says about a page that is gone.
test.use({ provoked: [/Failed to load resource.* 404/] });

const REVOKE = '/oauth/2026-09/token/revoke';
const revocations = async (sandbox: Sandbox) => (await sandbox.journal()).filter(({ path }) => path === REVOKE);

const question = (page: Page) => page.getByRole('dialog', { name: 'Disconnect Northwind Trading?' });

async function ask(page: Page) {
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(question(page)).toBeVisible();
}

const confirm = (page: Page) => question(page).getByRole('button', { name: 'Disconnect and revoke' }).click();

test('Disconnect asks first, and Keep keeps', async ({ page, sandbox }) => {
  await connect(page);
  await ask(page);
  await question(page).getByRole('button', { name: 'Keep' }).click();
  await expect(question(page)).toBeHidden();
  await page.reload();
  await expect(state(page)).toHaveText('Connected');
  expect(await revocations(sandbox)).toEqual([]);
});

test('confirming revokes at HubSpot and says so', async ({ page, sandbox }) => {
  const path = await connect(page);
  await ask(page);
  await confirm(page);
  await expect(page.getByRole('status')).toContainText('withdrawn at the provider');
  await expect(connectButton(page)).toBeVisible();
  expect((await revocations(sandbox)).map(({ method, status }) => [method, status])).toEqual([['POST', 200]]);
  expect((await page.goto(path))?.status()).toBe(404);
});

test('when HubSpot does not confirm, that is what is said', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: REVOKE, status: 500 });
  await ask(page);
  await confirm(page);
  await expect(page.getByRole('alert')).toContainText('did not confirm');
  await expect(connectButton(page)).toBeVisible();
});

test('going back after it shows no record', async ({ page }) => {
  await connect(page);
  await ask(page);
  await confirm(page);
  await expect(page.getByRole('status')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
  await expect(rows(page)).toHaveCount(0);
});

test('whoever disconnected can connect again', async ({ page }) => {
  const before = await connect(page);
  await ask(page);
  await confirm(page);
  await expect(page.getByRole('status')).toBeVisible();
  expect(await connect(page)).not.toBe(before);
});
