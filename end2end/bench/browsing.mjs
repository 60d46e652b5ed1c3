// What a browser makes of a list of 100,000.
import { Stack } from '../stack/stack.mjs';
import { inChromium } from './chromium.mjs';
import { measureLighthouse } from './lighthouse.mjs';
import { measureScrolling } from './scrolling.mjs';
import { measureFirstRow, measureTyping } from './typing.mjs';
import { complete, connected } from './visit.mjs';

const FLAGS = ['--rate-limit', '10000/10s'];
const ENV = { TRIBUTARY_RATE_LIMITS: 'off' };

export async function measureBrowsing() {
  const stack = await Stack.start({ consent: 'auto', contacts: 100_000, sandboxFlags: FLAGS, env: ENV });
  try {
    const one = await connected(stack.app);
    await complete(one);
    const url = `${stack.app.url}${one.path}`;
    const measured = await inChromium(async (browser) => [
      ...(await measureFirstRow(browser, url, one.cookie)),
      ...(await measureTyping(browser, url, one.cookie)),
      ...(await measureScrolling(browser, url, one.cookie)),
    ]);
    return [
      ...measured,
      ...(await measureLighthouse('start page', stack.app.url)),
      ...(await measureLighthouse('a connection of 100,000', url, one.cookie)),
    ];
  } finally {
    await stack.stop();
  }
}
