// A phone call: the coordinator makes the participant's link, the participant opens it on a phone, reads, signs and withdraws,
// and coordinator and referrer see it happen without reloading.
import { expect, test, type Browser, type Page } from "@playwright/test";
import { identity, open, people, sitDown } from "../people";
import { refer } from "../referral";
import { axe, collectProblems, hydrated, shot } from "../support";

const PHONE = { width: 390, height: 780 };

async function phone(browser: Browser, javaScriptEnabled: boolean) {
  const context = await browser.newContext({ javaScriptEnabled, viewport: PHONE });
  const page = await context.newPage();
  return { context, page, problems: collectProblems(page) };
}

/** What the handler's page gives. */
async function given(page: Page) {
  const address = (await page.locator(".invitation code.long").innerText()).trim();
  return { path: new URL(address).pathname, code: (await page.locator(".digits").innerText()).trim() };
}

async function enter(page: Page, birth: string, code: string) {
  await page.fill("#birth", birth);
  await page.fill("#code", code);
  await page.locator("main form button").click();
}

for (const scripts of [true, false]) {
  test(`consent on the participant's own phone, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const referrer = await sitDown(browser, people.referrer, scripts);
    const number = identity("19900101", scripts ? 984 : 985);
    const at = await refer(referrer.page, { given: "Tove", family: "Berg", identity: number });
    const coordinator = await sitDown(browser, people.coordinator, scripts);
    const desk = coordinator.page;
    await open(desk, at);
    await desk.locator(`main a[href='${at}/participant-link']`).first().click();
    await desk.waitForURL(`**${at}/participant-link`);
    if (scripts) await hydrated(desk);
    await desk.locator("main form.form button[type=submit]").click();
    await expect(desk.locator(".qr")).toBeVisible();
    if (scripts) await shot(desk, "participant-link");
    expect(await axe(desk)).toEqual([]);
    const { path, code } = await given(desk);
    // the referrer has the page open, too
    await open(referrer.page, `${at}/participant-link`);

    const guest = await phone(browser, scripts);
    await guest.page.goto(path);
    if (scripts) await shot(guest.page, "participant-open");
    expect(await axe(guest.page)).toEqual([]);
    await enter(guest.page, "1990-01-02", code);
    await expect(guest.page.locator(".summary")).toContainText("Försök som är kvar: 4.");
    expect(await axe(guest.page)).toEqual([]);
    await enter(guest.page, "1990-01-01", code);
    await guest.page.waitForURL("**/my/start");
    if (scripts) {
      await expect(desk.locator("[role=status] .notice")).toContainText("Deltagaren har öppnat länken.", { timeout: 2_000 });
      await shot(guest.page, "participant-start");
    }
    expect(await axe(guest.page)).toEqual([]);

    await guest.page.locator("a[href='/my/answers/survey']").click();
    if (scripts) {
      await shot(guest.page, "participant-answer");
      for (const language of ["sv-easy", "ar"]) {
        await guest.page.locator(`button[name=language][value='${language}']`).click();
        await expect(guest.page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
        await shot(guest.page, `participant-answer-${language}`);
        expect(await axe(guest.page)).toEqual([]);
      }
      await guest.page.locator("button[name=language][value=sv]").click();
    }
    await guest.page.locator("main form > button").last().click();
    await expect(guest.page.locator(".summary li")).toHaveCount(2);
    await guest.page.locator("input[value=yes]").first().check();
    await guest.page.fill("#name", "Tove Berg");
    await guest.page.locator("main form > button").last().click();
    await guest.page.waitForURL("**/my/receipts/*");
    if (scripts) {
      // without reloading, within a second
      for (const page of [desk, referrer.page]) {
        await expect(page.locator("[role=status] .notice")).toContainText("svarat och skrivit under", { timeout: 2_000 });
      }
      await shot(guest.page, "participant-receipt");
    }
    expect(await axe(guest.page)).toEqual([]);
    await guest.page.locator("a[href='/my/start']").click();

    // withdrawing shuts a page that is open
    await open(desk, at);
    await expect(desk.locator("h1")).toContainText("Tove");
    await guest.page.locator("a[href='/my/withdraw']").click();
    if (scripts) await shot(guest.page, "participant-withdraw");
    expect(await axe(guest.page)).toEqual([]);
    await guest.page.locator("a[href='/my/withdraw/everything']").click();
    await guest.page.locator("main form button").click();
    await expect(guest.page.locator("[role=status]")).toContainText("Det gäller från nu.");
    await open(desk, at);
    await expect(desk.locator("main")).not.toContainText("Tove");
    await guest.page.locator("a[href='/my/readers']").click();
    await expect(guest.page.locator(".rows")).toContainText("Koordinator");
    if (scripts) await shot(guest.page, "participant-readers");
    expect(await axe(guest.page)).toEqual([]);
    await guest.page.locator("header button").click();
    await expect(guest.page.locator("h1")).toHaveText("Du är utloggad");
    // the link is used up
    await guest.page.goto(path);
    await expect(guest.page.locator("h1")).toHaveText("Länken går inte att öppna");
    const complaints = guest.problems.filter((p) => !/404|422/.test(p));
    expect([...coordinator.problems, ...referrer.problems, ...complaints]).toEqual([]);
    for (const person of [coordinator, referrer, guest]) await person.context.close();
  });
}
