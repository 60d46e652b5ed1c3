// One HTTP request over a connection that is kept, timed; no redirect is followed.
import { Agent, request } from 'node:http';

const DEADLINE_MS = 40_000;

/** We give an idle connection up before any server does: else it may be closed just as it is used again. */
const IDLE_MS = 5_000;

/** Connections that are kept, for as many callers as there are. */
export const newAgent = (options = {}) =>
  new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: Infinity, timeout: IDLE_MS, ...options });

const shared = newAgent();

/**
 * @param {string|URL} url
 * @param {{method?: string, headers?: object, body?: string, agent?: Agent, localAddress?: string}} options
 * @returns {Promise<{status: number|string, headers: object, text: string, milliseconds: number}>}
 *   a request that fails has the error's code for its status
 */
export function send(url, { body, agent = shared, ...options } = {}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const settle = (status, headers = {}, text = '') =>
      resolve({ status, headers, text, milliseconds: performance.now() - began });
    const failed = (error) => settle(error.code ?? error.message);
    const outgoing = request(url, { ...options, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('error', failed);
      response.once('end', () => settle(response.statusCode, response.headers, Buffer.concat(chunks).toString()));
    });
    outgoing.setTimeout(DEADLINE_MS, () => outgoing.destroy(new Error('no answer in time')));
    outgoing.once('error', failed);
    outgoing.end(body);
  });
}
