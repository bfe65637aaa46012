// What happens to a word, and to what was typed, when someone goes on to another page.
import { expect, test, type Page } from "@playwright/test";
import { collectProblems, hydrated, login } from "../support";

const administrator = { email: "administrator@exempelstad.example", password: "finsam-demo-2026" };
const menu = (page: Page, name: string) => page.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name });

/** Answers the next question that the browser asks, and gives back what it was. */
async function answering(page: Page, answer: "stay" | "leave", deed: () => Promise<unknown>): Promise<string> {
  const asks = page.waitForEvent("dialog");
  const done = deed();
  const dialog = await asks;
  const asked = `${dialog.type()}: ${dialog.message()}`;
  await (answer === "stay" ? dialog.dismiss() : dialog.accept());
  await done;
  return asked;
}

test("what was typed and is kept nowhere is asked about before it is left", { tag: "@sqlite" }, async ({ page }) => {
  await login(page, administrator);
  await page.goto("/admin/users/add");
  await hydrated(page);
  const name = page.locator("[name=name]");
  await name.fill("Halvskriven Person");
  const asked = await answering(page, "stay", () => menu(page, "Team").click());
  expect(asked).toBe("confirm: Det du har skrivit här är inte sparat. Vill du lämna sidan ändå?");
  await expect(page).toHaveURL(/\/admin\/users\/add$/);
  await expect(name).toHaveValue("Halvskriven Person");
  expect(await answering(page, "leave", () => page.reload())).toContain("beforeunload");
  await hydrated(page);
  await name.fill("Halvskriven igen");
  await answering(page, "leave", () => menu(page, "Team").click());
  await expect(page).toHaveURL(/\/teams$/);
  // back, which the browser has done before anyone can ask
  await page.getByRole("link", { name: "Lägg till" }).first().click();
  await page.fill("[name=name]", "Team Halvskrivet");
  expect(await answering(page, "stay", () => page.goBack())).toContain("confirm");
  await expect(page).toHaveURL(/\/teams\/add$/);
  await expect(page.locator("[name=name]")).toHaveValue("Team Halvskrivet");
  await answering(page, "leave", () => page.goBack());
  await expect(page).toHaveURL(/\/teams$/);
  // it is gone, and asked about once
  const problems = collectProblems(page);
  await menu(page, "Användare").click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  expect(problems).toEqual([]);
});

test("a word about what was done stays on its page, and what was sent is not asked about", { tag: "@sqlite" }, async ({ page }) => {
  const problems = collectProblems(page);
  await login(page, administrator);
  await menu(page, "Team").click();
  await page.getByRole("link", { name: "Lägg till" }).first().click();
  await page.fill("[name=name]", "Team Flyktigt ord");
  await page.fill("[name=code]", "FLYKTIGT");
  await page.locator("main form.form button").first().click();
  const word = page.locator("p.flash");
  await expect(word).toBeVisible();
  await menu(page, "Användare").click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(word).toHaveCount(0);
  // a keyboard goes on from the top of the page that one came to
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Team Flyktigt ord");
  await expect(word).toHaveCount(0);
  expect(problems).toEqual([]);
});
