// HAProxy in front of the instances, as an operator would set it up.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Child } from '../stack/child.mjs';
import { lastingPort } from './port.mjs';
import { scratchFolder } from './scratch.mjs';
import { until } from './until.mjs';
import { send } from './wire.mjs';

/** Debian has it where only root looks. */
const HAPROXY = ['/usr/sbin/haproxy'].find(existsSync) ?? 'haproxy';
/** How often it asks `/readyz`; one answer decides, either way. */
export const CHECK_MS = 500;

function configuration({ port, statisticsPort, instances }) {
  const servers = instances.map(({ port }, number) => `  server instance${number} 127.0.0.1:${port}`);
  return `global
  maxconn 4096
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  option redispatch
listen app
  bind 127.0.0.1:${port}
  balance roundrobin
  option httpchk GET /readyz
  default-server check inter ${CHECK_MS}ms fall 1 rise 1
${servers.join('\n')}
listen statistics
  bind 127.0.0.1:${statisticsPort}
  stats enable
  stats uri /
`;
}

export class HaProxy {
  /** @param {{port: number, instances: {port: number}[]}} options `port`: where browsers come */
  static async start({ port, instances }) {
    const proxy = new HaProxy();
    proxy.url = `http://127.0.0.1:${port}`;
    const statisticsPort = await lastingPort();
    proxy.statistics = `http://127.0.0.1:${statisticsPort}/;csv`;
    const file = join(scratchFolder('haproxy'), 'haproxy.cfg');
    writeFileSync(file, configuration({ port, statisticsPort, instances }));
    // -db: in the foreground.
    proxy.child = new Child('haproxy', HAPROXY, ['-db', '-f', file]);
    await proxy.child.answers(proxy.statistics);
    return proxy;
  }

  /** Waits until it sends requests to every instance. */
  async seesAll(instances) {
    const up = async () => (await this.#states()).filter((state) => state.startsWith('UP')).length === instances.length;
    const { answer } = await until(up, { every: 50 });
    if (!answer) throw new Error(`HAProxy sees: ${(await this.#states()).join(', ')}`);
  }

  async #states() {
    const lines = (await send(this.statistics)).text.split('\n').map((line) => line.split(','));
    const state = lines[0].indexOf('status');
    return lines
      .filter(([group, server]) => group === 'app' && server.startsWith('instance'))
      .map((line) => line[state]);
  }

  stop = () => this.child.stop('SIGKILL');
}
