// No page, in any state, breaks a rule of axe or scrolls sideways: light and dark, wide and narrow.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { CONTACT_PAGES, allow, askToConnect, bar, connect, connectAll, count, denyButton, goodNews, items, lastSeen, openCard, record, refreshButton, rows, search, state, tool, withdraw } from '../fixtures/story';
import type { Sandbox } from '../stack/sandbox.mjs';

test.use({ provoked: [/Failed to load resource.* (404|409|414|429|502)/] });

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

/** All rows of a screen are looked at once; elsewhere the first few stand for them. */
const FEW_ROWS: Audit = { unseen: ':is(.grid-sheet, tbody) > :nth-child(n + 6)' };

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
  await page.getByText('What it may do').first().click();
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
  const path = await connectAll(page, 250);
  await page.goto('/');
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await audit(page);
  await page.goto(path);
  await withdraw(page, sandbox);
  await expect(state(page)).toHaveText('Reconnect needed');
  await page.goto('/');
  await expect(page.getByText('Reconnect needed')).toBeVisible();
  await audit(page);
});

test('the records, with good news above', async ({ page }) => {
  await connectAll(page, 250);
  await expect(goodNews(page)).toBeVisible();
  await audit(page, {});
});

for (const [button, name] of [['+ Filter', 'Filter'], ['Columns', 'Columns'], ['Export', 'Export']] as const) {
  test(`what opens above the records: ${name}`, async ({ page }) => {
    await connectAll(page, 250);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(tool(page, name)).toBeVisible();
    if (name === 'Filter') await tool(page, name).getByLabel('Column').selectOption('Lifecycle stage');
    await audit(page);
    await page.keyboard.press('Escape');
    await expect(tool(page, name)).toHaveCount(0);
  });
}

test('what opens above the records on a narrow screen: Sort', async ({ page }) => {
  await connectAll(page, 250);
  await page.setViewportSize({ width: 320, height: 720 });
  await page.getByRole('button', { name: 'Sort', exact: true }).click();
  await expect(tool(page, 'Sort')).toBeVisible();
  await audit(page);
});

test('a filtered and sorted list, with its chips and selected rows', async ({ page }) => {
  const path = await connectAll(page, 250);
  await page.goto(`${path}?sort=name,-modified&f.p.lifecyclestage=in:customer,lead&f.p.email=filled&f.modified=time:2024-01-01..`);
  await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(3);
  await items(page).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await audit(page);
});

test('a record that stands open, and one that there is not', async ({ page }) => {
  const path = await connectAll(page, 250);
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(record(page).getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
  await record(page).getByText('Raw JSON').click();
  await audit(page);
  await page.goto(`${path}?record=no-such-record`);
  await expect(record(page).getByRole('heading', { name: 'No such record' })).toBeVisible();
  await audit(page);
});

test('the question before disconnecting', async ({ page }) => {
  await connect(page);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await audit(page);
});

test('a search without a match', async ({ page }) => {
  await connectAll(page, 250);
  await search(page).fill('nobody-of-that-name');
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

test('records that do not come, at first', async ({ page, sandbox }) => {
  await sandbox.fault({ path_prefix: '/crm/', status: 500, times: 1000 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page);
});

test('records that do not come any more', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await sandbox.fault({ path_prefix: '/crm/', status: 500, times: 1000 });
  await refreshButton(page).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await audit(page);
});

/** A list of many pages, of which HubSpot gives the first ones; then it asks to wait for a minute. */
async function waitInTheMiddle(sandbox: Sandbox) {
  await sandbox.setContacts({ count: 1000 });
  await sandbox.fault({ ...CONTACT_PAGES, delay_ms: 50, times: 4 });
  await sandbox.fault({ ...CONTACT_PAGES, status: 429, headers: { 'retry-after': '60' }, times: 1000 });
}

test('a wait that HubSpot asks for, at first and in the middle', async ({ page, sandbox }) => {
  await waitInTheMiddle(sandbox);
  await connect(page);
  await expect(count(page)).toContainText('asks us to wait');
  await expect(bar(page)).toBeVisible();
  await audit(page);
  // HubSpot's wish holds for the whole of an account.
  await sandbox.setPortal({ hub_id: 77, name: 'Northwind Trading' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Connect another account' }).click();
  await allow(page);
  await expect(page.getByText('asks us to wait').first()).toBeVisible();
  await audit(page);
});

test('rows on their way', async ({ page, sandbox }) => {
  await sandbox.setContacts({ count: 2500 });
  await connectAll(page, 2500);
  await page.route('**/api/window?**', () => {});
  await items(page).focus();
  await page.keyboard.press('Control+End');
  await expect(items(page).locator('.waits').first()).toBeVisible();
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
  await expect(rows(page).first()).toBeVisible();
  await withdraw(page, sandbox);
  await expect(state(page)).toHaveText('Reconnect needed');
  await audit(page);
  await page.reload();
  await expect(state(page)).toHaveText('Reconnect needed');
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
  for (const panel of await page.locator('main > .panel').all()) await expect(panel).toHaveCSS('border-top-style', 'solid');
  await expect(page.locator('main > .panel').first()).toBeVisible();
});

test('what was last seen, below a message', async ({ page, sandbox }) => {
  await sandbox.fault({ path_prefix: '/crm/properties/', status: 503, times: 1000 });
  await askToConnect(page);
  await allow(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await page.reload();
  await expect(lastSeen(page).first()).toBeVisible();
  await audit(page);
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
