// Takes the pictures of docs/pictures: each state of the list, from a running system with the sandbox.
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { Stack } from './stack/stack.mjs';

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
/** No picture may weigh more, in bytes. */
const LARGEST = 120_000;
const WIDE = { width: 1120, height: 550 };
const NARROW = { width: 320, height: 640 };
/** The requests for pages of contacts, and no others. */
const CONTACT_PAGES = { method: 'GET', path_prefix: '/crm/objects/2026-09/contacts' };

const PROVIDERS = { airtable: { bases: 3, tables: 4, records: 120 }, notion: { pages: 150 }, pipedrive: { persons: 150 } };

const grid = (page) => page.getByRole('grid', { name: 'Items' });
const complete = async (page) => {
  await grid(page).waitFor();
  await page.locator('#grid[data-live]').waitFor();
  await page.getByRole('progressbar', { name: 'Loading records' }).waitFor({ state: 'hidden' });
};

async function connect(page, app, provider = 'HubSpot') {
  await page.goto(app.url);
  await page.getByRole('button', { name: `Connect to ${provider}` }).click();
  await page.locator('#grid[data-live]').waitFor();
  // Without the good news, which is told once.
  await page.reload();
  await page.locator('#grid[data-live]').waitFor();
}

/** A HubSpot that gives the first pages, and then does that. */
async function afterTheFirst(sandbox, fault) {
  await sandbox.fault({ ...CONTACT_PAGES, delay_ms: 20, times: 8 });
  await sandbox.fault({ ...CONTACT_PAGES, times: 1000, ...fault });
}

/** What each picture shows: how to get there from nothing. */
const STATES = {
  loading: async ({ page, app, sandbox }) => {
    await sandbox.setContacts({ count: 102_345 });
    await sandbox.fault({ ...CONTACT_PAGES, delay_ms: 80, times: 10_000 });
    await connect(page, app);
    await page.locator('.count').filter({ hasText: 's left' }).or(page.locator('.count').filter({ hasText: 'min left' })).waitFor();
  },
  complete: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
  },
  'no-match': async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    await page.getByRole('searchbox', { name: 'Search records' }).fill('nobody of that name');
    await page.getByText('No record matches').waitFor();
  },
  filtered: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    const view = 'sort=-modified&f.p.lifecyclestage=in:customer,opportunity&f.p.email=has:example&f.modified=time:2025-01-01..';
    await page.goto(`${page.url().split('?')[0]}?${view}`);
    await complete(page);
  },
  columns: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByText('Loading all properties').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Membership level' }).check();
    await grid(page).getByRole('columnheader', { name: 'Membership level', includeHidden: true }).waitFor({ state: 'attached' });
    await page.getByRole('dialog', { name: 'Columns' }).evaluate((picker) => {
      picker.scrollTop = 0;
      window.scrollTo(0, 0);
    });
  },
  record: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    await grid(page).getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { level: 2, name: 'Ada Lovelace' }).waitFor();
  },
  edit: async ({ page, app }) => {
    await STATES.record({ page, app });
    const record = page.getByRole('complementary', { name: 'Record' });
    await record.getByText('Edit', { exact: true }).click();
    await record.getByRole('button', { name: 'Save' }).waitFor();
    // As far as fields for texts and for choices are both seen.
    await page.getByLabel('Lifecycle stage').evaluate((field) => {
      field.scrollIntoView({ block: 'center' });
      if (innerWidth > 640) scrollTo(0, 0);
    });
  },
  deals: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    await page.getByRole('link', { name: /^Deals/ }).click();
    await complete(page);
  },
  folder: async ({ page, app }) => {
    await connect(page, app, 'Airtable');
    await complete(page);
    await grid(page).locator('.grid-body').getByRole('link').first().click();
    await page.getByRole('navigation', { name: 'Path' }).waitFor();
    await complete(page);
  },
  empty: async ({ page, app, sandbox }) => {
    await sandbox.setContacts({ count: 0 });
    await connect(page, app);
    await page.getByText('no records yet').waitFor();
  },
  start: async ({ page, app }) => {
    await page.goto(app.url);
    await page.getByRole('button', { name: /^Connect to/ }).first().waitFor();
  },
  connected: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Connect another account' }).first().waitFor();
  },
  disconnect: async ({ page, app }) => {
    await connect(page, app);
    await complete(page);
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByRole('dialog').waitFor();
  },
  throttled: async ({ page, app, sandbox }) => {
    await sandbox.setContacts({ count: 102_345 });
    await afterTheFirst(sandbox, { status: 429, headers: { 'retry-after': '9' } });
    await connect(page, app);
    await page.getByText('asks us to wait').first().waitFor();
  },
  stalled: async ({ page, app, sandbox }) => {
    await sandbox.setContacts({ count: 102_345 });
    await afterTheFirst(sandbox, { status: 503 });
    await connect(page, app);
    await page.getByRole('alert').waitFor();
  },
  'reconnect-needed': async ({ page, app, sandbox }) => {
    await connect(page, app);
    await complete(page);
    await sandbox.revokeTokens();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Reconnect' }).waitFor();
  },
};

/** Each state, wide and narrow, light and dark. */
const PICTURES = Object.keys(STATES).flatMap((state) =>
  [WIDE, NARROW].flatMap((size) => ['light', 'dark'].map((colorScheme) => ({ state, size, colorScheme }))),
);

async function take(browser, { state, size, colorScheme }) {
  const stack = await Stack.start({ consent: 'auto', contacts: 2500, sandboxFlags: ['--rate-limit', '10000/1s'], providers: PROVIDERS });
  const context = await browser.newContext({ viewport: size, colorScheme, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await STATES[state]({ page, app: stack.app, sandbox: stack.sandbox });
    const name = `${state}${size === NARROW ? '-narrow' : ''}-${colorScheme}.png`;
    await page.screenshot({ path: FOLDER + name, caret: 'hide' });
    const { size: bytes } = await stat(FOLDER + name);
    console.log(`${name} ${bytes}`);
    if (bytes > LARGEST) throw new Error(`${name} has ${bytes} bytes, ${LARGEST} at most`);
  } finally {
    await context.close();
    await stack.stop();
  }
}

/** `node pictures.mjs [part of a name]` */
const [wanted = ''] = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  for (const picture of PICTURES.filter(({ state }) => state.includes(wanted))) await take(browser, picture);
} finally {
  await browser.close();
}
