// The frame around every page, in a browser: its menus, the number in the rail, a page that is not there.
import { expect, test, type Page } from "@playwright/test";
import { open, people, shown, sitDown } from "../people";
import { axe, hydrated, login } from "../support";

const userMenu = (page: Page) => page.locator(".user details");

test("Escape closes the user menu, and so does leaving it", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, problems, context } = await sitDown(browser, people.coordinator, true);
  await open(page, "/");
  const summary = userMenu(page).locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(userMenu(page)).toHaveAttribute("open", "");
  await page.keyboard.press("Tab");
  await expect(userMenu(page).getByRole("link", { name: "Min profil" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(userMenu(page)).not.toHaveAttribute("open", "");
  await expect(summary, "the focus is where the menu opens").toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(userMenu(page), "open while the focus is in it").toHaveAttribute("open", "");
  await expect(userMenu(page).getByRole("button", { name: "Logga ut" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(userMenu(page), "it covers nothing that has the focus").not.toHaveAttribute("open", "");
  expect(problems).toEqual([]);
  await context.close();
});

test("on a phone Escape closes the menu, and the user's own takes no more room than it needs", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, context } = await sitDown(browser, people.coordinator, true);
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page, "/");
  const summary = page.locator("details.menu > summary");
  await summary.click();
  await page.locator("#nav a").first().focus();
  await page.keyboard.press("Escape");
  await expect(page.locator("#nav")).toBeHidden();
  await expect(summary).toBeFocused();
  const name = userMenu(page).locator("summary");
  const before = await name.boundingBox();
  await name.click();
  expect((await name.boundingBox())?.x, "the name stays where it is").toBe(before?.x);
  const out = userMenu(page).getByRole("button", { name: "Logga ut" });
  const lines = await out.evaluate(button => {
    const words = document.createRange();
    words.selectNodeContents(button);
    return new Set([...words.getClientRects()].map(line => Math.round(line.top))).size;
  });
  expect(lines, "two words on one line").toBe(1);
  await context.close();
});

test("the number in the rail follows what one does", { tag: "@sqlite" }, async ({ page }) => {
  // nobody else's test counts what waits for her
  await login(page, { email: "forsakringskassan@exempelstad.example", password: "finsam-demo-2026" });
  await open(page, "/");
  const rail = async () => Number(/^\d+/.exec(await page.locator("#nav .n").innerText())?.[0] ?? "0");
  const before = (await page.locator("#nav .n").count()) ? await rail() : 0;
  await page.evaluate(() => document.documentElement.setAttribute("data-first", "1"));
  // a draft waits for its author
  await page.locator("main a[href='/referrals/new']").click();
  await page.waitForURL(/\/referrals\/new/);
  const unit = page.locator("input[type=radio][name=unit]");
  await expect(page.locator("main form.form")).toBeVisible();
  if (await unit.count()) await unit.first().check();
  await page.locator("main form.form button[type=submit]").click();
  await page.waitForURL(/\/participant/);
  await expect.poll(rail, "told on the page where one stands").toBe(before + 1);
  await page.locator("#nav a[href='/']").click();
  await shown(page);
  await expect(page.locator("table.work tbody tr").first()).toBeVisible();
  await expect(page.locator("html"), "no page was loaded whole").toHaveAttribute("data-first", "1");
  expect(await rail(), "the page's own number").toBe(before + 1);
});

test("a page that is not there, and one that is not allowed, are pages like others", { tag: "@sqlite" }, async ({ browser }) => {
  const { page, context } = await sitDown(browser, people.lots, true);
  for (const [path, title] of [
    ["/ingenstans", "Sidan finns inte, eller så får du inte se den – Finsam"],
    ["/admin", "Det här ingår inte i dina uppgifter – Finsam"],
  ] as const) {
    await page.goto(path);
    await hydrated(page);
    await expect(page).toHaveTitle(title);
    await expect(page.locator("#nav")).toBeVisible();
    expect(await axe(page), path).toEqual([]);
  }
  await context.close();
});

test("at 320 px the figures fit in English too", { tag: "@sqlite" }, async ({ page }) => {
  await login(page, people.office);
  const language = async (words: string) => {
    await open(page, "/profile");
    await page.getByLabel(words).check();
    await page.locator("main form.form button[type=submit]").click();
    await expect(page.locator(".flash")).toBeVisible();
  };
  await language("English");
  await page.setViewportSize({ width: 320, height: 800 });
  await open(page, "/figures?year=2021");
  const overhang = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".scroll")].map(box => box.scrollWidth - box.clientWidth));
  expect(Math.max(...overhang), "pixels that stick out").toBeLessThanOrEqual(0);
  await language("Svenska");
});
