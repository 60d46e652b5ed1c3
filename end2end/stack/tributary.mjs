// A running Tributary that is connected to a sandbox.
import { randomBytes } from 'node:crypto';

import { TRIBUTARY } from './binaries.mjs';
import { Child, cleanEnvironment } from './child.mjs';
import { freePort } from './port.mjs';
import { Sandbox } from './sandbox.mjs';

/** The settings of an app on `port` that takes the sandbox on `sandboxPort` for HubSpot. */
export function settings({ port, sandboxPort, store = 'memory:' }) {
  return {
    TRIBUTARY_LISTEN: `127.0.0.1:${port}`,
    TRIBUTARY_PUBLIC_URL: `http://localhost:${port}`,
    TRIBUTARY_STORE: store,
    HUBSPOT_CLIENT_ID: Sandbox.CLIENT_ID,
    HUBSPOT_CLIENT_SECRET: Sandbox.CLIENT_SECRET,
    HUBSPOT_AUTHORIZE_URL: `http://localhost:${sandboxPort}/oauth/authorize`,
    HUBSPOT_API_URL: `http://127.0.0.1:${sandboxPort}`,
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
    app.env = cleanEnvironment({ ...settings({ port: app.port, sandboxPort: sandbox.port, store }), ...keys, ...env });
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
