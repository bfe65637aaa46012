// A referrer asks without identity, a coordinator answers, and it becomes a referral.
import { expect, test } from "@playwright/test";
import { fill, id, open, people, send, sitDown, submit } from "../people";
import { axe, shot } from "../support";

for (const scripts of [true, false]) {
  test(`from a question without identity to a referral, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const referrer = await sitDown(browser, people.referrer, scripts, [/status of 422/]);
    const { page } = referrer;
    await open(page, "/");
    await page.locator("#nav a[href='/consultations']").click();
    await page.waitForURL("**/consultations");
    if (scripts) await shot(page, "consultations");
    await page.locator("main header a[href='/consultations/new']").click();
    await page.waitForURL("**/consultations/new");
    // an example, one click away
    await page.locator("details.more summary").click();
    if (scripts) await shot(page, "consultation-examples");
    await page.locator("main a[href$='template=at_home']").click();
    await page.waitForURL("**/consultations/new?template=at_home");
    const situation = page.locator("textarea[name=situation]");
    await expect(situation).toHaveValue(/mest hemma/);
    expect(await axe(page)).toEqual([]);

    // what gives someone away is refused beside its field, and nothing typed is lost
    const away = "Personen är mest hemma. Ring 070-123 45 67.";
    await fill(page, { age_band: "25_34", parties: "health_care", situation: away });
    await page.locator("main form.form button[type=submit]").click();
    await expect(page.locator("#situation-error")).toContainText("ett telefonnummer: 070-123 45 67");
    await expect(situation).toHaveValue(away);
    await expect(page.locator("textarea[name=question]")).toHaveValue(/börja med hemma/);
    if (scripts) await shot(page, "consultation-refused");
    expect(await axe(page)).toEqual([]);

    // what can be so is asked once more
    const words = "Personen är 23 år gammal och mest hemma. Jag träffade Anna Berg i går.";
    await fill(page, { situation: words });
    await page.locator("main form.form button[type=submit]").click();
    await expect(page.locator("#no_names-error")).toContainText("Anna Berg");
    await expect(page.locator("#wide_enough-error")).toContainText("exakt ålder");
    if (scripts) await shot(page, "consultation-asked-once-more");
    await page.locator("#no_names").check();
    await page.locator("#wide_enough").check();
    const at = new URL(await submit(page)).pathname;
    expect(at).toBe(`/consultations/${id(at)}`);
    await expect(page.locator("main")).toContainText("väntar på svar");

    const coordinator = await sitDown(browser, people.coordinator, scripts);
    await open(coordinator.page, "/");
    await coordinator.page.locator(`main a[href='${at}']`).click();
    await coordinator.page.waitForURL(`**${at}`);
    await expect(coordinator.page.locator("dl.facts")).toContainText("mest hemma");
    await send(coordinator.page, `${at}/answer`, { text: "Börja med ett eget möte hos oss.", supports: ["alfa", "care_1177"] });
    await expect(coordinator.page.locator("main")).toContainText("besvarad");
    expect(await axe(coordinator.page)).toEqual([]);

    await open(page, "/");
    await page.locator(`main a[href='${at}']`).click();
    await page.waitForURL(`**${at}`);
    await expect(page.locator("section[aria-labelledby=thread]")).toContainText("Inget beslut behövs");
    if (scripts) await shot(page, "consultation-answered");
    expect(await axe(page)).toEqual([]);

    const draft = id(await send(page, `${at}/refer`));
    await open(page, `/referrals/${draft}/situation`);
    await expect(page.locator("textarea[name=tried]")).toHaveValue(words);
    await expect(page.locator("input[name=involved][value=health_care]")).toBeChecked();
    await open(page, `/referrals/${draft}/question`);
    await expect(page.locator("textarea[name=question]")).toHaveValue(/börja med hemma/);
    await open(page, at);
    await expect(page.locator(`main a[href='/referrals/${draft}/review']`)).toBeVisible();
    await send(page, `/referrals/${draft}/discard`);
    await send(page, `${at}/close`);
    await open(page, at);
    await expect(page.locator("main")).toContainText("Det som stod i frågan är borttaget.");
    expect([...referrer.problems, ...coordinator.problems]).toEqual([]);
    await referrer.context.close();
    await coordinator.context.close();
  });
}
