// Redis goes away while people use the app, and comes back.
import { expect, test } from '../fixtures/hygiene';
import { allow, askToConnect, connect, connectButton, rows, state } from '../fixtures/story';

test.use({ provoked: [/Failed to load resource.* 503/] });

test.beforeEach(async ({ stack }) => {
  await stack.redis?.ensureUp();
});

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
  await expect(rows(page)).toHaveCount(100);
});

test('more records that cannot be fetched leave those that are there', async ({ page, stack }) => {
  await connect(page);
  await stack.redis?.halt();
  await page.getByRole('button', { name: 'Load more' }).dispatchEvent('click');
  await expect(page.getByRole('alert')).toContainText('does not answer');
  await expect(rows(page)).toHaveCount(100);
  await stack.redis?.launch();
});
