// A Chromium of our own, and pages in it that measure themselves.
import { chromium } from '@playwright/test';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const CHROMIUM_ARGS = ARGS;

/** Runs `work` with a browser that is closed afterwards. */
export async function inChromium(work) {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page with the visitor's cookies, and its line to the browser's own instruments. */
export async function open(browser, url, { cookie = '', viewport = { width: 1440, height: 900 }, wait = 'load' } = {}) {
  const context = await browser.newContext({ viewport });
  const cookies = cookie.split('; ').filter(Boolean).map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: new URL(url).origin };
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const instruments = await context.newCDPSession(page);
  await page.goto(url, { waitUntil: wait });
  return { page, instruments, close: () => context.close() };
}
