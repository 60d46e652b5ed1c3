// Several instances with one store, one provider, and one public address.
import { randomBytes } from 'node:crypto';

import { Sandbox } from '../stack/sandbox.mjs';
import { Instance } from './instance.mjs';
import { lastingPort } from './port.mjs';
import { scratchFolder } from './scratch.mjs';

/** The public address, where nobody need listen: our browsers know which instance they speak to. */
export async function publicAddress() {
  const port = await lastingPort();
  return { port, url: `http://localhost:${port}` };
}

/**
 * Settings that all instances share. Each browser has an address of its own, by `X-Forwarded-For`.
 * A storm in one session is no visitor's pace, so requests are not counted unless a scenario says so.
 *
 * @param {{store: string, provider: {port: number}, home: {url: string}, env?: object}} options
 */
export function fleetSettings({ store, provider, home, env = {} }) {
  return {
    TRIBUTARY_PUBLIC_URL: home.url,
    TRIBUTARY_STORE: store,
    TRIBUTARY_KEYS: `soak:${randomBytes(32).toString('base64')}`,
    TRIBUTARY_TRUSTED_PROXIES: '127.0.0.1/32',
    TRIBUTARY_RATE_LIMITS: 'off',
    HUBSPOT_CLIENT_ID: Sandbox.CLIENT_ID,
    HUBSPOT_CLIENT_SECRET: Sandbox.CLIENT_SECRET,
    HUBSPOT_AUTHORIZE_URL: `http://localhost:${provider.port}/oauth/authorize`,
    HUBSPOT_API_URL: `http://127.0.0.1:${provider.port}`,
    ...env,
  };
}

/** Requests are counted, as in production. */
export const RATE_LIMITED = { TRIBUTARY_RATE_LIMITS: 'on' };

/**
 * Starts `count` instances. `each` gives what is special to the instance of that number.
 *
 * @param {(thing: object) => object} keep see `closing`
 * @param {{count?: number, each?: (number: number) => object}} options and those of `fleetSettings`
 * @returns {Promise<Instance[]>}
 */
export async function startFleet(keep, { count = 3, each = () => ({}), ...options }) {
  const settings = fleetSettings(options);
  const instances = [];
  for (let number = 0; number < count; number++) {
    const spool = { TRIBUTARY_SPOOL_DIR: scratchFolder('spool') };
    instances.push(keep(await Instance.start({ ...settings, ...spool, ...each(number) })));
  }
  return instances;
}
