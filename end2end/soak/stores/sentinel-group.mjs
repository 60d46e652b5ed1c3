// A master, a replica and three sentinels that promote it when the master is gone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { REDIS } from '../../stack/binaries.mjs';
import { Child } from '../../stack/child.mjs';
import { APP } from '../../stack/redis-rules.mjs';
import { lastingPort } from '../port.mjs';
import { RedisNode } from '../redis-node.mjs';
import { ask } from '../resp.mjs';
import { scratchFolder } from '../scratch.mjs';
import { until } from '../until.mjs';

const NAME = 'tributary';
const SENTINELS = 3;
const FAILOVER_MS = 20_000;

export class SentinelGroup {
  static async start(keep) {
    const group = new SentinelGroup();
    const master = keep(await RedisNode.start());
    const replica = keep(await RedisNode.start(['--replicaof', '127.0.0.1', `${master.port}`]));
    group.nodes = [master, replica];
    await group.#inSync(master);
    group.sentinels = [];
    for (let number = 0; number < SENTINELS; number++) group.sentinels.push(keep(await startSentinel(master.port)));
    group.url = `redis+sentinel://${APP}@${group.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${NAME}`;
    await until(() => group.#allKnown(), { within: FAILOVER_MS });
    return group;
  }

  /** Kills the master, waits for the other one to be promoted, and brings the dead one back behind it. */
  async failOver() {
    const old = await this.#master();
    await old.crash();
    const { answer } = await until(() => this.#agreeOnAnother(old), { within: FAILOVER_MS });
    if (!answer) throw new Error('the sentinels promote nobody');
    // The sentinels would tell it themselves, but only after ten seconds or more as a second master.
    old.flags = ['--replicaof', '127.0.0.1', `${(await this.#master()).port}`];
    this.returning = old.launch();
  }

  /** Waits until both are there again, the one behind the other. */
  async settle() {
    await this.returning;
    await this.#inSync(await this.#master());
  }

  async #master(sentinel = this.sentinels[0]) {
    const [, port] = await ask(sentinel.port, 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME);
    return this.nodes.find((node) => node.port === Number(port));
  }

  /** Until all do, one that lags behind would promote the dead one again when it returns. */
  async #agreeOnAnother(old) {
    const masters = await Promise.all(this.sentinels.map((sentinel) => this.#master(sentinel)));
    return masters.every((master) => master !== old);
  }

  async #inSync(master) {
    const inSync = async () => /^slave0:.*state=online/m.test(await master.ask('INFO', 'replication').catch(() => ''));
    const { answer } = await until(inSync, { within: FAILOVER_MS });
    if (!answer) throw new Error('the replica does not follow');
  }

  /** Whether each sentinel knows the replica and the other sentinels: before that nobody is promoted. */
  async #allKnown() {
    const known = await Promise.all(
      this.sentinels.map(async ({ port }) => {
        const [sentinels, replicas] = [
          await ask(port, 'SENTINEL', 'SENTINELS', NAME),
          await ask(port, 'SENTINEL', 'REPLICAS', NAME),
        ];
        return sentinels.length === SENTINELS - 1 && replicas.length === 1;
      }),
    );
    return known.every(Boolean);
  }
}

async function startSentinel(masterPort) {
  const port = await lastingPort();
  const folder = scratchFolder('sentinel');
  const file = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds ${NAME} 1500`,
    `sentinel failover-timeout ${NAME} 3000`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = new Child('sentinel', REDIS, [file, '--sentinel']);
  await child.until(async () => (await ask(port, 'PING').catch(() => null)) === 'PONG', 'PONG');
  return { port, stop: () => child.stop() };
}
