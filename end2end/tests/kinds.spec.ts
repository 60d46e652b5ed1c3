// The kinds of records of a connection, and the folders that some of them lie in.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allowButton, connect, count, expectAlive, expectFilled, items, record, rows, search } from '../fixtures/story';

const tabs = (page: Page) => page.getByRole('navigation', { name: 'Kinds of records' });
const tab = (page: Page, name: RegExp) => tabs(page).getByRole('link', { name });
const path = (page: Page) => page.getByRole('navigation', { name: 'Path' });
const SCHEMA = /kind=company-schema/;

/** To the top of the company schema, alive. */
async function toSchema(page: Page) {
  await connect(page);
  await tab(page, /^Company schema/).click();
  await expect(page).toHaveURL(SCHEMA);
  await expectAlive(page);
  await expectFilled(page);
}

test('each kind has a tab with its number, and a list of its own', async ({ page }) => {
  await connect(page);
  await expect(tab(page, /^Contacts/)).toHaveAttribute('aria-current', 'page');
  // The number of the list that one looks at follows it.
  await expect(tab(page, /^Contacts 250$/)).toBeVisible();
  for (const [name, first] of [['Companies', 'kind=companies'], ['Deals', 'kind=deals'], ['Tickets', 'kind=tickets']]) {
    await tab(page, new RegExp(`^${name} \\d+$`)).click();
    await expect(page).toHaveURL(new RegExp(first));
    await expect(tab(page, new RegExp(`^${name}`))).toHaveAttribute('aria-current', 'page');
    await expectAlive(page);
    await expect(rows(page).first()).toBeVisible();
  }
  await rows(page).first().getByRole('link').first().click();
  await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
});

test('a number for which the provider has us wait comes by itself', async ({ page, sandbox }) => {
  await sandbox.fault({ path_prefix: '/crm/objects/2026-09/tickets/search', status: 429, headers: { 'retry-after': '2' }, times: 1 });
  await connect(page);
  await expect(tab(page, /^Tickets$/)).toBeVisible();
  await expectAlive(page);
  await expect(tab(page, /^Tickets \d+$/)).toBeVisible();
  const asked = (await sandbox.journal()).filter(({ path }) => path.endsWith('/tickets/search'));
  expect(asked.map(({ status }) => status)).toEqual([429, 200]);
});

test('what lies at the top and in a folder is counted, not the whole tree', async ({ page }) => {
  const said = async () => Number((await count(page).textContent())?.match(/^([\d,]+) records?/)?.[1].replace(',', ''));
  const there = async () => Number(await items(page).getAttribute('aria-rowcount')) - 1;
  await toSchema(page);
  await expect.poll(async () => (await said()) - (await there())).toBe(0);
  const groups = await said();
  await items(page).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/folder=/);
  await expectAlive(page);
  await expect.poll(async () => (await said()) - (await there())).toBe(0);
  const total = Number(((await tab(page, /^Company schema/).textContent()) ?? '').replace(/\D/g, ''));
  expect(total).toBeGreaterThan(groups + (await said()));
});

test('a kind that was not granted says so, and is granted where one is', async ({ page, sandbox }) => {
  await sandbox.grantOnly(['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.schemas.companies.read']);
  await connect(page);
  await tab(page, /^Companies not granted$/).click();
  const panel = page.getByRole('alert');
  await expect(panel).toContainText('did not grant a permission that this list needs');
  await sandbox.grantOnly(null);
  await panel.getByRole('button', { name: 'Grant access' }).click();
  await allowButton(page).click();
  await expect(page).toHaveURL(/kind=companies/);
  await expect(rows(page).first()).toBeVisible();
});

test('folders open with Enter and are left with Backspace, and the address follows', async ({ page }) => {
  await toSchema(page);
  const first = await rows(page).first().getByRole('link').first().textContent();
  await items(page).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/folder=/);
  await expect(path(page).getByText(first ?? '')).toBeVisible();
  await expectAlive(page);
  await expect(rows(page).first()).toBeVisible();
  await page.reload();
  await expectAlive(page);
  await expect(path(page).getByText(first ?? '')).toBeVisible();
  await items(page).focus();
  await page.keyboard.press('Enter');
  await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
  await page.keyboard.press('Escape');
  await items(page).focus();
  await page.keyboard.press('Backspace');
  await expect(page).not.toHaveURL(/folder=/);
  await expect(path(page)).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/folder=/);
});

test('Backspace in the search takes a letter, and nobody anywhere', async ({ page }) => {
  await toSchema(page);
  await items(page).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/folder=/);
  await expectAlive(page);
  await search(page).fill('name');
  await page.keyboard.press('Backspace');
  await expect(search(page)).toHaveValue('nam');
  await expect(page).toHaveURL(/folder=.*q=nam|q=nam.*folder=/);
});

test('a search looks through all that lies beneath', async ({ page }) => {
  await toSchema(page);
  await search(page).fill('domain');
  await expect(items(page).getByRole('link', { name: 'Company Domain Name' })).toBeVisible();
});

test('the record of a folder opens with Shift and Enter, and by its link in the path', async ({ page }) => {
  await toSchema(page);
  await items(page).focus();
  await page.keyboard.press('Shift+Enter');
  await expect(page).toHaveURL(/record=group/);
  await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
  await page.keyboard.press('Escape');
  await items(page).focus();
  await page.keyboard.press('Enter');
  await path(page).getByRole('link', { name: 'Details' }).click();
  await expect(record(page).getByRole('heading', { level: 2 })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`tabs, folders and the path are accessible (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await toSchema(page);
    const look = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(await look()).toEqual([]);
    await rows(page).first().getByRole('link').first().click();
    await expect(page).toHaveURL(/folder=/);
    await expectAlive(page);
    expect(await look()).toEqual([]);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('tabs, folders and the way up are links', async ({ page }) => {
    await page.goto('/');
    await connect(page);
    await tab(page, /^Company schema/).click();
    const folder = rows(page).first().getByRole('link').first();
    const name = (await folder.textContent()) ?? '';
    await folder.click();
    await expect(path(page).getByText(name)).toBeVisible();
    await path(page).getByRole('link', { name: 'Company schema' }).click();
    await expect(rows(page).first()).toContainText(name);
    await tab(page, /^Contacts/).click();
    await expect(page).toHaveURL(/kind=contacts/);
    await expect(rows(page).first()).toContainText('Ada Lovelace');
  });
});

test('on a narrow screen tabs and path stay within it', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await toSchema(page);
  await rows(page).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/folder=/);
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(wide).toBeLessThanOrEqual(room);
  await expect(tab(page, /^Company schema/)).toBeInViewport();
});
