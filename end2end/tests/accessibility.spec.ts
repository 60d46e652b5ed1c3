// No page, in any state, breaks a rule of axe or scrolls sideways: light and dark, wide and narrow.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, denyButton, lastSeen, openCard, pressLoadMore, rows, state, usePortalOfItsOwn } from '../fixtures/story';

test.use({ provoked: [/Failed to load resource.* (404|409|414|429|502)/] });

// Each audit looks four times.
test.describe.configure({ timeout: 60_000 });

/** What axe finds: the rule, and where it is broken. */
async function violations(page: Page, { unseen }: Audit) {
  const axe = new AxeBuilder({ page });
  if (unseen) axe.exclude(unseen);
  const found = (await axe.analyze()).violations;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

interface Audit {
  /** What need not be looked at again. */
  unseen?: string;
}

/** A hundred rows are looked at once; elsewhere the first few stand for them. */
const FEW_ROWS: Audit = { unseen: 'tbody tr:nth-child(n + 6)' };

async function audit(page: Page, options = FEW_ROWS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 320]) {
      // Without motion, or colours would be measured on their way from one to the other.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 720 });
      expect(await violations(page, options), `${colorScheme}, ${width} px`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `pixels beyond ${width}`).toBeLessThanOrEqual(0);
    }
  }
}

test('the start page, before anything is connected', async ({ page }) => {
  await page.goto('/');
  await page.getByText('What it may do').click();
  await expect(page.getByText('crm.objects.contacts.read')).toBeVisible();
  await audit(page);
});

test('the start page with bad news', async ({ page }) => {
  await askToConnect(page);
  await denyButton(page).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page);
});

test('the start page with a connection, and with one that ended', async ({ page, sandbox }) => {
  const path = await connect(page);
  await page.goto('/');
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await audit(page);
  await sandbox.revokeTokens();
  await page.goto(path);
  await expect(state(page)).toHaveText('Reconnect needed');
  await page.goto('/');
  await expect(page.getByText('Reconnect needed')).toBeVisible();
  await audit(page);
});

test('the records, with good news above', async ({ page }) => {
  await connect(page);
  await expect(page.getByRole('status')).toBeVisible();
  await audit(page, {});
});

test('the question before disconnecting', async ({ page }) => {
  await connect(page);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await audit(page);
});

test('a search without a match', async ({ page }) => {
  await connect(page);
  await page.getByRole('searchbox').fill('nobody-of-that-name');
  await expect(page.getByText('No record matches')).toBeVisible();
  await audit(page);
});

test('an account without records', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 0 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByText('no records yet')).toBeVisible();
  await audit(page);
});

test('records that do not come, at first and later', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: '/crm/', status: 500, times: 2 });
  await pressLoadMore(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page);
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page);
});

test('a wait that HubSpot asks for', async ({ page, sandbox }) => {
  await usePortalOfItsOwn(sandbox);
  await connect(page);
  await sandbox.fault({ path_prefix: '/crm/', status: 429, headers: { 'retry-after': '60' } });
  await pressLoadMore(page);
  await expect(page.getByText('asks us to wait')).toBeVisible();
  await audit(page);
});

test('rows on their way', async ({ page, sandbox }) => {
  await connect(page);
  await sandbox.fault({ path_prefix: '/crm/', hang: true });
  await pressLoadMore(page);
  await expect(page.locator('tr.skeleton').first()).toBeVisible();
  await audit(page);
});

test('a connection that needs a reconnect, and one that lacks a scope', async ({ page, sandbox }) => {
  await sandbox.grantOnly(['oauth']);
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('button', { name: 'Grant access' })).toBeVisible();
  await audit(page);
  await sandbox.grantOnly(null);
  await page.getByRole('button', { name: 'Grant access' }).click();
  await allow(page);
  await sandbox.revokeTokens();
  await page.reload();
  await expect(state(page)).toHaveText('Reconnect needed');
  await audit(page);
  await page.reload();
  await expect(rows(page)).toHaveCount(0);
  await audit(page);
});

test('the card of a connection', async ({ page, sandbox }) => {
  await sandbox.grantOnly(['oauth']);
  await askToConnect(page);
  await allow(page);
  await openCard(page);
  await audit(page);
});

test('with forced colours, what is set apart by colour alone is set apart by a line', async ({ page, sandbox }) => {
  await sandbox.grantOnly(['oauth']);
  await page.emulateMedia({ forcedColors: 'active' });
  await askToConnect(page);
  await allow(page);
  await expect(page.locator('main > .panel')).toHaveCSS('border-top-style', 'solid');
});

test('what was last seen, below a message and below a wait', async ({ page, sandbox }) => {
  await usePortalOfItsOwn(sandbox);
  await connect(page);
  for (const [status, headers] of [[503, {}], [429, { 'retry-after': '60' }]] as const) {
    await sandbox.fault({ path_prefix: '/crm/', status, headers });
    await page.reload();
    await expect(lastSeen(page).first()).toBeVisible();
    await audit(page);
  }
});

test('the question after another account was chosen, whatever the accounts are called', async ({ page, sandbox }) => {
  const first = await connect(page);
  await sandbox.setPortal({ hub_id: 77, name: `سماء ${'Long name '.repeat(12)}${'x'.repeat(80)}`, user: 'bob@second.example' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  const second = await allow(page);
  for (const [here, there] of [[second, first], [first, second]] as const) {
    await page.goto(`${here}?notice=other-account&instead_of=${there.split('/').at(-1)}`);
    await expect(page.getByRole('link', { name: 'Keep both' })).toBeVisible();
    await audit(page);
  }
});

test('what does not exist', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  await audit(page);
});

test('what the server refuses outside the pages', async ({ page }) => {
  await page.goto(`/integrations/hubspot/authorize?${'x'.repeat(9000)}`);
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page);
});
