// A running Tributary that is connected to a sandbox.
import { randomBytes } from 'node:crypto';

import { TRIBUTARY } from './binaries.mjs';
import { Child, cleanEnvironment } from './child.mjs';
import { freePort } from './port.mjs';
import { FURTHER, Sandbox } from './sandbox.mjs';

/** Where each provider has its endpoints, below the stand-in's address. */
const ENDPOINTS = {
  airtable: { authorize: '/oauth2/v1/authorize', token: '/oauth2/v1/token' },
  notion: { authorize: '/v1/oauth/authorize', token: '/v1/oauth/token' },
  pipedrive: { authorize: '/oauth/authorize', token: '/oauth/token' },
};

/** The settings of one further provider: the browser goes there by name, the app by address. */
function providerSettings(name, standIn) {
  const { authorize, token } = ENDPOINTS[name];
  const own = {
    CLIENT_ID: Sandbox.CLIENT_ID,
    CLIENT_SECRET: Sandbox.CLIENT_SECRET,
    AUTHORIZE_URL: `${standIn.browserUrl}${authorize}`,
    TOKEN_URL: `${standIn.url}${token}`,
    API_URL: standIn.url,
  };
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [`${name.toUpperCase()}_${key}`, value]));
}

/** The settings of an app on `port` that takes the sandbox for HubSpot, and for whom else it stands in. */
export function settings({ port, sandbox, store = 'memory:' }) {
  const further = FURTHER.filter((name) => sandbox[name]).map((name) => providerSettings(name, sandbox[name]));
  return {
    TRIBUTARY_LISTEN: `127.0.0.1:${port}`,
    TRIBUTARY_PUBLIC_URL: `http://localhost:${port}`,
    TRIBUTARY_STORE: store,
    HUBSPOT_CLIENT_ID: Sandbox.CLIENT_ID,
    HUBSPOT_CLIENT_SECRET: Sandbox.CLIENT_SECRET,
    HUBSPOT_AUTHORIZE_URL: `${sandbox.browserUrl}/oauth/authorize`,
    HUBSPOT_API_URL: sandbox.url,
    ...Object.assign({}, ...further),
  };
}

export class Tributary {
  /**
   * @param {{sandbox: Sandbox, store?: string, port?: number, env?: object}} options
   *   `store` as in `TRIBUTARY_STORE`; `env`: further settings
   */
  static async start({ sandbox, store = 'memory:', port, env = {} }) {
    const app = new Tributary();
    app.port = port ?? (await freePort());
    app.url = `http://localhost:${app.port}`;
    const keys = { TRIBUTARY_KEYS: `test:${randomBytes(32).toString('base64')}` };
    app.env = cleanEnvironment({ ...settings({ port: app.port, sandbox, store }), ...keys, ...env });
    await app.launch();
    return app;
  }

  /** Starts it (again, after `halt`) with the same settings. */
  async launch() {
    this.child = new Child('tributary', TRIBUTARY, [], { env: this.env });
    await this.child.answers(`http://127.0.0.1:${this.port}/healthz`);
  }

  halt = () => this.child.stop();
  stop = () => this.child.stop();

  /** What it has logged since it was last started. */
  get log() {
    return this.child.log;
  }
}
