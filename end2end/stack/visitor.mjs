// A visitor without a browser: keeps cookies, follows redirects, measures what arrives.
import { request } from 'node:http';

const MAX_REDIRECTS = 10;

/** One request, no redirect followed; the body as it came over the wire. */
function send(url, { method = 'GET', headers = {} }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ url, status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

export class Visitor {
  /** @param {string} home the app's public URL; cookies go there and nowhere else */
  constructor(home) {
    this.home = new URL(home);
    this.cookies = new Map();
  }

  async visit(target, { method = 'GET', headers = {} } = {}) {
    const url = new URL(target, this.home);
    const ours = url.origin === this.home.origin;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await send(url, { method, headers: ours && cookie ? { ...headers, cookie } : headers });
    if (ours) this.keepCookies(response.headers['set-cookie'] ?? []);
    return response;
  }

  keepCookies(lines) {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
  }

  /** Follows redirects as a browser does, with GET, until there is a page. */
  async follow(target, options) {
    let response = await this.visit(target, options);
    for (let hop = 0; response.headers.location; hop++) {
      if (hop === MAX_REDIRECTS) throw new Error(`too many redirects at ${response.url}`);
      response = await this.visit(new URL(response.headers.location, response.url));
    }
    return response;
  }

  /** Connects HubSpot at a sandbox that consents by itself; gives the path of the connection's page. */
  async connect() {
    await this.visit('/');
    const page = await this.follow('/integrations/hubspot/authorize', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', origin: this.home.origin },
    });
    if (page.status !== 200 || !page.url.pathname.startsWith('/connections/')) {
      throw new Error(`connecting ended at ${page.url} with ${page.status}`);
    }
    return page.url.pathname;
  }
}
