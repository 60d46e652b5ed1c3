// The card of a connection tells the truth: whose it is, what it may do, how long, what happened.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { about, allow, askToConnect, connect, connectAll, fact, openCard, refreshList, withdraw } from '../fixtures/story';

const MINUTE = /\d{1,2} \w{3} \d{4}, \d\d:\d\d UTC/;

/** The moment that a fact holds. */
const moment = async (page: Page, name: string) =>
  Date.parse((await fact(page, name).locator('time').getAttribute('datetime')) ?? '');

test('the card names the account, who connected it, when, and until when the token is good', async ({ page }) => {
  await connect(page);
  await expect(about(page)).not.toHaveAttribute('open');
  await openCard(page);
  await expect(fact(page, 'Account')).toHaveText('Northwind Trading, portal 62515');
  await expect(fact(page, 'State')).toHaveText('Connected');
  await expect(fact(page, 'Connected')).toHaveText(/UTC, by ada@northwind\.example$/);
  await expect(fact(page, 'Token')).toHaveText(MINUTE);
  await expect(fact(page, 'Last renewed')).toHaveText('not yet');
  const life = (await moment(page, 'Token')) - (await moment(page, 'Connected'));
  expect(life / 60_000).toBeGreaterThan(20);
  expect(life / 60_000).toBeLessThan(40);
});

test('each permission is told in words', async ({ page }) => {
  await connect(page);
  await openCard(page);
  await expect(about(page).getByText('List contacts')).toBeVisible();
  await expect(about(page).getByText('Missing')).toHaveCount(0);
});

test('a missing permission is told in words, beside the button that grants it', async ({ page, sandbox }) => {
  await sandbox.grantOnly(['oauth']);
  await askToConnect(page);
  await allow(page);
  const grant = page.getByRole('button', { name: 'Grant access' });
  await expect(page.locator('main > .panel').filter({ has: grant })).toContainText('List contacts');
  await expect(grant).toBeVisible();
  await openCard(page);
  await expect(about(page).getByText('Missing')).toBeVisible();
});

test('a token that was renewed for the list is told as renewed', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await sandbox.expireTokens();
  await refreshList(page);
  await page.reload();
  await openCard(page);
  await expect(fact(page, 'Last renewed')).toHaveText(MINUTE);
});

test('a connection that was found to have ended while its list was refreshed is told as ended', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await withdraw(page, sandbox);
  await page.reload();
  await openCard(page);
  await expect(fact(page, 'State')).toHaveText('Reconnect needed');
  await expect(fact(page, 'Token')).toHaveText('Cannot be used any more');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the card opens', async ({ page }) => {
    await connect(page);
    await openCard(page);
    await expect(fact(page, 'State')).toHaveText('Connected');
  });
});
