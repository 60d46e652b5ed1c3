// The remote control of one stand-in of a running sandbox: what all providers there have.

export class StandIn {
  constructor(port) {
    this.port = port;
    /** For programs. */
    this.url = `http://127.0.0.1:${port}`;
    /** For browsers: HubSpot registers no address but a name, so a stand-in is visited by name too. */
    this.browserUrl = `http://localhost:${port}`;
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
  /** The scopes that the next consent grants, whatever was asked; `null`: all. */
  grantOnly = (scopes) => this.control('POST', 'grant', { scopes });
  /** Who consents next, in the provider's own terms. */
  setAccount = (account) => this.control('POST', 'account', account);
  /** `{mode: 'page'|'auto'|'deny', deny: 'redirect'|'stay'}`. */
  setConsent = (consent) => this.control('POST', 'consent', consent);
  /** Back to how it started. */
  reset = () => this.control('POST', 'reset', {});
}
