// A referral from its first page to its case, as a referrer fills it in.
import { expect, type Page } from "@playwright/test";
import { fill, id, inSweden, open, submit } from "./people";

export const PARTIES = ["social_services", "health_care"];

/** Whom it is about; the identity number is one of those reserved for tests. */
export type Person = { given: string; family: string; identity: string };

/** Fills in and submits a referral by way of its pages; gives the case's path. */
export async function refer(page: Page, person: Person): Promise<string> {
  await open(page, "/referrals");
  await page.locator(`main a[href="/referrals/new"]`).click();
  await expect(page).toHaveURL(/\/referrals\/new$/);
  await expect(page.locator("main form.form")).toBeVisible();
  const draft = id(await submit(page));
  const step = (name: string) => expect(page).toHaveURL(new RegExp(`/referrals/${draft}/${name}$`));
  await step("participant");
  await fill(page, {
    identity: person.identity, given_name: person.given, family_name: person.family, gender: "not_stated",
    district: "Rinkeby-Kista", language: "sv", interpreter: "no", protected: "no",
  });
  await submit(page);
  await step("situation");
  await fill(page, { livelihood: ["income_support"], support_band: "2_5", education: "upper_secondary", involved: PARTIES, tried: "Praktik, avbruten." });
  await submit(page);
  await step("question");
  await fill(page, {
    question: "Hur kommer vi vidare?", own_words: "Jag vill börja lugnt.", own_goal: "En plats att gå till.",
    asked_for: PARTIES, meeting_form: "phone", track: "team_meeting",
  });
  await submit(page);
  await step("consent");
  await fill(page, {
    covered: PARTIES, consent_form: "paper", given_on: inSweden().day, consent_language: "sv", consent_interpreter: "no", sus: "yes",
  });
  await submit(page);
  await step("review");
  await expect(page.getByText("Hur kommer vi vidare?")).toBeVisible();
  return `/cases/${id(await submit(page))}`;
}
