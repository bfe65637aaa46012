// A draft keeps what was typed last, however its page is left: none of these waits for the two seconds after a key.
import { expect, test, type Page } from "@playwright/test";
import { identity, inSweden, send, submit } from "../people";
import { axe, collectProblems, hydrated, login } from "../support";

const referrer = { email: "socialtjanst@exempelstad.example", password: "finsam-demo-2026" };
/** Logs out everywhere: nobody else's sessions may end with it. */
const nurse = { email: "varden@exempelstad.example", password: "finsam-demo-2026" };

/** A new draft, open at the question to the team; gives its address. */
async function draft(page: Page, who = referrer): Promise<string> {
  await login(page, who);
  await page.goto("/referrals/new");
  await hydrated(page);
  const unit = page.locator("input[type=radio][name=unit]");
  if (await unit.count()) await unit.first().check();
  await page.locator("form.form button[type=submit]").click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]+\/participant/);
  const address = page.url().replace(/\/participant.*/, "");
  await page.goto(`${address}/question`);
  await hydrated(page);
  return address;
}

const goal = (page: Page) => page.locator("#own_goal");

/** Looks as someone who opens the page anew. */
async function keeps(page: Page, address: string, words: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${address}/question`);
    await expect(goal(page)).toHaveValue(words, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
}

test("left by a link, and read back on the page where the link leads", async ({ page }) => {
  const problems = collectProblems(page);
  const address = await draft(page);
  await goal(page).fill("Arbeta i trädgård");
  await page.locator(".wizard a", { hasText: "Granska" }).click();
  await expect(page.locator("dd", { hasText: "Arbeta i trädgård" })).toBeVisible();
  await keeps(page, address, "Arbeta i trädgård");
  expect(problems).toEqual([]);
});

test("left by going back", async ({ page }) => {
  const address = await draft(page);
  await page.locator(".wizard a", { hasText: "Samtycke" }).click();
  await page.waitForURL(/\/consent/);
  await page.locator("#heard_by").fill("Petra Ek");
  await page.goBack();
  await expect(goal(page)).toBeVisible();
  await page.locator(".wizard a", { hasText: "Samtycke" }).click();
  await expect(page.locator("#heard_by")).toHaveValue("Petra Ek");
  await page.goto(`${address}/consent`);
  await expect(page.locator("#heard_by")).toHaveValue("Petra Ek");
});

test("left by closing the tab", async ({ page, context }) => {
  const address = await draft(page);
  const other = await context.newPage();
  await goal(page).pressSequentially("Börja läsa igen");
  await page.close({ runBeforeUnload: true });
  await keeps(other, address, "Börja läsa igen");
});

test("left by an address that is typed", async ({ page }) => {
  const address = await draft(page);
  await goal(page).pressSequentially("Sova bättre");
  await page.goto("/profile");
  await keeps(page, address, "Sova bättre");
});

test("a failed check stands beside its field, and the way out of it is there", async ({ page }) => {
  const address = await draft(page);
  await page.goto(`${address}/participant`);
  await hydrated(page);
  await page.locator("#district").selectOption("elsewhere");
  await page.locator("form.form button[type=submit]").click();
  const told = page.locator("#district-error");
  await expect(told).toContainText("Deltagaren ska bo i ett av förbundets områden");
  await page.locator(".wizard a", { hasText: "Granska" }).click();
  await page.locator("section.summary a", { hasText: "förbundets områden" }).click();
  await expect(told).toContainText("Deltagaren ska bo i ett av förbundets områden");
  await page.locator("#exception_reason").fill("Flyttar hit i mars.");
  await page.locator("form.form button[type=submit]").click();
  await page.waitForURL(/\/situation/);
});

for (const javaScriptEnabled of [true, false]) {
  test(`a link to what is missing leads into its field, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const address = await draft(page);
    // a line, a list, a group's first choice: on the last page, and in a refused page's own summary
    for (const field of ["family_name", "language", "interpreter", "livelihood", "consent_form"]) {
      await page.goto(`${address}/review`);
      await hydrated(page);
      await page.locator(`section.summary a[href$="#${field}"]`).click();
      await expect(page.locator(`#${field}`)).toBeFocused();
    }
    await page.goto("/password");
    await hydrated(page);
    await page.locator("main form.form button[type=submit]").click();
    const lines = page.locator(".summary li");
    await expect(lines.first()).toBeVisible();
    const told = await lines.allInnerTexts();
    expect(new Set(told).size, "each says which field it is about").toBe(told.length);
    for (const link of await page.locator(".summary a").all()) {
      const field = (await link.getAttribute("href")) ?? "";
      await link.click();
      await expect(page.locator(field)).toBeFocused();
    }
    await context.close();
  });
}

