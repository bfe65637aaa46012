// What a stranger's text or a stranger's page could do: nothing.
import { expect, test } from "@playwright/test";
import { fill, id, open, people, send, sitDown, submit } from "../people";

const EVIL = `</textarea><script>window.hit=1</script>"'&amp;`;
const LONG = `${EVIL}<img src=x onerror="window.hit=1"><svg onload="window.hit=1">`;

for (const javaScriptEnabled of [true, false]) {
  test(`a text stays a text, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({ browser }) => {
    const { page, problems, context } = await sitDown(browser, people.colleague, javaScriptEnabled);
    const draft = id(await send(page, "/referrals/new"));
    const hit = () => page.evaluate(() => "hit" in window);
    await send(page, `/referrals/${draft}/participant`, { given_name: EVIL, family_name: EVIL, accessibility: LONG });
    await send(page, `/referrals/${draft}/question`, { question: LONG, own_words: `\n\n${LONG}` });
    await open(page, `/referrals/${draft}/question`);
    await expect(page.locator("#question")).toHaveValue(LONG);
    await page.reload();
    await expect(page.locator("#question")).toHaveValue(LONG);
    await expect(page.locator("#own_words")).toHaveValue(new RegExp("</textarea><script>"));
    await open(page, `/referrals/${draft}/participant`);
    await expect(page.locator("#given_name")).toHaveValue(EVIL);
    await open(page, `/referrals/${draft}/review`);
    await expect(page.locator("main dd", { hasText: "</textarea><script>" }).first()).toBeVisible();
    expect(await page.locator("main script, main img").count()).toBe(0);
    expect(await hit(), "nothing ran").toBe(false);
    // an error's page gives the text back too
    await open(page, `/referrals/${draft}/participant`);
    await fill(page, { identity: EVIL });
    await expect(submit(page)).rejects.toThrow(/refused/);
    await expect(page.locator("#identity")).toHaveValue(EVIL);
    expect(await hit(), "nothing ran").toBe(false);
    await send(page, `/referrals/${draft}/discard`);
    expect(problems.filter(problem => !/422/.test(problem))).toEqual([]);
    await context.close();
  });
}

test("another site's page can't post in my name, and can't frame ours", async ({ browser, baseURL }) => {
  const { page, context } = await sitDown(browser, people.colleague, true);
  const stranger = await context.newPage();
  const markup = `<h1>Win</h1><form method="post" action="${baseURL}/logout/everywhere"><button>Win</button></form>`;
  await stranger.route("http://stranger.example/**", route => route.fulfill({ contentType: "text/html", body: markup }));
  await stranger.goto("http://stranger.example/");
  const [answer] = await Promise.all([
    stranger.waitForResponse(response => response.request().method() === "POST"),
    stranger.locator("button").click(),
  ]);
  expect(answer.status()).toBe(403);
  expect(await open(page, "/referrals"), "still logged in").toBe(200);
  await expect(page).toHaveURL(/\/referrals$/);

  const forged = await page.request.post("/logout", { headers: { Origin: "http://stranger.example", "Sec-Fetch-Site": "cross-site" }, form: {}, maxRedirects: 0 });
  expect(forged.status()).toBe(403);
  const policy = (await page.request.get("/referrals")).headers()["content-security-policy"];
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-inline");
  await context.close();
});

test("what is not mine and what does not exist answer alike", async ({ browser }) => {
  const { page, context } = await sitDown(browser, people.representative, false);
  const coordinator = await sitDown(browser, people.coordinator, false);
  await open(coordinator.page, "/inbox");
  const real = (await coordinator.page.locator("main table a[href^='/cases/']").first().getAttribute("href")) ?? "";
  for (const deed of ["", "/plan", "/plan/print", "/consents/withdraw"]) {
    const answers = [];
    for (const path of [real, "/cases/00000000-0000-7000-8000-000000000000"]) {
      const status = await open(page, `${path}${deed}`);
      answers.push({ status, words: await page.locator("main").innerText() });
    }
    expect(answers[0], deed).toEqual(answers[1]);
    expect(answers[0].status).toBe(404);
  }
  await coordinator.context.close();
  await context.close();
});
