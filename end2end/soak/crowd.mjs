// Many connected browsers, each with a portal of its own.
import { Browser } from './browser.mjs';
import { until } from './until.mjs';

const FIRST_PORTAL = 500_000;
/** The longest that a lease of somebody who is gone can last, and a little. */
const PATIENCE_MS = 35_000;

export class Crowd {
  members = [];

  constructor({ home, instances, hubspot }) {
    Object.assign(this, { home, instances, hubspot });
  }

  /** The instance for the request of that number. */
  at = (number) => this.instances[number % this.instances.length];

  /** One after another, because the provider is told each time who consents. */
  async connect(count) {
    for (let number = 0; number < count; number++) {
      await this.hubspot.setPortal(FIRST_PORTAL + this.members.length);
      const browser = new Browser(this.home);
      const connection = await browser.connect(this.at(number));
      await browser.introduce(connection, this.instances);
      this.members.push({ browser, connection });
    }
  }

  /** The items of one member, from one instance; both follow from the number. */
  ask = (number) => {
    const { browser, connection } = this.members[Math.floor(number / this.instances.length) % this.members.length];
    return browser.items(connection, this.at(number));
  };

  /** Waits until each member's items come from each instance: who is lost, and how long the last one took. */
  async recover() {
    const began = performance.now();
    const ends = await Promise.all(
      this.members.map(
        async (member) => (await until(() => this.#end(member), { within: PATIENCE_MS, every: 50 })).answer,
      ),
    );
    const lost = ends.filter((end) => end !== 'served').map((end) => end ?? 'not served in time');
    return { lost, milliseconds: performance.now() - began };
  }

  /** What the member's connection has come to; nothing while that is open. */
  async #end({ browser, connection }) {
    const answers = await Promise.all(this.instances.map((instance) => browser.items(connection, instance)));
    if (answers.every(({ status }) => status === 200)) return 'served';
    // Nobody but the user mends these two.
    if (answers.some(({ status }) => status === 409)) return 'reconnect needed';
    return answers.some(({ status }) => status === 404) ? 'not there' : null;
  }
}
