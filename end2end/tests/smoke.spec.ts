import { expect, test } from "@playwright/test";
import { axe, collectProblems, hydrated, shot } from "../support";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the login page is a form that a browser has nothing to complain about", async ({ page }) => {
      const problems = collectProblems(page);
      const answer = await page.goto("/login");
      expect(answer?.status()).toBe(200);
      await hydrated(page);
      await expect(page.locator("h1")).toHaveCount(1);
      const form = page.locator("form[method=post i][action='/login']");
      await expect(form.locator("#email")).toBeVisible();
      await expect(form.locator("#password")).toHaveAttribute("type", "password");
      expect(await axe(page)).toEqual([]);
      await shot(page, `login-${javaScriptEnabled ? "js" : "nojs"}`);
      expect(problems).toEqual([]);
    });
  });
}
