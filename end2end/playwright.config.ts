// One browser, one server, one database per run: `cargo xtask e2e` (or test) starts the server on a fresh
// demo association, says where it is in BASE_URL, and picks the project by the database's name.
import { defineConfig } from "@playwright/test";

const shared = {
  baseURL: process.env.BASE_URL ?? "http://127.0.0.1:3000",
  // Swedish is what a user gets whatever the browser says, so the browser says something else.
  locale: "en-GB",
  timezoneId: "Europe/Stockholm",
  viewport: { width: 1280, height: 900 },
  reducedMotion: "reduce" as const,
  screenshot: "only-on-failure" as const,
  trace: "retain-on-failure" as const,
  // what is not there soon is not there: a failure says so at once, not when the whole test's time is up
  actionTimeout: 15_000,
  navigationTimeout: 30_000,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // no-sandbox: continuous integration runs as root. The rest keeps Chromium from calling home.
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  },
};

// What a database can't change, the look of a page and what a browser does with it, is shown on one of the two. Where there
// is but one, all is shown on that.
const unlessAlone = (others: RegExp) => (process.env.BESIDE ? { grepInvert: others } : {});

export default defineConfig({
  testDir: "tests",
  forbidOnly: !!process.env.CI,
  // The tests share one database and tell one story: never two at a time, never again after a failure.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  globalTimeout: 25 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  projects: [
    // Each keeps its results apart: both run at the same time.
    { name: "sqlite", use: shared, outputDir: "test-results/sqlite", ...unlessAlone(/@postgres/) },
    { name: "postgres", use: shared, outputDir: "test-results/postgres", ...unlessAlone(/@sqlite/) },
  ],
});
