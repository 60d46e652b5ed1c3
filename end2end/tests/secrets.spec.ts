// No secret ever reaches the browser, nor the log.
import type { BrowserContext, Page, Response } from '@playwright/test';

import { expect, test } from '../fixtures/hygiene';
import { allow, connect, connectButton, expectAlive, expectComplete, goodNews, record as openRecord, refreshList, rows } from '../fixtures/story';
import { Sandbox } from '../stack/sandbox.mjs';
import { grant } from '../witness/grant.mjs';

/** The shapes in which the sandbox issues codes and refresh tokens, and access tokens. */
const ISSUED = [/na1(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, /(?<![\w-])C[\w-]{267}(?![\w-])/];
/** The secret of the app, and what answers that carry secrets call them. */
const NAMED = [Sandbox.CLIENT_SECRET, 'client_secret', 'code_verifier', 'access_token', 'refresh_token'];

interface Seen {
  url: string;
  type: string;
  text: string;
}

/** Never ends, so nobody can wait for all of it: `recordStreams` keeps what has come. */
const STREAM = 'text/event-stream';

/** A redirect has no body that the browser could show. */
const isReadWhole = (headers: Record<string, string>) => !headers.location && !headers['content-type']?.startsWith(STREAM);

async function read(response: Response): Promise<Seen> {
  const headers = response.headers();
  const head = Object.entries(await response.allHeaders()).map((line) => line.join(': '));
  const body = isReadWhole(headers) ? (await response.body()).toString('latin1') : '';
  return { url: response.url(), type: headers['content-type'] ?? '', text: `${head.join('\n')}\n${body}` };
}

/** Keeps what the app sends, as the browser gets it. Ask for it before leaving a page: bodies go with their page. */
function record(context: BrowserContext, origin: string) {
  const arriving: Promise<Seen>[] = [];
  context.on('response', (response) => {
    const { origin: from, pathname } = new URL(response.url());
    // The icon comes when the browser pleases, and is a file that no request changes.
    if (from === origin && pathname !== '/favicon.svg') arriving.push(read(response));
  });
  return () => Promise.all(arriving);
}

/** Keeps the streams that the page itself reads: each as it came over the wire, as far as it has come. */
async function recordStreams(context: BrowserContext, page: Page) {
  const streams = new Map<string, string>();
  const devtools = await context.newCDPSession(page);
  const keep = (stream: string, base64 = '') =>
    streams.set(stream, (streams.get(stream) ?? '') + Buffer.from(base64, 'base64').toString('latin1'));
  devtools.on('Network.responseReceived', async ({ requestId, response }) => {
    if (response.mimeType !== STREAM) return;
    keep(requestId);
    const { bufferedData } = await devtools.send('Network.streamResourceContent', { requestId });
    keep(requestId, bufferedData);
  });
  devtools.on('Network.dataReceived', ({ requestId, data }) => streams.has(requestId) && keep(requestId, data));
  await devtools.send('Network.enable');
  return () => [...streams.values()].map((text): Seen => ({ url: 'a stream', type: STREAM, text }));
}

/** Opens a page and waits for the last thing that it loads. */
async function open(page: Page, path: string) {
  const program = page.waitForResponse(/\.wasm$/);
  await page.goto(path);
  await (await program).finished();
}

test('the shapes are those of the secrets that the sandbox issues', async ({ sandbox }) => {
  await sandbox.setConsent({ mode: 'auto' });
  const tokens = await grant(sandbox);
  expect(ISSUED.map((shape) => [tokens.refreshToken, tokens.accessToken].some((token) => shape.test(token)))).toEqual([true, true]);
});

test('a whole story shows the browser no secret', async ({ page, context, app, sandbox }) => {
  const seenSoFar = record(context, app.url);
  const streams = await recordStreams(context, page);
  await open(page, '/');
  await seenSoFar();
  await connectButton(page).click();
  const path = await allow(page);
  await expectAlive(page);
  await expectComplete(page, 250);
  await sandbox.expireTokens();
  await refreshList(page);
  await rows(page).first().getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(openRecord(page).getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
  const own = `connection=${path.split('/').at(-1)}`;
  for (const data of ['connections', `items?${own}`, `window?${own}&count=100`, `columns?${own}`]) {
    await seenSoFar();
    await page.goto(`/api/${data}`);
  }
  for (const next of ['/', path]) {
    await seenSoFar();
    await open(page, next);
  }
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.getByRole('button', { name: 'Disconnect and revoke' }).click();
  await expect(goodNews(page)).toContainText('withdrawn');

  // How far the list was at first, and what became of it when its token had been renewed.
  expect(streams().some(({ text }) => /^data: [^]*^data: /m.test(text)), 'streams were kept as they went on').toBe(true);
  const seen = [...(await seenSoFar()), ...streams()];
  for (const type of ['text/html', 'application/wasm', 'javascript', 'application/json', STREAM]) {
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
