// The parts of the client: fetched when one first goes to their pages, waited for, missed, and replaced by a new version.
import { expect, test, type Page } from "@playwright/test";
import { open, people, sitDown } from "../people";
import { axe, shot } from "../support";

const parts = /\/pkg\/[0-9a-f]{16}\/.*\.wasm$/;
const refused = [/Failed to load resource/, /TypeError/];
const heading = (page: Page) => page.locator("main h1");
const toUsers = (page: Page) => page.locator('#nav a[href="/admin/users"]').click();

/** Tells a page that is changed by the client from one that is loaded anew. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute("data-first", "1"));
const marked = (page: Page) => expect(page.locator("html[data-first]"));

test("a part is waited for, and back and forward go on from there", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, problems, context } = await sitDown(browser, people.administrator, true);
  await open(page, "/profile");
  await mark(page);
  let arrive = () => {};
  const late = new Promise<void>(resolve => (arrive = resolve));
  await page.route(parts, async route => {
    await late;
    await route.continue();
  });
  await toUsers(page);
  await expect(page.locator("main .loading")).toBeVisible();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(page).toHaveTitle(/Hämtar …/);
  arrive();
  await expect(heading(page)).toHaveText("Användare");
  await expect(page).toHaveTitle(/Användare/);
  await page.goBack();
  await expect(heading(page)).toHaveText("Min profil");
  await page.goForward();
  await expect(heading(page)).toHaveText("Användare");
  await marked(page).toHaveCount(1);
  expect(problems).toEqual([]);
  await context.close();
});

test("a part that can't be fetched is asked for again", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, problems, context } = await sitDown(browser, people.administrator, true, refused);
  await open(page, "/profile");
  await mark(page);
  await context.setOffline(true);
  await toUsers(page);
  await expect(heading(page)).toHaveText("Sidan gick inte att hämta");
  expect(await axe(page)).toEqual([]);
  await shot(page, "part-missing");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Försök igen" }).click();
  await expect(heading(page)).toHaveText("Användare");
  await marked(page).toHaveCount(1);
  expect(problems).toEqual([]);
  await context.close();
});

test("after a new version the page is loaded whole", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, problems, context } = await sitDown(browser, people.administrator, true, refused);
  await open(page, "/profile");
  await mark(page);
  let gone = true;
  await page.route(parts, route => (gone ? route.fulfill({ status: 404, contentType: "text/html", body: "" }) : route.continue()));
  page.on("request", request => (gone &&= !request.isNavigationRequest()));
  await toUsers(page);
  await marked(page).toHaveCount(0);
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(heading(page)).toHaveText("Användare");
  expect(problems).toEqual([]);
  await context.close();
});

test("a page whose part can't be had is the server's, and works", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, problems, context } = await sitDown(browser, people.administrator, true, refused);
  await page.route(parts, route => route.abort());
  await page.goto("/admin/users");
  await expect(heading(page)).toHaveText("Användare");
  await page.locator('a[href="/admin/users/add"]').first().click();
  await expect(page).toHaveURL(/\/admin\/users\/add$/);
  await expect(heading(page)).toHaveCount(1);
  await expect(page.locator("html[data-hydrated]")).toHaveCount(0);
  expect(problems).toEqual([]);
  await context.close();
});
