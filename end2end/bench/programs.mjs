// The benchmark's own program: what must be measured without a server, floors, and loads.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Child } from '../stack/child.mjs';

const directory = process.env.RELEASE_DIR ?? fileURLToPath(new URL('../../target/release', import.meta.url));
const BENCH = `${directory}/bench`;
const run = promisify(execFile);

/** What `bench …` printed. */
export async function bench(...words) {
  const { stdout } = await run(BENCH, words.map(String), { maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

/** Asks an address as quickly as it answers: answers a second, p50, p99, most (ms), refused, bytes. */
export const load = (url, { seconds = 5, clients = 16, cookie = '' } = {}) => bench('load', url, seconds, clients, cookie);

/** Bare handlers on a port of their own: `page` is the file whose bytes they serve. */
export async function startFloor({ store = 'memory:', page }) {
  const child = new Child('floor', BENCH, ['floor', store, page]);
  const port = () => /^(\d+)$/m.exec(child.log)?.[1];
  await child.until(async () => port() !== undefined, 'port');
  return { url: `http://127.0.0.1:${port()}`, stop: () => child.stop() };
}
