// A consent on paper is recorded with its scan, opened, taken back, and added anew.
import { expect, test } from "@playwright/test";
import { fill, id, open, people, sitDown } from "../people";
import { axe, shot } from "../support";

const PICTURE = "../server/src/demo/samtycke.png";
const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });

for (const scripts of [true, false]) {
  test(`a consent on paper with its scan, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    test.setTimeout(90_000);
    const { page, problems, context } = await sitDown(browser, people.referrer, scripts, [/422.*\/consents\/new/]);
    await open(page, "/referrals");
    const hrefs = await page.locator("main a[href^='/cases/']").evaluateAll(all => all.map(a => a.getAttribute("href") ?? ""));
    let at = "";
    for (const href of hrefs.filter(h => /^\/cases\/[0-9a-f-]{36}$/.test(h))) {
      await open(page, href);
      if (await page.locator(`main a[href='${href}/consents/new']`).count()) {
        at = href;
        break;
      }
    }
    expect(id(at), "a case in which a consent can be recorded").not.toBe("");
    const send = () => page.locator("main form.form button:not([type=button])").first().click();

    await open(page, `${at}/consents/new`);
    const answers = { covered: "health_care", consent_form: "paper", given_on: today, consent_language: "sv", consent_interpreter: "no" };
    await fill(page, answers);
    await page.locator("input[name=scan]").setInputFiles({ name: "samtycke.pdf", mimeType: "application/pdf", buffer: Buffer.from("<script>alert(1)</script>") });
    await send();
    await expect(page.locator("#scan-error")).toContainText("varken PDF, JPEG eller PNG");
    await expect(page.locator("input[name=given_on]")).toHaveValue(today);
    if (scripts) await shot(page, "scan-refused");
    expect(await axe(page)).toEqual([]);
    await page.locator("input[name=scan]").setInputFiles(PICTURE);
    await send();
    await page.waitForURL(`**${at}`);
    await page.locator(".consent details summary").click();
    if (scripts) await shot(page, "scan-marked");
    await page.locator(".consent details a", { hasText: "öppna skanningen" }).first().click();
    await page.waitForURL("**/scan");
    const scan = new URL(page.url()).pathname;
    const picture = page.locator("main .scan img");
    await expect(picture).toBeVisible();
    // visible is the frame: the picture itself may still be on its way
    await expect.poll(() => picture.evaluate(img => (img as HTMLImageElement).naturalWidth)).toBe(420);
    if (scripts) await shot(page, "scan-picture");
    expect(await axe(page)).toEqual([]);

    await page.locator(`main a[href='${scan}/take-back']`).click();
    await page.waitForURL("**/take-back");
    if (scripts) await shot(page, "scan-take-back");
    expect(await axe(page)).toEqual([]);
    await fill(page, { reason: "incomplete" });
    await send();
    await page.waitForURL(`**${scan}`);
    await page.locator(`main a[href='${scan}/new']`).click();
    await page.waitForURL("**/scan/new");
    expect(await axe(page)).toEqual([]);
    const pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
    await page.locator("input[name=scan]").setInputFiles({ name: "p.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf) });
    await send();
    await page.waitForURL(`**${scan}`);
    await expect(page.locator(`main a[href='${scan}/file'][rel=external]`)).toBeVisible();
    if (scripts) await shot(page, "scan-pdf");
    expect(await axe(page)).toEqual([]);
    const file = await context.request.get(`${scan}/file`);
    expect(file.headers()["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
    expect(await file.text()).toBe(pdf);
    expect(problems).toEqual([]);
    await context.close();
  });
}
