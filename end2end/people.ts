// The demonstration's people, and what a person does at a form: fill in by field name, press its button, go on.
import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { collectProblems, hydrated, login, type Account } from "./support";

const account = (name: string): Account => ({ email: `${name}@exempelstad.example`, password: "finsam-demo-2026" });

export const people = {
  administrator: account("administrator"),
  coordinator: account("koordinator"),
  coordinator2: account("koordinator2"),
  lots: account("lots"),
  workTraining: account("arbetstraning"),
  office: account("kansli"),
  referrer: account("socialtjanst"),
  colleague: account("socialtjanst2"),
  representative: account("team.varden"),
};

/** One person at one browser of their own. */
export type Desk = { page: Page; problems: string[]; context: BrowserContext };

type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;
/** Sessions that earlier tests have begun: a person logs in once and comes back. */
const sessions = new Map<string, Kept>();

/** Opens a browser for this person, who is logged in; `allow` are the complaints that the test provokes itself. */
export async function sitDown(browser: Browser, who: Account, javaScriptEnabled: boolean, allow: RegExp[] = []): Promise<Desk> {
  const context = await browser.newContext({ javaScriptEnabled, storageState: sessions.get(who.email) });
  const page = await context.newPage();
  const problems = collectProblems(page, allow);
  if (!sessions.has(who.email)) {
    await login(page, who);
    sessions.set(who.email, await context.storageState());
  }
  return { page, problems, context };
}

/** Opens an address, waits until it is shown whole, and gives its status. */
export async function open(page: Page, path: string): Promise<number> {
  const answer = await page.goto(path);
  await hydrated(page);
  await shown(page);
  return answer?.status() ?? 0;
}

/** Waits until nothing on the page is being loaded and its one heading is there. */
export async function shown(page: Page): Promise<void> {
  await expect(page.locator("main .loading")).toHaveCount(0);
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.locator("h1")).toBeVisible();
}

export type Answers = Record<string, string | string[]>;

/** The page's own form, or the one that posts to `action`. */
function form(page: Page, action?: string): Locator {
  return action ? page.locator(`form[action$="${action}"]`).first() : page.locator("main form.form").first();
}

/** Fills in by field name: text, day, choice, several choices, or an option of a list by its value or its words. */
export async function fill(page: Page, answers: Answers): Promise<void> {
  for (const [name, answer] of Object.entries(answers)) {
    for (const value of [answer].flat()) {
      const field = form(page).locator(`[name="${name}"]`).first();
      const kind = await field.evaluate(element => (element as HTMLInputElement).type);
      if (kind === "radio" || kind === "checkbox") {
        const choice = form(page).locator(`[name="${name}"][value="${value}"]`);
        // the box of what is asked once more posts the words that it answers
        await ((await choice.count()) ? choice : field).check();
      } else if (kind === "select-one") {
        const byValue = await field.locator(`option[value="${value}"]`).count();
        await field.selectOption(byValue ? { value } : { label: value });
      } else {
        await field.fill(value);
      }
    }
  }
}

/** Presses the form's button and waits for the next page; gives its address. Fails with the form's own words. */
export async function submit(page: Page, action?: string): Promise<string> {
  const refused = await press(page, action);
  if (refused) throw new Error(refused);
  return page.url();
}

/** Presses the form's button and waits for what comes of it: the next page, or the words of the refusal. */
async function press(page: Page, action?: string): Promise<string> {
  const at = form(page, action);
  const token = await at.locator("input[name=_token]").inputValue();
  const old = page.locator(`input[name=_token][value="${token}"]`);
  const isThis = (data: string | null) => !!data && data.includes(token);
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().method() === "POST" && isThis(response.request().postData())),
    at.locator("button[type=submit], button:not([type])").first().click(),
  ]);
  const refused = page.locator(".summary:not(.vh), .problem");
  // what an earlier answer said stands until the next one is there
  const waits = page.locator("main form.form button[aria-disabled=true]");
  if (answer.status() < 400) {
    // the client's answer is JSON that is gone once it has led to a page: either the form has gone or it says why not
    const settled = async () => (await old.count()) === 0 || ((await waits.count()) === 0 && (await refused.count()) > 0);
    await expect.poll(settled, { message: "the next page", timeout: 20_000 }).toBe(true);
  }
  await page.waitForLoadState();
  if (answer.status() >= 400 || (await old.count()) > 0) {
    const words = await page.locator(".summary, h1").allInnerTexts();
    return `${page.url()} was refused (${answer.status()}): ${words.join(" | ")}`;
  }
  await hydrated(page);
  await shown(page);
  return "";
}

/** Opens a form's page, fills it in and submits it. */
export async function send(page: Page, path: string, answers: Answers = {}): Promise<string> {
  expect(await open(page, path), path).toBe(200);
  await fill(page, answers);
  return submit(page);
}

/** The same, where what is asked once more, such as a meeting at night, is answered with yes. */
export async function sendSurely(page: Page, path: string, answers: Answers): Promise<string> {
  expect(await open(page, path), path).toBe(200);
  await fill(page, answers);
  const refused = await press(page);
  if (!refused) return page.url();
  const asked = form(page).locator(".row.wrong input[type=checkbox][name$=confirmed]");
  await expect(asked, refused).toBeVisible();
  await asked.check();
  return submit(page);
}

export const id = (address: string): string => {
  const found = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(address);
  if (!found) throw new Error(`no id in ${address}`);
  return found[0];
};

/** Day and time in Sweden, so many seconds from now. */
export function inSweden(seconds = 0): { day: string; time: string } {
  const words = new Date(Date.now() + seconds * 1000).toLocaleString("sv-SE", { timeZone: "Europe/Stockholm" });
  return { day: words.slice(0, 10), time: words.slice(11, 16) };
}

/** An identity number from the range reserved for tests (birth numbers 980–999), with its check digit. */
export function identity(born: string, number: number): string {
  const digits = born + String(number);
  const sum = [...digits.slice(2)].map((d, i) => Number(d) * (i % 2 ? 1 : 2)).reduce((s, n) => s + Math.floor(n / 10) + (n % 10), 0);
  return `${born}-${number}${(10 - (sum % 10)) % 10}`;
}
