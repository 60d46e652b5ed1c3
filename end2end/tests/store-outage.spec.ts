// Redis goes away while people use the app, and comes back.
import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, connectAll, connectButton, expectComplete, expectRows, items, rowAt, rows, state } from '../fixtures/story';

test.use({ provoked: [/Failed to load resource.* 503/] });

test('without Redis the start page stands and says so, and nobody is sent to HubSpot', async ({ page, stack, app }) => {
  await page.goto('/');
  await stack.redis?.halt();
  const ready = () => page.request.get(`${app.url}/readyz`).then((answer) => answer.status());
  expect(await ready()).toBe(503);

  expect((await page.goto('/'))?.status()).toBe(200);
  const answer = page.waitForResponse((response) => response.url().endsWith('/authorize'));
  await connectButton(page).click();
  expect((await answer).status()).toBe(503);
  await expect(page.getByRole('alert')).toContainText('Nothing was changed');
  await expect(page).toHaveURL(/\/integrations\/hubspot\/authorize$/);

  await stack.redis?.launch();
  await expect.poll(ready, { timeout: 3_000 }).toBe(200);
  await askToConnect(page);
  await allow(page);
});

test('whoever was connected still is when Redis returns', async ({ page, stack, context }) => {
  const path = await connect(page);
  const cookies = await context.cookies();
  await stack.redis?.halt();

  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('Your connections cannot be shown');
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(503);
  await expect(page.getByRole('alert')).toContainText('does not answer');
  expect(await context.cookies()).toEqual(cookies);

  await stack.redis?.launch();
  const again = async () => (await page.goto(path))?.status();
  await expect.poll(again, { timeout: 3_000 }).toBe(200);
  await expect(state(page)).toHaveText('Connected');
  await expectRows(page, 250);
});

test('rows that cannot be fetched leave those that are there, and come when Redis returns', async ({ page, stack, sandbox }) => {
  await sandbox.setContacts({ count: 2500 });
  await connectAll(page, 2500);
  await stack.redis?.halt();
  await items(page).focus();
  await page.keyboard.press('Control+End');
  await expect(page.locator('#grid-says')).toContainText('does not answer');
  await expectRows(page, 2500);
  await page.keyboard.press('Control+Home');
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await stack.redis?.launch();
  await page.keyboard.press('Control+End');
  await expect(rowAt(page, 2499)).not.toHaveClass(/waits/);
});

test('an app that starts anew has the list at once, and asks HubSpot for no page again', async ({ page, stack, app, sandbox }) => {
  const path = await connectAll(page, 250);
  const pages = async () => (await sandbox.journal()).filter(({ method, path }) => method === 'GET' && /\/objects\/[\w-]+\/contacts$/.test(path)).length;
  const before = await pages();
  await page.goto('about:blank');
  await app.halt();
  await app.launch();
  await page.goto(path);
  await expect(rows(page).first()).toContainText('Ada Lovelace');
  await expectComplete(page, 250);
  expect(await pages()).toBe(before);
  expect(stack.redis).not.toBeNull();
});
