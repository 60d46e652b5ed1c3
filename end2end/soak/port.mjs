// Finds ports that stay free while their server is away.
import { isFree } from '../stack/port.mjs';

/** Below the range that the kernel takes the near ends of outgoing connections from. */
const [FIRST, COUNT] = [18_000, 14_000];
const given = new Set();

/** A free loopback port that no outgoing connection takes while its server restarts. */
export async function lastingPort() {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}
