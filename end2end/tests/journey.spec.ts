// One participant from referral to closing, as five people at five browsers, with and without JavaScript.
import { expect, test, type Page } from "@playwright/test";
import { PARTIES, refer } from "../referral";
import { fill, id, identity, inSweden, open, people, send, sendSurely, sitDown, submit, type Desk } from "../people";

const NOWHERE = "00000000-0000-7000-8000-000000000000";

const runs = [
  { javaScriptEnabled: true, given: "Aysel", family: "Demir", identity: identity("19990312", 988) },
  { javaScriptEnabled: false, given: "Ruben", family: "Lind", identity: identity("19980917", 989) },
];

for (const person of runs) {
  test(`from referral to closing, JavaScript ${person.javaScriptEnabled ? "on" : "off"}`, async ({ browser }) => {
    // one of the two on each database: a team is at one place at a time, and its meeting is held within the test
    test.skip(test.info().project.name === (person.javaScriptEnabled ? "postgres" : "sqlite"), "on the other database");
    test.setTimeout(300_000);
    const sit = (who: typeof people.lots, allow: RegExp[] = []) => sitDown(browser, who, person.javaScriptEnabled, allow);
    // after a withdrawal the client asks for each part of the case's page and is refused those that are shut
    const parts = [/403.*\/api\/(plan|case-[a-z-]+)\)/];
    // at night and at weekends the form asks once more, and a browser without the client tells the console
    const asked = [/422.*\/slots\/new\)/];
    const [referrer, coordinator, lots, training] = [
      await sit(people.referrer, parts), await sit(people.coordinator, asked), await sit(people.lots, [/422/]), await sit(people.workTraining),
    ];
    // is shut out on the way, and the browser tells the console
    const representative = await sit(people.representative, [/404/]);
    const desks = [referrer, coordinator, lots, training, representative];
    const shut = await answerAt(representative.page, `/cases/${NOWHERE}`);
    expect(shut.status).toBe(404);

    const place = await test.step("the referrer submits a referral", () => refer(referrer.page, person));
    expect(await answerAt(representative.page, place), "nobody's before it is booked").toEqual(shut);

    await test.step("the coordinator asks for completion, the referrer answers, it is accepted", async () => {
      await open(coordinator.page, "/inbox");
      await coordinator.page.locator(`main a[href="${place}"]`).first().click();
      await expect(coordinator.page.locator("#referral")).toBeVisible();
      await send(coordinator.page, `${place}/ask-completion`, { ask: "Finns någon kontakt med vården i dag?" });
      await open(referrer.page, place);
      await referrer.page.locator(`a[href="${place}/answer-completion"]`).first().click();
      await expect(referrer.page.locator("#answer")).toBeVisible();
      await fill(referrer.page, { answer: "Ja, med rehabkoordinatorn." });
      await submit(referrer.page);
      await open(coordinator.page, place);
      await expect(coordinator.page.getByText("Ja, med rehabkoordinatorn.")).toBeVisible();
      await submit(coordinator.page, `${place}/accept`);
      await open(coordinator.page, "/queue");
      await expect(coordinator.page.locator(`main a[href^="${place}"]`).first()).toBeVisible();
    });

    const begins = await test.step("a slot is made and the case is booked", () => book(coordinator.page, place));

    await test.step("the representative sees the meeting and the case, and prints", async () => {
      const { page } = representative;
      await open(page, "/calendar");
      await page.locator(`main a[href^="/slots/"]`, { hasText: begins.words }).first().click();
      await expect(page.locator("#cases-h")).toBeVisible();
      const slot = `/slots/${id(page.url())}`;
      await expect(page.locator(`main a[href="${place}"]`)).toBeVisible();
      expect(await open(page, place)).toBe(200);
      await expect(page.getByText("Hur kommer vi vidare?").first()).toBeVisible();
      expect(await open(page, `${slot}/print`)).toBe(200);
      await expect(page.getByText("Hur kommer vi vidare?").first()).toBeVisible();
      await page.emulateMedia({ media: "print" });
      await expect(page.locator("#nav"), "the menu is not printed").toBeHidden();
      await page.emulateMedia({ media: null });
      expect(await open(coordinator.page, `${place}/letter`)).toBe(200);
      await open(referrer.page, "/referrals");
      await expect(referrer.page.locator("tr", { has: referrer.page.locator(`a[href="${place}"]`) })).toContainText(begins.words);
    });

    await test.step("a withdrawn consent shuts the representative out at once", async () => {
      await open(referrer.page, `${place}/consents/withdraw`);
      await referrer.page.locator(`main a[href^="${place}/consents/withdraw/"]`).first().click();
      await expect(referrer.page.locator("main form.form")).toBeVisible();
      await submit(referrer.page);
      expect(await answerAt(representative.page, place), "as if there were no such case").toEqual(shut);
      await send(referrer.page, `${place}/consents/new`, {
        covered: PARTIES, consent_form: "oral", heard_by: "Nadia Berg", given_on: inSweden().day,
        consent_language: "sv", consent_interpreter: "no", sus: "yes",
      });
      expect(await open(representative.page, place), "given anew, it is open again").toBe(200);
    });

    await test.step("the meeting is held, the plan written and established", async () => {
      const { page } = coordinator;
      await page.waitForTimeout(Math.max(0, begins.at - Date.now() + 1_500));
      await send(page, `${place}/meeting-outcome`, { held: "yes", came: ["participant", "referrer", ...PARTIES] });
      await send(page, `${place}/plan`, { kind: "work", goal: "Något att gå till två dagar i veckan.", own_words: "En sak i taget." });
      await send(page, `${place}/activities/new`, { text: "Boka tid hos rehabkoordinatorn", responsible: "health_care", due: inSweden(30 * 86_400).day });
      await send(page, `${place}/activities/new`, { text: "Ansöka om boendestöd", responsible: "social_services" });
      await send(page, `${place}/plan/establish`);
      expect(await open(page, `${place}/plan/print`)).toBe(200);
      await expect(page.getByText("Ansöka om boendestöd").first()).toBeVisible();
    });

    await test.step("the representative marks an activity of their party", async () => {
      const { page } = representative;
      await open(page, "/activities");
      await page.locator(`main a[href^="${place}/activities/"]`).first().click();
      await expect(page.locator("[name=status]").first()).toBeVisible();
      await fill(page, { status: "under_way" });
      await submit(page);
    });

    await test.step("a lots is asked for and accepts", async () => {
      await send(coordinator.page, `${place}/lots/ask`, { stage: "meeting", lots: "Eva Sand" });
      await open(lots.page, "/");
      await expect(lots.page.locator(`main a[href^="${place}"]`).first(), "it is on the lots's list").toBeVisible();
      await send(lots.page, `${place}/lots/answer`, { answer: "accept" });
      await open(lots.page, "/lots");
      await expect(lots.page.locator(`main a[href^="${place}"]`).first()).toBeVisible();
    });

    await test.step("the two-month follow-up is done with the referrer's answers", async () => {
      // this case's own is two months off: the page says from when, and offers no form until then
      expect(await open(lots.page, `${place}/follow-ups/2`)).toBe(200);
      await expect(lots.page.locator("main")).toContainText("Kan göras från");
      await expect(lots.page.locator("main form.form [name^='status-']")).toHaveCount(0);
      // the demonstration has two whose day has come: one for each way
      await followUp(lots, coordinator, await overdue(lots, place, person.javaScriptEnabled ? 0 : 1));
    });

    await test.step("work training is asked for and moved through its stages", async () => {
      await send(coordinator.page, `${place}/work-training/request`, { wishes: "Tycker om att sy." });
      await train(training.page, `${person.given[0]}.${person.family[0]}.`);
    });

    await test.step("the case is closed though no follow-up is done, and everyone is told", async () => {
      const { page } = coordinator;
      await send(page, `${place}/lots/end`, { reason: "done" });
      await send(page, `${place}/close`, { reason: "1", livelihood: "income_support", confirmed: "yes" });
      await open(page, place);
      await expect(page.locator("section", { has: page.locator("#events") }).locator("li")).not.toHaveCount(0);
      await open(referrer.page, "/referrals");
      await expect(referrer.page.locator("tr", { has: referrer.page.locator(`a[href="${place}"]`) })).toContainText("avslutad");
    });

    for (const desk of desks) {
      expect.soft(desk.problems).toEqual([]);
      await desk.context.close();
    }
  });
}

