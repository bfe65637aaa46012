// The texts that participants agree to: read in their language, printed, made anew by the administrator.
import { expect, test } from "@playwright/test";
import { open, people, send, sitDown } from "../people";
import { axe, shot } from "../support";

test("a handler reads a text in the participant's language, with the Swedish one a tap away", async ({ browser }) => {
  const { page, problems, context } = await sitDown(browser, people.referrer, true);
  await open(page, "/consent-texts/share");
  await page.getByRole("link", { name: /العربية/ }).click();
  await page.waitForURL(/language=ar/);
  const text = page.locator(".wording[lang=ar]");
  await expect(text).toHaveAttribute("dir", "rtl");
  await expect(text.locator("h2")).toContainText("FINSAM");
  await shot(page, "consent-text-arabic");
  expect(await axe(page)).toEqual([]);
  await page.locator("details.more summary").click();
  await expect(page.locator(".wording[lang=sv] h2")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".sign .answers")).toBeVisible();
  await page.screenshot({ path: `artefacts/${test.info().project.name}/consent-text-paper.png`, fullPage: true });
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: /Lätt svenska/ }).click();
  await page.waitForURL(/language=sv-easy/);
  await shot(page, "consent-text-easy");
  expect(problems).toEqual([]);
  await context.close();
});

for (const scripts of [true, false]) {
  test(`an administrator makes a new wording and signs it off, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    const { page, problems, context } = await sitDown(browser, people.administrator, scripts);
    const text = scripts ? "/admin/consent-texts/survey/en" : "/admin/consent-texts/survey/so";
    await open(page, text);
    const before = await page.locator("table.work tbody tr").count();
    await page.getByRole("link", { name: "Gör en ny version" }).click();
    await page.waitForURL(`**${text}/new`);
    const body = await page.locator("[name=body]").inputValue();
    expect(body, "it begins from the text in use").not.toBe("");
    const end = await send(page, `${text}/new`, { title: "About a survey", body: `${body}\n\n</textarea><script>alert(1)</script>` });
    expect(new URL(end).pathname).toBe(text);
    await expect(page.locator("table.work tbody tr")).toHaveCount(before + 1);
    await expect(page.locator(".wording").first()).toContainText("</textarea><script>alert(1)</script>");
    await page.getByRole("link", { name: "Anteckna att den är granskad" }).click();
    await page.waitForURL(`**${text}/checked/*`);
    await send(page, new URL(page.url()).pathname, { checked_by: "A. Exempel, Språkbyrån" });
    await expect(page.locator("main")).toContainText("A. Exempel, Språkbyrån");
    if (scripts) await shot(page, "consent-text-versions");
    expect(problems).toEqual([]);
    await context.close();
  });
}
