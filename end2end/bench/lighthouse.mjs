// Lighthouse, five times each; the lowest of the five counts.
import lighthouse from 'lighthouse';
import * as launcher from 'chrome-launcher';

import { CHROMIUM_ARGS, EXECUTABLE } from './chromium.mjs';
import { line } from './line.mjs';

const RUNS = 5;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

async function scores(url, cookie) {
  const chrome = await launcher.launch({ chromePath: EXECUTABLE, chromeFlags: ['--headless=new', ...CHROMIUM_ARGS] });
  try {
    const extraHeaders = cookie ? { Cookie: cookie } : {};
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, extraHeaders, logLevel: 'error' });
    for (const audit of Object.values(lhr.audits)) {
      if (audit.score !== null && audit.score < 0.9 && process.env.BENCH_EXPLAIN) console.error(`${url}: ${audit.id} ${audit.score} ${audit.displayValue ?? ''}`);
    }
    return CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
  } finally {
    await chrome.kill();
  }
}

/** The lowest score of each category. */
export async function measureLighthouse(name, url, cookie) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await scores(url, cookie));
  return CATEGORIES.map((category, at) =>
    line(`Lighthouse, ${name}: ${category}`, 'of 100', Math.min(...runs.map((run) => run[at])), { bound: 100 }),
  );
}
