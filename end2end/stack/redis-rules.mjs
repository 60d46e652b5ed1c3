// The rights of the shipped rules for the app's user, and all rights for whoever sets the scene.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RULES = fileURLToPath(new URL('../../docs/redis/tributary.acl', import.meta.url));

/** Drawn for this process: a password of a test is no secret that anybody keeps. */
const PASSWORD = randomBytes(16).toString('hex');

/** The app's user, as it stands in a URL. */
export const APP = `tributary:${PASSWORD}`;

/** Writes the rules into the folder; gives the flags that make Redis keep them. */
export function shippedRules(folder) {
  const shipped = readFileSync(RULES, 'utf8').replace('CHANGE-ME', PASSWORD);
  const lines = shipped.split('\n').filter((line) => !line.startsWith('user default '));
  const file = join(folder, 'users.acl');
  writeFileSync(file, ['user default on nopass ~* &* +@all', ...lines].join('\n'), { mode: 0o600 });
  return ['--aclfile', file];
}
