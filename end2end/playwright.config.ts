// How the end-to-end tests run: Debian's Chromium, the release build, each store once.
import { defineConfig } from '@playwright/test';
import type { StackSettings } from './fixtures/stack';

const root = process.getuid?.() === 0;

export default defineConfig<object, StackSettings>({
  testDir: 'tests',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // Each worker runs a whole stack and a browser of its own.
  workers: 2,
  fullyParallel: false,
  // Bounds, not measures: a slow machine takes long, and nothing may hang for ever.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Chromium's sandbox refuses to run as root.
      chromiumSandbox: !root,
      // Nothing but the pages under test may use the network.
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'memory', testIgnore: 'store-outage.spec.ts', use: { store: 'memory' } },
    // What touches the store; the rest of the pages does not know which one it is.
    { name: 'redis', testMatch: /(connect|disconnect|tokens|store-outage)\.spec\.ts$/, use: { store: 'redis' } },
  ],
});
