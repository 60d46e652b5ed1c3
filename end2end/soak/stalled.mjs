// Sockets that begin a request and never end it.
import { connect } from 'node:net';

const HALF_HEAD = 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ';
/** From the same origin, as the server believes: others are refused before their body is read. */
const HALF_BODY =
  'POST /integrations/hubspot/authorize HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n' +
  'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nreturn_to=';

export class StalledSockets {
  /** Opens `count` of them: half stop in the head, half in the body. */
  static async open(count, port) {
    const stalled = new StalledSockets();
    stalled.sockets = await Promise.all(Array.from({ length: count }, (_, number) => open(port, number)));
    return stalled;
  }

  /** Sends one more byte on each: slow, but never silent. */
  trickle() {
    for (const socket of this.sockets) if (socket.writable) socket.write('x');
  }

  /** How many the server has not cut yet. */
  get alive() {
    return this.sockets.filter(({ closed }) => !closed).length;
  }

  stop() {
    for (const socket of this.sockets) socket.destroy();
  }
}

function open(port, number) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(number % 2 ? HALF_BODY : HALF_HEAD, () => resolve(socket)),
    );
    socket.once('error', reject);
    // Being cut is what it is here for.
    socket.on('error', () => {}).resume();
  });
}
