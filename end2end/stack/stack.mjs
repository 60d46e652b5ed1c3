// The whole system on free loopback ports: a sandbox, an app, and a Redis where wanted.
import { Redis } from './redis.mjs';
import { Sandbox } from './sandbox.mjs';
import { Tributary } from './tributary.mjs';

/**
 * @typedef {object} StackOptions
 * @property {'memory'|'redis'} [store] where the app keeps things (default memory)
 * @property {number} [contacts] how many contacts HubSpot has (default 250)
 * @property {'page'|'auto'} [consent] whether HubSpot asks (default page)
 * @property {string[]} [sandboxFlags] further flags of the sandbox
 * @property {{airtable?: object, notion?: object, pipedrive?: object}} [providers] further stand-ins, as `Sandbox.start` takes them
 * @property {object} [env] further settings of the app
 */

export class Stack {
  /** @param {StackOptions} options */
  static async start({ store = 'memory', contacts, consent, sandboxFlags, providers, env } = {}) {
    const stack = new Stack();
    try {
      stack.sandbox = await Sandbox.start({ contacts, consent, flags: sandboxFlags, ...providers });
      /** Only when the store is Redis. */
      stack.redis = store === 'redis' ? await Redis.start() : null;
      stack.app = await Tributary.start({ sandbox: stack.sandbox, store: stack.redis?.url, env });
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /**
   * As if nothing had happened. An app keeps lists true for a minute after the last look at them: it
   * would go on asking in the name of connections that are over, and learn of waits that are meant
   * for others.
   */
  async renew() {
    await this.app.halt();
    await this.redis?.clear();
    for (const standIn of this.sandbox.standIns) await standIn.reset();
    await this.app.launch();
  }

  async stop() {
    await this.app?.stop();
    await this.redis?.stop();
    await this.sandbox?.stop();
  }
}
