// The files of the site: kept for ever, compressed by the build, the same for everyone.
import { get, request as httpRequest } from 'node:http';

import { expect, test } from '../fixtures/hygiene';
import { connect } from '../fixtures/story';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
}

/** Asks as a browser over HTTPS would, which names brotli; over plain http Chromium does not. */
function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent: ReturnType<typeof httpRequest> = get(url, { headers }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on('error', reject);
  });
}

/** The addresses under /pkg/ that a page names. */
async function files(url: string): Promise<string[]> {
  const page = await (await fetch(url)).text();
  return [...new Set(page.match(/\/pkg\/[\w.-]+/g))];
}

test('each file is named by its content, immutable and the same for everyone', async ({ app }) => {
  const found = await files(app.url);
  expect(found.map((path) => path.split('.').pop()).sort()).toEqual(['css', 'js', 'wasm']);
  for (const path of found) {
    expect(path).toMatch(/\/tributary\.[\w-]{16,}\.(css|js|wasm)$/);
    const { status, headers } = await ask(app.url + path);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('each file comes as the build compressed it, in an encoding that was asked for', async ({ app }) => {
  for (const path of await files(app.url)) {
    for (const [accepted, sent] of [['gzip, br', 'br'], ['gzip', 'gzip'], ['br;q=0, gzip;q=0', undefined], ['', undefined]]) {
      const { headers } = await ask(app.url + path, { 'accept-encoding': accepted ?? '' });
      expect(headers['content-encoding'], `${path} ${accepted}`).toBe(sent);
    }
  }
});

test('what is not a file of the site is never kept', async ({ app, page }) => {
  const path = await connect(page);
  for (const url of ['/', path, '/nowhere', '/pkg/', '/pkg/nothing.js', '/api/connections', '/healthz']) {
    expect((await ask(app.url + url)).headers['cache-control'], url).toBe('no-store');
  }
});
