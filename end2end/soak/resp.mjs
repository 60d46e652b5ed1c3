// Speaks to a Redis server: one command, one answer, one connection each.
import { connect } from 'node:net';

const DEADLINE_MS = 2_000;

function encode(words) {
  const parts = words.map((word) => `$${Buffer.byteLength(`${word}`)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}

/** Reads one value at `at`: `[value, where the next begins]`, or `null` while it is not all there. */
function decode(text, at = 0) {
  const end = text.indexOf('\r\n', at);
  if (end < 0) return null;
  const [kind, rest] = [text[at], text.slice(at + 1, end)];
  if (kind === '+') return [rest, end + 2];
  if (kind === '-') return [new Error(rest), end + 2];
  if (kind === ':') return [Number(rest), end + 2];
  if (Number(rest) < 0) return [null, end + 2];
  return kind === '$' ? decodeText(text, end + 2, Number(rest)) : decodeList(text, end + 2, Number(rest));
}

function decodeText(text, at, length) {
  return text.length < at + length + 2 ? null : [text.slice(at, at + length), at + length + 2];
}

function decodeList(text, at, length) {
  const values = [];
  for (let index = 0; index < length; index++) {
    const decoded = decode(text, at);
    if (decoded === null) return null;
    values.push(decoded[0]);
    at = decoded[1];
  }
  return [values, at];
}

/** The answer to the command. Throws what Redis complains of, or that it is not there. */
export function ask(port, ...words) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(encode(words)));
    let text = '';
    const settle = (how, value) => {
      socket.destroy();
      how(value);
    };
    // Bytes as they are: lengths count bytes, and values are sealed.
    socket.setEncoding('latin1').on('data', (more) => {
      text += more;
      const decoded = decode(text);
      if (decoded) settle(decoded[0] instanceof Error ? reject : resolve, decoded[0]);
    });
    socket.setTimeout(DEADLINE_MS, () => settle(reject, new Error('Redis does not answer')));
    socket.once('error', (error) => settle(reject, error));
    socket.once('close', () => reject(new Error('Redis hung up')));
  });
}