/** What the address answers: its status and the words of the page. */
async function answerAt(page: Page, path: string): Promise<{ status: number; words: string }> {
  const status = await open(page, path);
  return { status, words: await page.locator("main").innerText() };
}

/** Makes a slot that begins in a moment, so that the meeting can be held in this test, and books the case. */
async function book(page: Page, place: string): Promise<{ at: number; words: string }> {
  const at = Math.ceil((Date.now() + 25_000) / 60_000) * 60_000;
  const { day, time } = inSweden((at - Date.now()) / 1000);
  // outside of working hours the form asks whether the time is right
  await sendSurely(page, "/slots/new", {
    team: "FINSAM-team Järva", day, time, minutes: "15", form: "phone", place: "Telefon, vi ringer upp", capacity: "2",
  });
  const words = time.replace(":", ".");
  await open(page, `${place}/book`);
  await page.locator("label.choice", { hasText: `${words}–` }).first().locator("input").check();
  await submit(page);
  return { at, words };
}

/** The nth of those whose day has come and that nobody has done: Johan's, then Maryam's. */
async function overdue({ page }: Desk, own: string, nth: number): Promise<string> {
  await open(page, "/follow-ups?months=2");
  const links = page.locator(`main a[href$="/follow-ups/2"]`);
  const hrefs = await links.evaluateAll(all => all.map(a => a.getAttribute("href") ?? ""));
  const others = [...new Set(hrefs)].filter(href => !href.startsWith(own));
  expect(others.length, "the demonstration has one for this run").toBeGreaterThan(nth);
  return others[nth];
}

