// Every provider, the whole way: connect, list, go in and out, refresh, reload, disconnect; with JavaScript off too.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allowButton, bar, denyButton, expectAlive, goodNews, items, rows, search, state } from '../fixtures/story';
import type { StandIn } from '../stack/stand-in.mjs';
import type { Sandbox } from '../stack/sandbox.mjs';

test.use({ providers: { airtable: { bases: 3, tables: 4, records: 120 }, notion: { pages: 150 }, pipedrive: { persons: 150 } } });

interface Provider {
  name: string;
  standIn: (sandbox: Sandbox) => StandIn;
  /** What its page of a list is asked under. */
  page: string;
  /** Whether a disconnect is confirmed there. */
  revokes: boolean;
  token: string;
}

const PROVIDERS: Provider[] = [
  { name: 'HubSpot', standIn: (sandbox) => sandbox, page: '/crm/objects/', revokes: true, token: '/token' },
  { name: 'Airtable', standIn: ({ airtable }) => airtable, page: '/v0/meta/bases', revokes: false, token: '/token' },
  { name: 'Notion', standIn: ({ notion }) => notion, page: '/v1/search', revokes: true, token: '/token' },
  { name: 'Pipedrive', standIn: ({ pipedrive }) => pipedrive, page: '/api/v2/persons', revokes: false, token: '/token' },
];

const button = (page: Page, { name }: Provider) => page.getByRole('button', { name: `Connect to ${name}` });
const path = (page: Page) => page.getByRole('navigation', { name: 'Path' });
const asked = async (standIn: StandIn, begins: string) => (await standIn.journal()).filter(({ path }) => path.startsWith(begins)).length;
const complete = (page: Page) => expect(bar(page)).toBeHidden({ timeout: 60_000 });

async function connect(page: Page, provider: Provider) {
  await page.goto('/');
  await button(page, provider).click();
  await allowButton(page).click();
  await expect(page).toHaveURL(/\/connections\/[\w-]{22}/);
  await expect(rows(page).first()).toBeVisible();
  return new URL(page.url()).pathname;
}

async function disconnect(page: Page, { revokes }: Provider) {
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  // What the button promises is what the provider can do.
  const label = revokes ? 'Disconnect and revoke' : 'Disconnect and forget';
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await expect(page.getByText(revokes ? 'withdrawn at the provider' : /disconnected here|did not confirm|withdraw it there/i).first()).toBeVisible();
}

for (const provider of PROVIDERS) {
  test(`${provider.name}: connect, list, refresh, reload, disconnect`, async ({ page, sandbox }) => {
    const standIn = provider.standIn(sandbox);
    const own = await connect(page, provider);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(provider.name);
    await expect(state(page)).toHaveText('Connected');
    await expectAlive(page);
    await complete(page);
    const before = await asked(standIn, provider.page);
    const answered = page.waitForResponse(/\/api\/refresh$/);
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await (await answered).finished();
    await expect.poll(() => asked(standIn, provider.page)).toBeGreaterThan(before);
    await page.reload();
    await expect(state(page)).toHaveText('Connected');
    await expect(rows(page).first()).toBeVisible();
    await disconnect(page, provider);
    await expect(button(page, provider)).toBeVisible();
    expect((await page.request.get(own)).status()).toBe(404);
  });

  test(`${provider.name}: whoever declines is told so`, async ({ page, sandbox }) => {
    await page.goto('/');
    await button(page, provider).click();
    await denyButton(page).click();
    await expect(page.getByRole('alert')).toContainText('not allowed');
    expect(await asked(provider.standIn(sandbox), provider.page)).toBe(0);
  });

  test(`${provider.name}: a token that has expired is renewed unseen`, async ({ page, sandbox }) => {
    const standIn = provider.standIn(sandbox);
    await connect(page, provider);
    await expectAlive(page);
    await complete(page);
    const tokens = async () => (await standIn.journal()).filter(({ path }) => path.endsWith(provider.token)).length;
    const before = await tokens();
    await standIn.expireTokens();
    const answered = page.waitForResponse(/\/api\/refresh$/);
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await (await answered).finished();
    await expect.poll(tokens).toBe(before + 1);
    await page.reload();
    await expect(state(page)).toHaveText('Connected');
    await expect(rows(page).first()).toBeVisible();
  });

  test.describe(`${provider.name} without JavaScript`, () => {
    test.use({ javaScriptEnabled: false });

    test('connect, list, refresh, disconnect', async ({ page, sandbox }) => {
      await connect(page, provider);
      await expect(state(page)).toHaveText('Connected');
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await expect(rows(page).first()).toBeVisible();
      await disconnect(page, provider);
      await expect(button(page, provider)).toBeVisible();
    });
  });
}

test('Airtable: bases open into tables, tables into records, by Enter and by links', async ({ page, sandbox }) => {
  await connect(page, PROVIDERS[1]);
  await expectAlive(page);
  await complete(page);
  const base = (await rows(page).first().getByRole('link').first().textContent()) ?? '';
  await items(page).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/folder=app/);
  await expectAlive(page);
  await expect(items(page)).toHaveAttribute('aria-rowcount', '5');
  const table = rows(page).first().getByRole('link').first();
  const name = (await table.textContent()) ?? '';
  await table.click();
  await expect(page).toHaveURL(/kind=records&folder=app\w+%2Ftbl\w+/);
  await expectAlive(page);
  await expect(items(page)).toHaveAttribute('aria-rowcount', '121');
  await expect(path(page).getByRole('link', { name: base })).toBeVisible();
  await expect(path(page).getByText(name)).toBeVisible();
  const records = (await sandbox.airtable.journal()).filter(({ path }) => /^\/v0\/app\w+\/tbl\w+$/.test(path));
  expect(records.length).toBe(2);
  await page.reload();
  await expectAlive(page);
  await expect(items(page)).toHaveAttribute('aria-rowcount', '121');
  await items(page).focus();
  await page.keyboard.press('Backspace');
  await expect(page).toHaveURL(/folder=app\w+$/);
});

test('Notion: pages lie in pages, and a search finds them wherever', async ({ page }) => {
  await connect(page, PROVIDERS[2]);
  await expectAlive(page);
  await complete(page);
  const folder = items(page).locator('.row.folder:not([hidden])').first();
  await folder.getByRole('link').first().click();
  await expect(page).toHaveURL(/folder=/);
  await expectAlive(page);
  await expect(rows(page).first()).toBeVisible();
  await expect(path(page)).toBeVisible();
  await page.goBack();
  await expectAlive(page);
  await search(page).fill('page');
  await expect(rows(page).first()).toBeVisible();
});

test('connections to all stand on one page, each with its own', async ({ page }) => {
  for (const provider of PROVIDERS) await connect(page, provider);
  await expect(goodNews(page)).toBeVisible();
  await page.goto('/');
  for (const { name } of PROVIDERS) await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByText('Connected', { exact: true })).toHaveCount(PROVIDERS.length);
});
