// A TCP proxy in front of a server that can hold a conversation at a chosen moment, for ever.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { lastingPort } from './port.mjs';

export class Gate {
  #armed = null;
  #open = new Set();

  /** @param {number} target the port of the server behind it */
  static async start(target) {
    const gate = new Gate();
    gate.target = target;
    gate.port = await lastingPort();
    gate.server = createServer((near) => gate.#join(near));
    gate.server.listen(gate.port, '127.0.0.1');
    await once(gate.server, 'listening');
    return gate;
  }

  /** The next request that matches never arrives. Settles when it has come as far as here. */
  holdRequest = (pattern) => this.#arm({ pattern, requestPasses: false });

  /** The next request that matches arrives, its answer does not. Settles when the answer has come as far as here. */
  holdAnswer = (pattern) => this.#arm({ pattern, requestPasses: true });

  /** Settles just before the answer to the next request that matches is passed on. */
  seeAnswer = (pattern) => this.#arm({ pattern, requestPasses: true, answerPasses: true });

  #arm(watch) {
    return new Promise((settle) => (this.#armed = { ...watch, settle }));
  }

  #join(near) {
    const far = connect(this.target, '127.0.0.1');
    const pair = { near, far, watch: null };
    this.#open.add(pair);
    near.on('data', (bytes) => this.#request(pair, bytes));
    far.on('data', (bytes) => this.#answer(pair, bytes));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        other.destroy();
        this.#open.delete(pair);
      });
    }
  }

  #request(pair, bytes) {
    if (this.#armed?.pattern.test(bytes.toString('latin1'))) {
      pair.watch = this.#armed;
      this.#armed = null;
    }
    if (!pair.watch || pair.watch.requestPasses) pair.far.write(bytes);
    else pair.watch.settle();
  }

  #answer(pair, bytes) {
    pair.watch?.settle();
    if (pair.watch?.answerPasses) pair.watch = null;
    if (!pair.watch) pair.near.write(bytes);
  }

  async stop() {
    for (const { near, far } of this.#open) [near, far].forEach((socket) => socket.destroy());
    this.server.close();
    await once(this.server, 'close');
  }
}