/** The first activity done, the next under way: the result is computed, and shown to the coordinator. A lots who has no
 * assignment sees the case while its follow-up is due, and no longer. */
async function followUp({ page }: Desk, coordinator: Desk, address: string): Promise<void> {
  expect(await open(page, address)).toBe(200);
  const statuses = page.locator("main form.form [name^='status-']");
  const count = await statuses.count();
  expect(count).toBeGreaterThan(0);
  for (let i = 0; i < count; i++) await statuses.nth(i).selectOption(i === 0 ? "done" : "under_way");
  await fill(page, { needs_lots: "no", needs_meeting: "no", notes: "Anmälaren är nöjd." });
  await submit(page);
  await open(coordinator.page, address);
  await expect(coordinator.page.locator("main .tag").first()).toHaveText(count === 1 ? "allt gjort" : "delvis gjort");
}

async function train(page: Page, initials: string): Promise<void> {
  await open(page, "/work-training");
  const waiting = page.locator(`main a[href^="/work-training/placements/"]`, { hasText: initials });
  const at = (await waiting.first().getAttribute("href")) ?? "";
  for (const stage of ["information_meeting", "mapping", "study_visit"]) await send(page, `${at}/move-on`, { to: stage });
  const option = async () => (await page.locator("[name=place] option:not([value=''])").first().getAttribute("value")) ?? "";
  await open(page, `${at}/place`);
  await fill(page, { place: await option() });
  await submit(page);
  await send(page, `${at}/start`, { hours: "10" });
  await send(page, `${at}/end`, { reason: "1", hours: "15" });
  await expect(page.locator("main ol.steps .now")).toContainText("vslutad");
}
