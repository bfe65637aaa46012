// By keyboard alone, at a desk and on a phone with a keyboard: log in, the menu, the first task, a form that is refused.
import { expect, test, type Page } from "@playwright/test";
import { people, shown } from "../people";
import { axe, hydrated, login } from "../support";

for (const javaScriptEnabled of [true, false]) {
  for (const width of [1280, 390]) {
    test(`at ${width} px, JavaScript ${javaScriptEnabled ? "on" : "off"}`, { tag: "@postgres" }, async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const press = async (key: string) => page.keyboard.press(key);
      const enter = async (to: RegExp) => {
        await press("Enter");
        await page.waitForURL(to);
        await hydrated(page);
        await shown(page);
      };

      await page.goto("/login");
      await hydrated(page);
      await tabTo(page, "#email");
      await page.keyboard.type(people.coordinator2.email);
      await tabTo(page, "#password");
      await page.keyboard.type(people.coordinator2.password);
      await enter(/\/$/);

      await test.step("past the menu to the first task", async () => {
        await tabTo(page, "a.skip");
        await press("Enter");
        await tabTo(page, "main a");
        const first = await page.locator("main table a").first().getAttribute("href");
        expect(await focused(page, "href"), "the first task is the first link").toBe(first);
        await enter(/\/(cases|slots)\//);
      });

      await test.step("the menu", async () => {
        if (width < 768) {
          await expect(page.locator("#nav")).toBeHidden();
          await tabTo(page, "details.menu > summary");
          await press("Enter");
          await expect(page.locator("#nav")).toBeVisible();
        }
        await tabTo(page, "#nav a[href='/profile']");
        await enter(/\/profile$/);
        if (width < 768) await expect(page.locator("#nav"), "the menu has closed behind").toBeHidden();
      });

      await test.step("a form that is refused, its summary, its field", async () => {
        await tabTo(page, "main a[href='/password']");
        await enter(/\/password$/);
        await tabTo(page, "main form.form button[type=submit]");
        await press("Enter");
        await expect(page.locator(".summary a").first()).toBeVisible();
        await expect(page.locator(".summary"), "the focus is where the news is").toBeFocused();
        expect(await axe(page)).toEqual([]);
        await tabTo(page, ".summary a");
        const field = (await focused(page, "href")) ?? "";
        await press("Enter");
        await expect(page.locator(field)).toBeFocused();
        await expect(page.locator(field)).toHaveAttribute("aria-invalid", "true");
      });
      await context.close();
    });
  }
}

/** Tabs on until this has the focus, which must then be visible. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) {
      const box = await page.locator(":focus").first().boundingBox();
      expect(box && box.width > 0 && box.height > 0, `${selector} can be seen when it has the focus`).toBeTruthy();
      return;
    }
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

const focused = (page: Page, attribute: string): Promise<string | null> =>
  page.evaluate(name => document.activeElement?.getAttribute(name) ?? null, attribute);

test("whoever goes from page to page by links stands at the new page's heading", async ({ page }) => {
  await login(page, { email: "koordinator@exempelstad.example", password: "finsam-demo-2026" });
  await page.goto("/");
  await hydrated(page);
  const at = async () => expect(page.locator("main h1")).toBeFocused();
  for (const to of ["/inbox", "/queue", "/cases", "/follow-ups", "/teams", "/calendar", "/lots"]) {
    await page.locator(`nav a[href="${to}"]`).first().click();
    await page.waitForURL(`**${to}`);
    await at();
  }
  // to a record, on from it, and back
  await page.locator('nav a[href="/cases"]').first().click();
  await at();
  await page.locator('main table a[href^="/cases/"]').first().click();
  await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
  await at();
  await page.locator('main a[href$="/consents/new"]').first().click();
  await page.waitForURL(/\/consents\/new/);
  await at();
  await page.goBack();
  await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
  await at();
});
