// A running sandbox: HubSpot with its remote control, and further stand-ins where wanted.
import { SANDBOX } from './binaries.mjs';
import { Child } from './child.mjs';
import { freePort } from './port.mjs';
import { StandIn } from './stand-in.mjs';

/** The stand-ins beside HubSpot. */
export const FURTHER = ['airtable', 'notion', 'pipedrive'];

export class Sandbox extends StandIn {
  /** The one app that is registered at every stand-in. */
  static CLIENT_ID = 'sandbox-client';
  static CLIENT_SECRET = 'sandbox-secret';

  /**
   * `airtable`, `notion` and `pipedrive` start that stand-in: `{port, …}`, where every other name is one of its flags,
   * such as `{bases: 3}` for `--airtable-bases 3`. Each is then a member of the sandbox.
   *
   * @param {{port?: number, contacts?: number, consent?: 'page'|'auto', flags?: string[], echo?: boolean,
   *   airtable?: object, notion?: object, pipedrive?: object}} options
   */
  static async start({ port, contacts = 250, consent = 'page', flags = [], echo = false, ...further } = {}) {
    const sandbox = new Sandbox(port ?? (await freePort()));
    const args = ['--listen', `127.0.0.1:${sandbox.port}`, '--contacts', `${contacts}`, '--consent', consent];
    for (const name of FURTHER.filter((name) => further[name])) {
      const { port: ownPort, ...own } = further[name];
      sandbox[name] = new StandIn(ownPort ?? (await freePort()));
      args.push(`--${name}-listen`, `127.0.0.1:${sandbox[name].port}`);
      for (const [flag, value] of Object.entries(own)) args.push(`--${name}-${flag}`, `${value}`);
    }
    sandbox.child = new Child('sandbox', SANDBOX, [...args, ...flags], { echo });
    await sandbox.child.answers(`${sandbox.url}/_sandbox/journal`);
    return sandbox;
  }

  /** All who stand in for a provider here. */
  get standIns() {
    return [this, ...FURTHER.map((name) => this[name]).filter((standIn) => standIn !== undefined)];
  }

  /** `{count: N}`, or a list of `{properties: {…}}`. */
  setContacts = (contacts) => this.control('POST', 'contacts', contacts);
  /** `{create: [{properties}], update: [{id, properties}], archive: [id], merge: [{primary, merged}]}`; gives `{created: [id]}`. */
  changeContacts = (changes) => this.control('POST', 'contacts/change', changes);
  /** So many random changes, the same for the same seed; gives how many of each kind. */
  churn = (seed, operations) => this.control('POST', 'contacts/churn', { seed, operations });
  /** How many live contacts there are. */
  countContacts = async () => (await this.control('GET', 'contacts/truth?limit=0')).total;

  /** Every live contact as the list would show it, page by page: what a complete and current copy must hold. */
  async *truth({ portal, properties = [] } = {}) {
    const query = new URLSearchParams({ limit: '1000', properties: properties.join(',') });
    if (portal !== undefined) query.set('portal', `${portal}`);
    for (let next = '0'; next !== undefined;) {
      query.set('from', next);
      const page = await this.control('GET', `contacts/truth?${query}`);
      yield* page.results;
      next = page.next;
    }
  }

  /** Which account the next consent is for. */
  setPortal = (portal) => this.control('POST', 'portal', portal);

  stop = () => this.child.stop();
}
