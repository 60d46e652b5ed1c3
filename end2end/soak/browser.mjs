// A browser without a window: its own address, cookies for each site, and a choice of instance.
import { send } from './wire.mjs';

const MAX_REDIRECTS = 10;
let browsers = 0;

/** A client address that no other browser of this run has. */
function ownAddress() {
  const number = ++browsers;
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}

export class Browser {
  cookies = new Map();
  address = ownAddress();

  /** @param {{url: string}} home the public address */
  constructor(home) {
    this.home = new URL(home.url);
  }

  /** Sends one request; what is for the public address goes to the instance. */
  async visit(target, instance, { headers = {}, ...options } = {}) {
    const url = new URL(target, this.home);
    const ours = url.origin === this.home.origin;
    const cookie = this.cookies.get(url.origin);
    const all = { ...headers, ...(ours ? { host: this.home.host, 'x-forwarded-for': this.address } : {}) };
    if (cookie?.size) all.cookie = [...cookie].map(([name, value]) => `${name}=${value}`).join('; ');
    const reached = ours ? new URL(`${url.pathname}${url.search}`, instance.url) : url;
    const response = await send(reached, { ...options, headers: all });
    this.keepCookies(url.origin, response.headers['set-cookie'] ?? []);
    return { ...response, url };
  }

  keepCookies(origin, lines) {
    const cookies = this.cookies.get(origin) ?? new Map();
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    this.cookies.set(origin, cookies);
  }

  /** Begins a flow: the answer, whose `location` is the consent page. */
  begin(instance) {
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
    return this.visit('/integrations/hubspot/authorize', instance, { method: 'POST', headers, body: '' });
  }

  /** Consents at a provider that asks nothing: the address at which the browser would come back. */
  async consent(page) {
    let next = new URL(page);
    for (let hop = 0; next.origin !== this.home.origin; hop++) {
      const response = await this.visit(next);
      if (!response.headers.location || hop === MAX_REDIRECTS) {
        throw new Error(`the consent page at ${next.origin} answered ${response.status}: ${response.text}`);
      }
      next = new URL(response.headers.location, next);
    }
    return next;
  }

  /** Begins and consents: the address of the callback, not visited yet. */
  async authorize(instance) {
    const begun = await this.begin(instance);
    if (begun.status !== 303) throw new Error(`a flow cannot begin: ${begun.status}`);
    return this.consent(begun.headers.location);
  }

  /** The whole flow; gives the connection's id. */
  async connect(instance) {
    const completed = await this.visit(await this.authorize(instance), instance);
    const id = connectionIn(completed);
    if (id === null) throw new Error(`connecting ended with ${completed.status} ${completed.headers.location}`);
    return id;
  }

  /** The caller's connections, or the status where there is no list. */
  async connections(instance) {
    const response = await this.visit('/api/connections', instance);
    return response.status === 200 ? JSON.parse(response.text) : response.status;
  }

  /**
   * Looks at the items once on each instance. An instance learns a provider's budget from its answers:
   * until then it asks no more often than HubSpot documents.
   */
  async introduce(connection, instances) {
    for (const instance of instances) await this.items(connection, instance);
  }

  /** The first page of items. */
  items(connection, instance) {
    return this.visit(`/api/items?connection=${connection}`, instance);
  }
}

/** The connection that an answer to the callback leads to; `null` when it leads to none. */
export function connectionIn(response) {
  return /^\/connections\/([\w-]+)/.exec(response.headers.location ?? '')?.[1] ?? null;
}
