// A Redis Cluster of three masters with a replica each, whose slots can be moved.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { APP } from '../../stack/redis-rules.mjs';
import { lastingPort } from '../port.mjs';
import { RedisNode } from '../redis-node.mjs';
import { until } from '../until.mjs';

const NODES = 6;
const SETTLED_MS = 30_000;
const run = promisify(execFile);

const redisCli = (...words) =>
  run('redis-cli', ['--cluster', ...words, '--cluster-yes'], { maxBuffer: 64 * 1024 * 1024 });

const agreesAsSeenFrom = (address) =>
  redisCli('check', address).then(
    () => true,
    () => false,
  );

export class Cluster {
  static async start(keep) {
    const cluster = new Cluster();
    cluster.nodes = [];
    for (let number = 0; number < NODES; number++) {
      const flags = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--cluster-port'];
      const busPort = await lastingPort();
      const node = keep(await RedisNode.start([...flags, `${busPort}`]));
      cluster.nodes.push(Object.assign(node, { busPort }));
    }
    const addresses = cluster.nodes.map(({ port, busPort }) => `127.0.0.1:${port}@${busPort}`);
    await redisCli('create', ...addresses, '--cluster-replicas', '1');
    const { answer } = await until(() => cluster.#isWhole(), { within: SETTLED_MS, every: 50 });
    if (!answer) throw new Error('the cluster does not come up');
    cluster.url = `redis+cluster://${APP}@127.0.0.1:${cluster.nodes[0].port},127.0.0.1:${cluster.nodes[1].port}`;
    return cluster;
  }

  /** Moves that many slots from the first master to the second, and back with `true`. */
  async reshard(slots, back = false) {
    const ids = await Promise.all(this.nodes.slice(0, 2).map((node) => node.ask('CLUSTER', 'MYID')));
    const [from, to] = back ? ids.reverse() : ids;
    const address = `127.0.0.1:${this.nodes[0].port}`;
    await redisCli('reshard', address, '--cluster-from', from, '--cluster-to', to, '--cluster-slots', `${slots}`);
    // The last to hear of it learn it by gossip; until then nothing else can be moved.
    const { answer } = await until(() => agreesAsSeenFrom(address), { within: SETTLED_MS, every: 100 });
    if (!answer) throw new Error('the cluster does not agree who has which slots');
  }

  async #isWhole() {
    const infos = await Promise.all(this.nodes.map((node) => node.ask('CLUSTER', 'INFO')));
    return infos.every((info) => info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`));
  }
}
