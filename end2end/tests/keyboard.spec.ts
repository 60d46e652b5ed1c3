// Everything can be done with the keyboard alone.
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { CONNECTION, connect, connectButton, rows } from '../fixtures/story';

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

/** Whether the focus can be seen. */
const outlined = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle !== 'none');

test('the first stop skips to the content', async ({ page }) => {
  await connect(page);
  expect(await tab(page)).toBe('Skip to the content');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  expect(await tab(page)).toBe('Disconnect');
});

test('Tab reaches everything in reading order, and the focus is always seen', async ({ page }) => {
  await connect(page);
  const names = await tabs(page, 7);
  expect(names).toEqual([
    'Skip to the content', 'Tributary', 'Connections', 'Disconnect', 'About this connection', 'Search loaded records',
    'Open Ada Lovelace in HubSpot',
  ]);
  expect(await outlined(page)).toBe(true);
});

test('connecting needs no mouse', async ({ page }) => {
  await page.goto('/');
  expect(await tabs(page, 5)).toEqual([
    'Skip to the content', 'Tributary', 'Connections', 'Connect to HubSpot', 'What it may do: 4 permissions',
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
  await expect(page.getByRole('status')).toContainText('withdrawn at the provider');
});

test('more records come when the focus reaches the end of the list', async ({ page }) => {
  await connect(page);
  await rows(page).last().getByRole('link').focus();
  await expect(rows(page)).toHaveCount(200);
});
