// No secret ever reaches the browser, nor the log.
import type { BrowserContext, Response } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { connect, count, pressLoadMore } from '../fixtures/story';
import { Sandbox } from '../stack/sandbox.mjs';
import { grant } from '../witness/grant.mjs';

/** The shapes in which the sandbox issues codes and refresh tokens, and access tokens. */
const ISSUED = [/na1(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, /C[\w-]{267}/];
/** A code verifier has 43 characters (RFC 7636 §4.1), as have states and other drawn things: only by name. */
const NAMED = [Sandbox.CLIENT_SECRET, 'client_secret', 'code_verifier', 'access_token', 'refresh_token'];

interface Seen {
  url: string;
  type: string;
  text: string;
}

/** Everything that the app sends, as the browser gets it. */
function record(context: BrowserContext, origin: string) {
  const arriving: Promise<Seen>[] = [];
  context.on('response', (response: Response) => {
    const redirect = response.status() >= 300 && response.status() < 400;
    if (!response.url().startsWith(origin)) return;
    arriving.push(
      (async () => {
        const head = Object.entries(await response.allHeaders()).map((line) => line.join(': '));
        // A redirect has no body that the browser could show.
        const body = redirect ? '' : (await response.body()).toString('latin1');
        return { url: response.url(), type: (await response.headerValue('content-type')) ?? '', text: `${head.join('\n')}\n${body}` };
      })(),
    );
  });
  return () => Promise.all(arriving);
}

test('the shapes are those of the secrets that the sandbox issues', async ({ sandbox }) => {
  await sandbox.setConsent({ mode: 'auto' });
  const tokens = await grant(sandbox);
  expect(ISSUED.map((shape) => [tokens.refreshToken, tokens.accessToken].some((token) => shape.test(token)))).toEqual([true, true]);
});

test('a whole story shows the browser no secret', async ({ page, context, app, sandbox }) => {
  const everything = record(context, app.url);
  const path = await connect(page);
  await sandbox.expireTokens();
  await pressLoadMore(page);
  await expect(count(page)).toHaveText('200 loaded');
  await page.goto('/');
  for (const call of ['/api/connections', `/api/items?connection=${path.split('/').at(-1)}`]) await page.goto(call);
  await page.goto(path);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.getByRole('button', { name: 'Disconnect and revoke' }).click();
  await expect(page.getByRole('status')).toContainText('withdrawn');

  const seen = await everything();
  for (const type of ['text/html', 'application/wasm', 'javascript', 'application/json']) {
    expect(seen.map((answer) => answer.type).join(), `${type} was looked at`).toContain(type);
  }
  const leaking = seen.filter(({ text }) => ISSUED.some((shape) => shape.test(text)) || NAMED.some((name) => text.includes(name)));
  expect(leaking.map(({ url }) => url)).toEqual([]);
  expect(app.log).toContain('connected');
  for (const shape of ISSUED) expect(app.log).not.toMatch(shape);
  expect(app.log).not.toContain(Sandbox.CLIENT_SECRET);
});

test('scripts of the page cannot read the session', async ({ page, context }) => {
  await connect(page);
  expect(await context.cookies()).toMatchObject([{ name: 'tributary', httpOnly: true, sameSite: 'Lax', path: '/' }]);
  expect(await page.evaluate(() => [document.cookie, { ...localStorage }, { ...sessionStorage }])).toEqual(['', {}, {}]);
});
