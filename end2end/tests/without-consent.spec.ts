// A coordinator opens a case without consent, reads it, and another coordinator reviews that.
import { expect, test } from "@playwright/test";
import { id, open, people, send, sitDown } from "../people";
import { axe, shot } from "../support";

for (const scripts of [true, false]) {
  test(`opened without consent and reviewed, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    test.setTimeout(90_000);
    const opener = await sitDown(browser, people.coordinator, scripts);
    const { page, problems } = opener;
    // one of the cases without a consent in force, as the list shows them: without a name
    await open(page, "/cases");
    const cases = await page.locator("table.work a[href^='/cases/']").evaluateAll(all => all.map(a => a.getAttribute("href") ?? ""));
    let at = "";
    for (const href of cases) {
      await open(page, href);
      const opened = await page.getByText("Ärendet öppnades utan samtycke").count();
      if (!opened && (await page.locator(`main a[href='${href}/without-consent']`).count())) {
        at = href;
        break;
      }
    }
    expect(at, "the demonstration has a case without consent").not.toBe("");
    await page.locator(`main a[href='${at}/without-consent']`).click();
    await page.waitForURL(`**${at}/without-consent`);
    if (scripts) await shot(page, "without-consent-form");
    expect(await axe(page)).toEqual([]);
    const words = "Anhörig ringde: hon svarar inte sedan i går.";
    await send(page, `${at}/without-consent`, { reason: "danger", words, understood: "yes" });
    await expect(page).toHaveURL(new RegExp(`${at}/without-consent/read$`));
    await expect(page.locator("#referral")).toBeVisible();
    if (scripts) await shot(page, "without-consent-read");
    expect(await axe(page)).toEqual([]);
    await open(page, at);
    await expect(page.locator("main")).toContainText("Ärendet öppnades utan samtycke");
    if (scripts) await shot(page, "without-consent-marked");

    const other = await sitDown(browser, people.coordinator2, scripts);
    await open(other.page, "/");
    await other.page.locator("#nav a[href='/reviews']").click();
    await other.page.waitForURL("**/reviews");
    if (scripts) await shot(other.page, "reviews");
    const review = await other.page.locator("section[aria-labelledby=waiting] tbody a").first().getAttribute("href");
    expect(id(review ?? "")).not.toBe("");
    await open(other.page, review ?? "");
    await expect(other.page.locator("blockquote")).toContainText(words);
    if (scripts) await shot(other.page, "review");
    expect(await axe(other.page)).toEqual([]);
    await send(other.page, review ?? "", { judgement: "justified" });
    await expect(other.page).toHaveURL(/\/reviews$/);
    await expect(other.page.locator("section[aria-labelledby=reviewed] tbody")).toContainText("Befogat");
    expect([...problems, ...other.problems]).toEqual([]);
    await opener.context.close();
    await other.context.close();
  });
}
