// A running Redis of our own, that can be away for a while.
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { REDIS } from './binaries.mjs';
import { Child } from './child.mjs';
import { freePort } from './port.mjs';
import { APP, shippedRules } from './redis-rules.mjs';

/** Sends one command; gives the answer, or `null` when Redis hung up or is not there. */
function tell(port, command) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (answer) => {
      resolve(answer.toString());
      socket.destroy();
    });
    for (const gone of ['error', 'close']) socket.once(gone, () => resolve(null));
  });
}

export class Redis {
  static async start() {
    const redis = new Redis();
    redis.port = await freePort();
    redis.url = `redis://${APP}@127.0.0.1:${redis.port}/`;
    redis.folder = await mkdtemp(join(tmpdir(), 'tributary-redis-'));
    await redis.launch();
    return redis;
  }

  /** Starts it (again, after `halt`) on the same port. */
  async launch() {
    const where = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, ...shippedRules(this.folder)];
    this.child = new Child('redis-server', REDIS, [...where, '--save', '', '--appendonly', 'no']);
    await this.child.until(async () => (await tell(this.port, 'PING'))?.startsWith('+PONG'), 'PONG');
  }

  /** Forgets everything; starts it if it is away. */
  async clear() {
    if (this.child.over) await this.launch();
    const answer = await tell(this.port, 'FLUSHALL');
    if (!answer?.startsWith('+OK')) throw new Error(`redis: FLUSHALL: ${answer}`);
  }

  /** Stops it for a while: what it held comes back with `launch`. */
  async halt() {
    await tell(this.port, 'SHUTDOWN SAVE');
    await this.child.ended;
  }

  async stop() {
    await this.child.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
