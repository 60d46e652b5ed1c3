// A running strict provider, with the same controls as `HubSpot`.
import { fileURLToPath } from 'node:url';

import { Child } from '../stack/child.mjs';
import { Sandbox } from '../stack/sandbox.mjs';
import { lastingPort } from './port.mjs';
import { send } from './wire.mjs';

const PROGRAM = fileURLToPath(new URL('strict/serve.mjs', import.meta.url));

export class StrictProvider {
  /**
   * @param {{url: string}} home the public address of the app that is registered here
   * @param {number} tokensTake milliseconds before the token endpoint looks at a request
   */
  static async start(home, tokensTake) {
    const strict = new StrictProvider();
    strict.port = await lastingPort();
    strict.url = `http://127.0.0.1:${strict.port}/_strict`;
    const redirectUri = `${home.url}/integrations/hubspot/oauth2callback`;
    const client = [redirectUri, Sandbox.CLIENT_ID, Sandbox.CLIENT_SECRET];
    const words = [PROGRAM, `${strict.port}`, `${tokensTake}`, ...client];
    strict.child = new Child('strict provider', process.execPath, words);
    await strict.child.answers(`${strict.url}/tally`);
    return strict;
  }

  expireTokens = () => send(`${this.url}/expire`, { method: 'POST' });
  forget = () => send(`${this.url}/tally`, { method: 'DELETE' });

  async tally() {
    return JSON.parse((await send(`${this.url}/tally`)).text);
  }

  stop = () => this.child.stop();
}
