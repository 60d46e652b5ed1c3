// Everything can be done with the keyboard alone.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { CONNECTION, connect, connectAll, connectButton, items, rowAt } from '../fixtures/story';

/** Presses Tab; gives what has the focus now, as a person would call it. */
async function tab(page: Page) {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim().slice(0, 80) ?? '';
  });
}

async function tabs(page: Page, times: number) {
  const names: string[] = [];
  for (let n = 0; n < times; n++) names.push(await tab(page));
  return names;
}

/** Whether the focus can be seen: at the element, or at the one that is active in it. */
const outlined = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement as Element;
    const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '') ?? focused;
    return getComputedStyle(active).outlineStyle !== 'none';
  });

test('the first stop skips to the content', async ({ page }) => {
  await connect(page);
  expect(await tab(page)).toBe('Skip to the content');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  expect(await tab(page)).toBe('Disconnect');
});

const STOPS = [
  'Skip to the content', 'Tributary', 'Connections', 'Disconnect', 'About this connection',
  'Contacts', 'Companies', 'Deals', 'Tickets', 'Company schema', 'Search records',
  '+ Filter', 'Columns', 'Export', 'Refresh', 'Compact', 'Items',
];

test('Tab reaches everything in reading order, the grid is one stop, and the focus is always seen', async ({ page }) => {
  await connectAll(page, 250);
  const names: string[] = [];
  for (const expected of STOPS) {
    // The numbers on tabs come when they are known.
    names.push((await tab(page)).replace(/\d+$/, ''));
    expect(await outlined(page), expected).toBe(true);
  }
  expect(names).toEqual(STOPS);
});

test('connecting needs no mouse', async ({ page }) => {
  await page.goto('/');
  expect(await tabs(page, 5)).toEqual([
    'Skip to the content', 'Tributary', 'Connections', 'Connect to HubSpot', 'What it may do: 8 permissions',
  ]);
  await page.keyboard.press('Shift+Tab');
  await expect(connectButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading')).toContainText('Northwind Trading');
  await tab(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(CONNECTION);
});

test('the question before disconnecting is asked and answered by keyboard', async ({ page }) => {
  await connect(page);
  await tabs(page, 4);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await tab(page)).toBe('Keep');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Disconnect', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await tabs(page, 2)).toEqual(['Keep', 'Disconnect and revoke']);
  await page.keyboard.press('Enter');
  await expect(page.locator('.notice[role=status]')).toContainText('withdrawn at the provider');
});

test('the keys reach the last record and come back to the first', async ({ page }) => {
  await connectAll(page, 250);
  await items(page).focus();
  await page.keyboard.press('Control+End');
  await expect(rowAt(page, 249)).toBeInViewport();
  await expect(items(page)).toHaveAttribute('aria-activedescendant', 'grid-249-5');
  await page.keyboard.press('Control+Home');
  await expect(rowAt(page, 0)).toContainText('Ada Lovelace');
  await expect(items(page)).toHaveAttribute('aria-activedescendant', 'grid-0-0');
});
