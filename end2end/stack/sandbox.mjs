// A running sandbox, and its remote control.
import { SANDBOX } from './binaries.mjs';
import { Child } from './child.mjs';
import { freePort } from './port.mjs';

export class Sandbox {
  /** The one app that is registered at the sandbox. */
  static CLIENT_ID = 'sandbox-client';
  static CLIENT_SECRET = 'sandbox-secret';

  /**
   * @param {{port?: number, contacts?: number, consent?: 'page'|'auto', flags?: string[], echo?: boolean}} options
   */
  static async start({ port, contacts = 250, consent = 'page', flags = [], echo = false } = {}) {
    const sandbox = new Sandbox();
    sandbox.port = port ?? (await freePort());
    /** For programs. */
    sandbox.url = `http://127.0.0.1:${sandbox.port}`;
    /** For browsers: HubSpot registers no address but a name, so the sandbox is visited by name too. */
    sandbox.browserUrl = `http://localhost:${sandbox.port}`;
    const args = ['--listen', `127.0.0.1:${sandbox.port}`, '--contacts', `${contacts}`, '--consent', consent];
    sandbox.child = new Child('sandbox', SANDBOX, [...args, ...flags], { echo });
    await sandbox.child.answers(`${sandbox.url}/_sandbox/journal`);
    return sandbox;
  }

  async control(method, path, body) {
    const response = await fetch(`${this.url}/_sandbox/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`sandbox: ${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** The requests so far, in order. */
  journal = () => this.control('GET', 'journal');
  forgetJournal = () => this.control('DELETE', 'journal');
  /** Makes the next matching requests fail as told (see the sandbox's README). */
  fault = (fault) => this.control('POST', 'faults', fault);
  clearFaults = () => this.control('DELETE', 'faults');
  expireTokens = () => this.control('POST', 'tokens/expire', {});
  revokeTokens = () => this.control('POST', 'tokens/revoke', {});
  /** `{count: N}`, or a list of `{properties: {…}}`. */
  setContacts = (contacts) => this.control('POST', 'contacts', contacts);
  /** The scopes that the next consent grants, whatever was asked; `null`: all. */
  grantOnly = (scopes) => this.control('POST', 'grant', { scopes });
  /** Which account the next consent is for. */
  setPortal = (portal) => this.control('POST', 'portal', portal);
  /** `{mode: 'page'|'auto'|'deny', deny: 'redirect'|'stay'}`. */
  setConsent = (consent) => this.control('POST', 'consent', consent);
  /** Back to how it started. */
  reset = () => this.control('POST', 'reset', {});

  stop = () => this.child.stop();
}
