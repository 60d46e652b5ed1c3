// Finds free loopback ports; run by itself it prints one.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Listens on `port` (0: any) for a moment. Gives the port, or `null` when it is taken. */
async function tryListen(port) {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error.code === 'EADDRINUSE') return null;
    throw error;
  }
  const found = server.address().port;
  server.close();
  await once(server, 'close');
  return found;
}

export async function freePort() {
  return tryListen(0);
}

export async function isFree(port) {
  return (await tryListen(port)) !== null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await freePort());
}
