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
 * @property {object} [env] further settings of the app
 */

export class Stack {
  /** @param {StackOptions} options */
  static async start({ store = 'memory', contacts, consent, sandboxFlags, env } = {}) {
    const stack = new Stack();
    try {
      stack.sandbox = await Sandbox.start({ contacts, consent, flags: sandboxFlags });
      /** Only when the store is Redis. */
      stack.redis = store === 'redis' ? await Redis.start() : null;
      stack.app = await Tributary.start({ sandbox: stack.sandbox, store: stack.redis?.url, env });
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  async stop() {
    await this.app?.stop();
    await this.redis?.stop();
    await this.sandbox?.stop();
  }
}
