// One instance of the server among several: started, killed, started again; its log of all its lives.
import { TRIBUTARY } from '../stack/binaries.mjs';
import { Child, cleanEnvironment } from '../stack/child.mjs';
import { lastingPort } from './port.mjs';
import { send } from './wire.mjs';

export class Instance {
  /** @param {object} env all its settings but the address */
  static async start(env) {
    const instance = new Instance();
    instance.port = await lastingPort();
    instance.url = `http://127.0.0.1:${instance.port}`;
    instance.env = cleanEnvironment({ ...env, TRIBUTARY_LISTEN: `127.0.0.1:${instance.port}` });
    instance.lives = [];
    await instance.launch();
    return instance;
  }

  /** Starts it (again) with the same settings. */
  async launch() {
    this.child = new Child('tributary', TRIBUTARY, [], { env: this.env });
    this.lives.push(this.child);
    await this.child.answers(`${this.url}/healthz`);
  }

  /** Whether it says that it can serve. */
  async isReady() {
    return (await send(`${this.url}/readyz`)).status === 200;
  }

  /** Tells it to stop; gives the milliseconds until it has. */
  async terminate() {
    const began = performance.now();
    process.kill(this.child.pid, 'SIGTERM');
    await this.child.ended;
    await this.child.stop();
    return performance.now() - began;
  }

  kill = () => this.child.stop('SIGKILL');
  stop = () => this.child.stop();

  /** Everything that it logged. */
  get log() {
    return this.lives.map((life) => life.log).join('');
  }

  get hasPanicked() {
    return /\bpanicked at\b/.test(this.log);
  }
}
