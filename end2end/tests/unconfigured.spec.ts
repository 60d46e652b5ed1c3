// A server without HubSpot credentials says what to do.
import { AxeBuilder } from '@axe-core/playwright';

import { expect, test } from '../fixtures/hygiene';
import { connectButton } from '../fixtures/story';

test.use({ env: { HUBSPOT_CLIENT_ID: '', HUBSPOT_CLIENT_SECRET: '' } });

test('a provider without credentials names what to set, and offers no button', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'HubSpot' }).getByText('Not configured')).toBeVisible();
  await expect(page.getByText('HUBSPOT_CLIENT_ID')).toBeVisible();
  await expect(connectButton(page)).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});
