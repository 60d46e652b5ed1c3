// What happened to a connection is told in words, the newest first, and never with a secret.
import { expect, test } from '../fixtures/hygiene';
import { about, activity, allow, connectAll, fact, openCard, refreshList, withdraw } from '../fixtures/story';
import { Sandbox } from '../stack/sandbox.mjs';

test('connecting, a renewal, an end and a reconnect are told in order', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await openCard(page);
  await expect(activity(page)).toHaveText([/^Connected/]);
  await sandbox.expireTokens();
  await refreshList(page);
  await page.reload();
  await openCard(page);
  await expect(activity(page)).toHaveText([/^Token renewed/, /^Connected/]);
  await withdraw(page, sandbox);
  await page.reload();
  await openCard(page);
  await expect(fact(page, 'Last error')).toContainText('HubSpot no longer honoured this connection. Reconnect to go on.');
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await allow(page);
  await openCard(page);
  await expect(activity(page)).toHaveText([/^Reconnected/, /^HubSpot no longer honoured/, /^Token renewed/, /^Connected/]);
  await expect(fact(page, 'Last error')).toContainText('It works again.');
});

test('what happened is told without a secret', async ({ page, sandbox }) => {
  await connectAll(page, 250);
  await sandbox.expireTokens();
  await refreshList(page);
  await page.reload();
  await openCard(page);
  await expect(activity(page)).toHaveCount(2);
  const told = await about(page).innerHTML();
  // The shapes in which the sandbox issues codes and refresh tokens, and access tokens.
  for (const shape of [/na1(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, /(?<![\w-])C[\w-]{267}(?![\w-])/]) expect(told).not.toMatch(shape);
  expect(told).not.toContain(Sandbox.CLIENT_SECRET);
});
