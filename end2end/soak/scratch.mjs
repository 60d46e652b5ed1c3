// A folder for what the servers write, gone when we end.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root;
let count = 0;

/** A new folder of that name. */
export function scratchFolder(name) {
  if (!root) {
    root = mkdtempSync(join(tmpdir(), 'tributary-soak-'));
    process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  }
  const folder = join(root, `${name}-${++count}`);
  mkdirSync(folder);
  return folder;
}
