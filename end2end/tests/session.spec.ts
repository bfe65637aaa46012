// The warning before a session ends. The page's clock is turned; what the server would say then stands in for it.
import { expect, test, type Page } from "@playwright/test";
import { axe, collectProblems, hydrated, login } from "../support";

const referrer = { email: "socialtjanst@exempelstad.example", password: "finsam-demo-2026" };
const asked = "**/api/session-left";

/** From now on the server says this when it is asked how long the session lasts. */
async function says(page: Page, left: { seconds: number; may_prolong: boolean; at: string }): Promise<void> {
  await page.unroute(asked);
  await page.route(asked, route => route.fulfill({ json: left }));
}

async function open(page: Page): Promise<void> {
  await page.clock.install();
  await login(page, referrer);
  await page.goto("/profile");
  await hydrated(page);
}

const bar = (page: Page) => page.locator(".session");

test("the first password is chosen on a page that the client takes over", async ({ browser, page }) => {
  await login(page, { email: "administrator@exempelstad.example", password: "finsam-demo-2026" });
  await page.goto("/admin/users/add");
  await hydrated(page);
  const email = "forsta.losenord@exempelstad.example";
  await page.fill("[name=name]", "Första Lösenord");
  await page.fill("[name=email]", email);
  await page.selectOption("select[name=role]", "coordinator");
  await page.locator("main form.form button").first().click();
  const password = await page.locator("main code").first().textContent();
  const own = await browser.newContext();
  const first = await own.newPage();
  const problems = collectProblems(first);
  await login(first, { email, password: password ?? "" });
  await expect(first).toHaveURL(/\/password$/);
  expect(await axe(first)).toEqual([]);
  await first.getByRole("button", { name: "Logga ut" }).click();
  await first.waitForURL("**/login**");
  expect(problems).toEqual([]);
  await own.close();
});

test("nobody is warned while the server knows of later use, in this tab or another", { tag: "@postgres" }, async ({ page }) => {
  await open(page);
  const answer = page.waitForResponse(asked);
  // by the page's clock the end is near; the server has just been used
  await page.clock.fastForward("26:00");
  expect((await answer).ok()).toBe(true);
  await expect(bar(page)).toHaveCount(0);
});

test("the warning comes again after it was prolonged", { tag: "@postgres" }, async ({ page }) => {
  const problems = collectProblems(page);
  await open(page);
  await says(page, { seconds: 240, may_prolong: true, at: "12:00:00" });
  for (const _ of ["first", "second"]) {
    await page.clock.fastForward("26:00");
    await expect(bar(page)).toContainText("Du loggas snart ut.");
    expect(await axe(page)).toEqual([]);
    await bar(page).getByRole("button", { name: "Fortsätt arbeta" }).click();
    await expect(bar(page)).toHaveCount(0);
  }
  expect(problems).toEqual([]);
});

test("a click that reaches nothing is told", { tag: "@postgres" }, async ({ page }) => {
  await open(page);
  await says(page, { seconds: 240, may_prolong: true, at: "12:00:00" });
  await page.clock.fastForward("26:00");
  await page.route("**/api/stay-logged-in", route => route.abort());
  await bar(page).getByRole("button").click();
  await expect(bar(page)).toContainText("Det gick inte att nå servern");
  await page.unroute("**/api/stay-logged-in");
  await bar(page).getByRole("button").click();
  await expect(bar(page)).toHaveCount(0);
});

test("a session that is over is told, with the way back", { tag: "@postgres" }, async ({ page, context }) => {
  await open(page);
  await says(page, { seconds: 240, may_prolong: true, at: "12:00:00" });
  await page.clock.fastForward("26:00");
  await expect(bar(page)).toBeVisible();
  await context.clearCookies();
  await bar(page).getByRole("button").click();
  await expect(bar(page)).toContainText("Du är utloggad.");
  await expect(bar(page).getByRole("link")).toHaveAttribute("href", "/login?next=/profile");
});

test("before the end that can't be moved no button promises more", { tag: "@postgres" }, async ({ page }) => {
  await open(page);
  await says(page, { seconds: 240, may_prolong: false, at: "19:30:00" });
  await page.clock.fastForward("26:00");
  await expect(bar(page)).toContainText("Du loggas ut klockan 19.30.");
  await expect(bar(page)).toContainText("kommer tillbaka");
  await expect(bar(page).getByRole("button")).toHaveCount(0);
});
