// A running Redis of our own that keeps nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { REDIS } from './binaries.mjs';
import { Child } from './child.mjs';
import { freePort } from './port.mjs';

/** Whether Redis answers PING. */
function pongs(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      resolve(answer.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

export class Redis {
  static async start() {
    const redis = new Redis();
    redis.port = await freePort();
    redis.url = `redis://127.0.0.1:${redis.port}/`;
    redis.folder = await mkdtemp(join(tmpdir(), 'tributary-redis-'));
    await redis.launch();
    return redis;
  }

  /** Starts it (again, after `halt`) on the same port. */
  async launch() {
    const where = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder];
    this.child = new Child('redis-server', REDIS, [...where, '--save', '', '--appendonly', 'no']);
    await this.child.until(() => pongs(this.port), 'PONG');
  }

  /** Stops it for a while: what it held is lost, as its port stays ours. */
  halt = () => this.child.stop();

  async stop() {
    await this.child.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
