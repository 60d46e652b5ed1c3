// How long a start takes and what an idle server holds, against a bare process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

import { Tributary } from '../stack/tributary.mjs';
import { line, median, milliseconds } from './line.mjs';

const STARTS = 11;

/** Resident memory of a process, in bytes (Linux). */
export async function residentMemory(pid) {
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

/** Seconds of processor that a process has used, in all its threads (Linux). */
export async function processorTime(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export async function measureStarts(sandbox) {
  const [start, floor, idle] = [[], [], []];
  for (let round = 0; round < STARTS; round++) {
    let app;
    start.push(await milliseconds(async () => (app = await Tributary.start({ sandbox }))));
    idle.push(await residentMemory(app.child.pid));
    await app.stop();
    floor.push(await milliseconds(() => once(spawn('/bin/true'), 'close')));
  }
  return [
    line('start to /healthz', 'ms', median(start), { floor: median(floor), floorIs: 'a bare process' }),
    line('idle resident memory', 'bytes', median(idle)),
  ];
}
