// A Redis server that writes down what it is told, and can be killed and started again.
import { REDIS } from '../stack/binaries.mjs';
import { Child } from '../stack/child.mjs';
import { APP, shippedRules } from '../stack/redis-rules.mjs';
import { lastingPort } from './port.mjs';
import { ask } from './resp.mjs';
import { scratchFolder } from './scratch.mjs';

/** What is lost in a crash of the machine is the last second; a crash of the process alone loses nothing. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];

export class RedisNode {
  /** @param {string[]} flags further ones, such as `--cluster-enabled yes` */
  static async start(flags = []) {
    const node = new RedisNode();
    node.port = await lastingPort();
    node.url = `redis://${APP}@127.0.0.1:${node.port}/`;
    node.folder = scratchFolder('redis');
    node.flags = flags;
    await node.launch();
    return node;
  }

  /** Starts it (again, after `crash`) on the same port, with what it had. */
  async launch() {
    const where = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, ...shippedRules(this.folder)];
    this.child = new Child('redis-server', REDIS, [...where, ...DURABLE, ...this.flags]);
    await this.child.until(async () => (await this.ask('PING').catch(() => null)) === 'PONG', 'PONG');
  }

  ask = (...words) => ask(this.port, ...words);

  /** The keys that match the pattern. */
  keys = (pattern) => this.ask('KEYS', pattern);

  /** A number of `INFO`, such as `used_memory`. */
  async info(name) {
    return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await this.ask('INFO'))[1]);
  }

  crash = () => this.child.stop('SIGKILL');
  stop = () => this.child.stop();
}
