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
        await guest.page.locator(`nav button[value='${language}']`).click();
        await expect(guest.page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
        await shot(guest.page, `participant-answer-${language}`);
        expect(await axe(guest.page)).toEqual([]);
      }
      await guest.page.locator("nav button[value=sv]").click();
    }
    await guest.page.locator("main form > button").last().click();
    await expect(guest.page.locator(".summary li")).toHaveCount(2);
    await guest.page.locator("input[value=yes]").first().check();
    await guest.page.fill("#name", "Tove Berg");
    // another language on the refused page, and nothing that was typed is lost
    for (const language of ["so", "sv"]) {
      await guest.page.locator(`nav button[value='${language}']`).click();
      await expect(guest.page.locator("html")).toHaveAttribute("lang", language);
      await expect(guest.page.locator("#name")).toHaveValue("Tove Berg");
      await expect(guest.page.locator("input[value=yes]").first()).toBeChecked();
    }
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

/** Opens the participant's pages of a case of the demonstration, with a link that the coordinator makes. */
async function inside(browser: Browser, desk: Page, at: string, scripts: boolean) {
  await open(desk, at);
  await desk.locator("main a[href^='/participants/']").first().click();
  await desk.locator("main a[href$='/identity']").first().click();
  await desk.waitForURL("**/identity");
  const number = (await desk.locator("main .title").first().innerText()).trim();
  await open(desk, `${at}/participant-link`);
  await desk.locator("main form.form button[type=submit]").click();
  await expect(desk.locator(".qr")).toBeVisible();
  const { path, code } = await given(desk);
  const guest = await phone(browser, scripts);
  await guest.page.goto(path);
  await enter(guest.page, number.slice(0, 8), code);
  await guest.page.waitForURL("**/my/start");
  return guest;
}

/** The page fits a narrow phone, and is small. */
async function fits(page: Page) {
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
  expect((await page.content()).length).toBeLessThan(60_000);
  await page.setViewportSize(PHONE);
}

for (const scripts of [true, false]) {
  test(`the plan on the participant's own phone, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    test.skip(test.info().project.name === (scripts ? "postgres" : "sqlite"), "on the other database");
    const coordinator = await sitDown(browser, people.coordinator, scripts);
    const desk = coordinator.page;
    // Johan's, of the demonstration
    await open(desk, "/activities");
    const row = desk.locator("main tr", { hasText: "Lägga fram kläder kvällen innan" });
    const href = (await row.locator("a[href*='/activities/']").first().getAttribute("href")) ?? "";
    const at = `/${href.split("/").slice(1, 3).join("/")}`;
    const guest = await inside(browser, desk, at, scripts);
    await guest.page.locator("a[href='/my/plan']").click();
    const own = guest.page.locator(".cards > li", { hasText: "Lägga fram kläder" });
    await expect(guest.page.locator(".cards > li").first()).toContainText("Lägga fram kläder");
    await fits(guest.page);
    if (scripts) await shot(guest.page, "participant-plan");
    expect(await axe(guest.page)).toEqual([]);
    // by keyboard
    await own.locator("button[value=done]").focus();
    await guest.page.keyboard.press("Enter");
    await expect(own.locator("strong")).toHaveText("Klart");
    await expect(guest.page.locator("[role=status]")).toContainText("Ditt team ser det nu.");
    await open(desk, `${at}/plan/revisions`);
    await expect(desk.locator("ol.tl > li").first()).toContainText("Deltagaren, på sin egen sida");
    await own.locator("button[value=under_way]").click();
    await expect(own.locator("strong")).toHaveText("På gång");
    await own.locator("a").click();
    await guest.page.locator("main form > button").click();
    await expect(guest.page.locator(".summary li")).toHaveCount(1);
    await guest.page.fill("#words", "Garderoben är tom.");
    await guest.page.locator("nav button[value=ar]").click();
    await expect(guest.page.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(guest.page.locator("#words")).toHaveValue("Garderoben är tom.");
    await fits(guest.page);
    if (scripts) await shot(guest.page, "participant-hindered-ar");
    expect(await axe(guest.page)).toEqual([]);
    const complaints = guest.problems.filter((p) => !/422/.test(p));
    expect([...coordinator.problems, ...complaints]).toEqual([]);
    for (const person of [coordinator, guest]) await person.context.close();
  });

  test(`preparing a meeting on the participant's own phone, JavaScript ${scripts ? "on" : "off"}`, async ({ browser }) => {
    test.skip(test.info().project.name === (scripts ? "postgres" : "sqlite"), "on the other database");
    const coordinator = await sitDown(browser, people.coordinator, scripts);
    const desk = coordinator.page;
    // Leo's, of the demonstration: whichever time it is that he is booked at
    await open(desk, "/calendar");
    const slots = await desk.locator("main a[href^='/slots/']").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    let at = "";
    for (const slot of new Set(slots)) {
      await open(desk, slot);
      const leo = desk.locator("main a[href^='/cases/']", { hasText: "L.S." });
      if (await leo.count()) at = (await leo.first().getAttribute("href")) ?? "";
      if (at) break;
    }
    const guest = await inside(browser, desk, at, scripts);
    await guest.page.locator("a[href='/my/prepare']").click();
    await fits(guest.page);
    if (scripts) await shot(guest.page, "participant-prepare");
    expect(await axe(guest.page)).toEqual([]);
    await guest.page.fill("#say", "Jag vill börja lugnt.");
    await guest.page.fill("#remember", "Det här är bara mitt.");
    await guest.page.locator("input[name=say_for][value=team]").check();
    await guest.page.locator("input[name=remember_for][value=me]").check();
    await guest.page.locator("main form > button").click();
    await expect(guest.page.locator("[role=status]")).toHaveText("Det är sparat.");
    await open(desk, at);
    await expect(desk.locator("section", { has: desk.locator("#meetings-h") })).toContainText("Jag vill börja lugnt.");
    await expect(desk.locator("main")).not.toContainText("Det här är bara mitt.");
    expect(await axe(desk)).toEqual([]);
    await guest.page.locator("input[name=say_for][value=me]").check();
    await guest.page.locator("main form > button").click();
    await open(desk, at);
    await expect(desk.locator("main")).not.toContainText("Jag vill börja lugnt.");
    expect([...coordinator.problems, ...guest.problems]).toEqual([]);
    for (const person of [coordinator, guest]) await person.context.close();
  });
}
