// The sandbox as the scenarios want it: no limits, rotating refresh tokens, its token calls counted.
import { Sandbox } from '../stack/sandbox.mjs';
import { lastingPort } from './port.mjs';

/** The sandbox tells it in each answer, and the server keeps to it: the most that it believes. */
const BUDGET = '10000/1s';

export class HubSpot {
  static async start({ rotate = true, tokenTtl = 1800, contacts = 5, budget = BUDGET, searchLag = 2_000 } = {}) {
    const hubspot = new HubSpot();
    const flags = ['--rate-limit', budget, '--token-ttl', `${tokenTtl}`, '--search-lag', `${searchLag}ms`];
    if (rotate) flags.push('--rotate-refresh-tokens');
    const port = await lastingPort();
    hubspot.sandbox = await Sandbox.start({ port, contacts, consent: 'auto', flags });
    hubspot.port = port;
    return hubspot;
  }

  expireTokens = () => this.sandbox.expireTokens();
  forget = () => this.sandbox.forgetJournal();

  /** The next calls of the token endpoint take so long, and are answered as ever. */
  slowTokens = (delay, times) => this.sandbox.fault({ method: 'POST', path_prefix: '/oauth/', delay_ms: delay, times });
  clearFaults = () => this.sandbox.clearFaults();

  /** Who consents from now on: each portal has a budget of calls, and contacts, of its own. */
  setPortal = (number) =>
    this.sandbox.setPortal({ hub_id: number, name: `Portal ${number}`, user: 'ada@portal.example' });

  /** What the token endpoint was asked since `forget`, and how often it said no. */
  async tally() {
    const calls = (await this.sandbox.journal()).filter(({ path }) => /^\/oauth\/[^/]+\/token$/.test(path));
    const refreshes = calls.filter(({ form_names }) => form_names.includes('refresh_token'));
    return {
      refreshes: refreshes.length,
      exchanges: calls.length - refreshes.length,
      refused: calls.filter(({ status }) => status !== null && status !== 200).length,
    };
  }

  stop = () => this.sandbox.stop();
}
