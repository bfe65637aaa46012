// What every browser test needs: logging in, waiting for the client, listening for problems, axe, pictures.
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export type Account = { email: string; password: string };

/** Logs in by the form, as a person does. Works with and without JavaScript. */
export async function login(page: Page, account: Account): Promise<void> {
  await page.goto("/login");
  await hydrated(page);
  await page.fill("#email", account.email);
  await page.fill("#password", account.password);
  await page.locator("form[action='/login'] button[type=submit], form[action='/login'] button:not([type])").first().click();
  await expect(page, `${account.email} is let in`).not.toHaveURL(/\/login/);
  await hydrated(page);
}

/** Waits until the client has taken over. Without JavaScript there is none to wait for. */
export async function hydrated(page: Page): Promise<void> {
  if (!(await runsScripts(page))) return;
  await page.locator("html[data-hydrated]").waitFor({ state: "attached", timeout: 30_000 });
}

function runsScripts(page: Page): Promise<boolean> {
  return page.evaluate(() => matchMedia("(scripting: enabled)").matches);
}

/** Collects what a browser complains about from now on; `allow` are the complaints that a test provokes itself. */
export function collectProblems(page: Page, allow: RegExp[] = []): string[] {
  const problems: string[] = [];
  // a page in the background is not painted at once: its font is used later than Chromium expects
  const unpainted = /was preloaded using link preload but not used/;
  const note = (text: string) => {
    if (![unpainted, ...allow].some(pattern => pattern.test(text))) problems.push(text);
  };
  page.on("console", message => {
    if (["error", "warning"].includes(message.type())) note(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", error => note(`page error: ${error}`));
  page.on("dialog", dialog => {
    note(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return problems;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 A and AA and axe's best practices; gives back what is wrong, one line each. */
export async function axe(page: Page): Promise<string[]> {
  return (await runsScripts(page)) ? axeHere(page) : axeOnTwin(page);
}

async function axeHere(page: Page): Promise<string[]> {
  // Through the debugger, which the content security policy does not govern: it stays on.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(where: Document, how: object): Promise<AxeResult> } };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    type AxeResult = { violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] };
    return violations.flatMap(violation =>
      violation.nodes.map(node => `${violation.id}: ${violation.help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
  });
}

/** axe needs timers, which stand still without JavaScript: it looks at the same markup, scripts cut out, in a twin. */
async function axeOnTwin(page: Page): Promise<string[]> {
  const markup = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, "").replace(/<\/?noscript>/gi, "");
  const browser = page.context().browser();
  if (!browser) throw new Error("a context without a browser");
  const context = await browser.newContext({ javaScriptEnabled: true, viewport: page.viewportSize(), reducedMotion: "reduce" });
  try {
    const twin = await context.newPage();
    await twin.route(page.url(), route => route.fulfill({ contentType: "text/html; charset=utf-8", body: markup }));
    await twin.goto(page.url());
    return await axeHere(twin);
  } finally {
    await context.close();
  }
}

/** The whole page at a desk's and a phone's width, in artefacts/<database>/. Nothing may stick out sideways. */
export async function shot(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `artefacts/${test.info().project.name}/${name}-${width}.png`, fullPage: true });
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(overhang, `${name}: pixels that stick out at ${width} px`).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}