test("going back after submitting leads to the case", async ({ page }) => {
  const address = await draft(page);
  const pages = {
    participant: { identity: identity("19960517", 990), given_name: "Vera", family_name: "Lund", gender: "woman", district: "Rinkeby-Kista", language: "sv", interpreter: "no", protected: "no" },
    situation: { livelihood: "income_support", support_band: "1_2", education: "unknown" },
    question: { question: "Hur kommer vi vidare?", asked_for: ["social_services", "health_care"], track: "team_meeting" },
    consent: { covered: ["social_services", "health_care"], consent_form: "paper", given_on: inSweden().day, consent_language: "sv", consent_interpreter: "no", sus: "no" },
  };
  for (const [step, answers] of Object.entries(pages)) await send(page, `${address}/${step}`, answers);
  const place = new URL(await submit(page)).pathname;
  expect(place).toBe(address.replace(/.*\/referrals/, "/cases"));
  await page.goBack();
  await page.waitForURL(url => url.pathname === place);
  await expect(page.locator(".problem")).toHaveCount(0);
});

/** What the form says of a draft that is not kept. */
const unkept = (page: Page) => page.locator("form.form .unkept");

test("a draft that can't be kept says so, until it can", async ({ page }) => {
  const address = await draft(page);
  const kept = `**${new URL(address).pathname}/question`;
  // only the background's posts fail: the page itself can be had
  await page.route(kept, route => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await goal(page).fill("Arbeta med");
  await goal(page).blur();
  await expect(unkept(page)).toContainText("Det du skriver sparas inte just nu");
  await expect(unkept(page)).toHaveAttribute("role", "alert");
  await expect(unkept(page)).toBeInViewport();
  expect(await axe(page)).toEqual([]);
  await page.unroute(kept);
  await goal(page).fill("Arbeta med djur");
  await goal(page).blur();
  await expect(unkept(page)).toHaveText("");
  await keeps(page, address, "Arbeta med djur");
});

test("whose session has ended while typing is told so, and gets it back by the button", async ({ browser, page }) => {
  await draft(page, nurse);
  // ended from elsewhere: the page itself has heard nothing
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await login(other, nurse);
  await other.goto("/logout/everywhere");
  await hydrated(other);
  await other.locator("main form.form button[type=submit]").click();
  await other.waitForURL(/\/login/);
  await elsewhere.close();
  await goal(page).fill("Sköta en trädgård");
  await goal(page).blur();
  await expect(unkept(page)).toContainText("Du är utloggad. Det du skriver sparas inte nu.");
  await page.locator("form.form button[type=submit]").first().click();
  await page.waitForURL(/\/login\?next=/);
  await expect(page.locator("main .notice.info")).toContainText("Du har loggats ut");
  await page.fill("#email", nurse.email);
  await page.fill("#password", nurse.password);
  await page.locator("form[action='/login'] button[type=submit]").click();
  await page.waitForURL(/\/question/);
  await expect(goal(page)).toHaveValue("Sköta en trädgård");
});

test("a page that is old in another tab asks which is to stand, and once more after the next change", async ({ page, context }) => {
  const address = await draft(page);
  const change = async (tab: Page, words: string) => {
    const kept = tab.waitForResponse((r) => r.request().method() === "POST");
    await goal(tab).fill(words);
    await goal(tab).blur();
    await kept;
  };
  // kept before the other tab is opened: that one begins with it
  await change(page, "Arbeta ute");
  const other = await context.newPage();
  await other.goto(`${address}/question`);
  await hydrated(other);
  const box = (tab: Page) => tab.locator("#instead");
  const changeElsewhere = async (words: string) => {
    await change(other, words);
    await expect(box(other)).toBeHidden();
  };
  const typeHere = async (words: string) => {
    await goal(page).fill(words);
    await goal(page).blur();
  };
  await changeElsewhere("Arbeta inne");
  await expect(box(page)).toBeHidden();
  await typeHere("Arbeta ute, med djur");
  await expect(box(page)).toBeVisible();
  await expect(page.locator(".unkept")).toContainText("sparas inte");
  expect(await axe(page)).toEqual([]);
  await box(page).check();
  await expect(page.locator(".unkept")).not.toContainText("sparas inte");
  await expect(page.locator("#instead-error")).toBeEmpty();
  // the answer was to that change: after the next one it is asked anew
  await other.reload();
  await hydrated(other);
  await expect(goal(other)).toHaveValue("Arbeta ute, med djur");
  await other.waitForTimeout(1_100);
  await changeElsewhere("Arbeta med barn");
  await typeHere("Arbeta ute, med hästar");
  await expect(page.locator(".unkept")).toContainText("sparas inte");
  await expect(box(page)).not.toBeChecked();
  await keeps(other, address, "Arbeta med barn");
  // left at once, its answer comes when the form is gone: the next page says it
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await hydrated(page);
  await hydrated(other);
  await changeElsewhere("Arbeta med böcker");
  await goal(page).fill("Arbeta med bin");
  await page.locator(".wizard a", { hasText: "Granska" }).click();
  await expect(page.locator(".flash")).toContainText("blev inte sparat");
  await other.close();
});
