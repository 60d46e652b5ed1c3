// Clocks ten minutes apart: still one refresh for each life of a token, and no request fails.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Browser } from '../browser.mjs';
import { closing } from '../closing.mjs';
import { publicAddress, startFleet } from '../fleet.mjs';
import { HubSpot } from '../hubspot.mjs';
import { startLoad } from '../load.mjs';
import { RedisNode } from '../redis-node.mjs';

/** A clock that is late renews too late, one that is early then finds that token expired: so they take turns. */
const TURNS = [
  { offset: '-5m', lives: 1 },
  { offset: '+5m', lives: 0.25 },
];
/** A token is renewed in the last sixth of its life. */
const RENEWED_AT = 5 / 6;

/** @param {{life: number, cycles: number, rate: number}} size a token lives `life` seconds; in a cycle both have a turn */
export function skew(checks, { life, cycles, rate }) {
  return closing(async (keep) => {
    const home = await publicAddress();
    const hubspot = keep(await HubSpot.start({ tokenTtl: life }));
    const redis = keep(await RedisNode.start());
    const each = (number) => clock(TURNS[number].offset);
    const instances = await startFleet(keep, { count: TURNS.length, store: redis.url, provider: hubspot, home, each });
    const browser = new Browser(home);
    const connection = await browser.connect(instances[0]);
    await browser.introduce(connection, instances);
    await hubspot.forget();
    const began = performance.now();
    let turn = 0;
    const load = startLoad(rate, () => browser.items(connection, instances[turn]));
    for (let number = 0; number < cycles * TURNS.length; number++) {
      turn = number % TURNS.length;
      await pause(TURNS[turn].lives * life * 1_000);
    }
    const answers = await load.stop();
    const { refreshes, refused } = await hubspot.tally();
    const lives = (performance.now() - began) / 1_000 / life;
    const due = Math.floor(lives / RENEWED_AT);
    checks.that('no request fails', answers.failed === 0, answers);
    const once = refreshes >= Math.floor(lives) && refreshes <= due;
    checks.that('one refresh for each life of a token', once, { lives, due, refreshes });
    checks.that('no token is redeemed twice', refused === 0, { refused });
    checks.that('nobody panics', !instances.some(({ hasPanicked }) => hasPanicked));
  });
}

/** What moves the wall clock of a process, and leaves its stop watch alone. */
function clock(offset) {
  return { LD_PRELOAD: faketime(), FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

/** Debian keeps libraries in a folder for each architecture. */
function faketime() {
  const libraries = readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder, 'faketime', 'libfaketime.so.1'));
  const found = libraries.find((library) => existsSync(library));
  if (!found) throw new Error('libfaketime is missing: run `scripts/setup soak`');
  return found;
}
