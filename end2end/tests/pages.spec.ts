// Every page that each role reaches from the rail and one click further, one of each kind: whole, accessible, quiet.
// What the server sends is looked at on both databases, what a browser makes of it on one of them.
import { expect, test, type Page } from "@playwright/test";
import { open, people, send, sitDown, type Desk } from "../people";
import { axe, shot } from "../support";

const roles = ["administrator", "coordinator", "lots", "workTraining", "office", "referrer", "representative"] as const;
type Role = (typeof roles)[number];

/** Addresses that show the same page about different things are of one kind. */
const kindOf = (href: string): string => href.replace(/[?#].*/, "").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}").replace(/follow-ups\/\d+/, "follow-ups/{months}").replace(/consent-texts\/\w+\/[a-z-]+/, "consent-texts/{text}").replace(/^\/consent-texts\/\w+/, "/consent-texts/{purpose}");

/** What is no page to walk to: files, ways out, the same page sorted otherwise. */
const isPage = (href: string): boolean => href.startsWith("/") && !/\.csv|^\/logout|\/print\?|[?&](after|before)=/.test(href);

async function links(page: Page, within: string): Promise<string[]> {
  const found = await page.locator(`${within} a[href]`).evaluateAll(all => all.map(a => a.getAttribute("href") ?? ""));
  return found.filter(isPage);
}

/** Calls `look` once for each kind of page: the rail's first, then what they lead to, then what those lead to. */
async function walk({ page }: Desk, clicks: number, look: (kind: string, href: string) => Promise<void>): Promise<number> {
  await open(page, "/");
  let round = await links(page, "#nav");
  const seen = new Set<string>();
  for (let click = 0; click <= clicks; click++) {
    const next: string[] = [];
    for (const href of round) {
      const kind = kindOf(href);
      if (seen.has(kind)) continue;
      seen.add(kind);
      await look(kind, href);
      next.push(...(await links(page, "main")));
    }
    round = next;
  }
  return seen.size;
}

/** The page is there, has one heading and does not stick out. */
async function sound(page: Page, kind: string, href: string): Promise<void> {
  expect.soft(await open(page, href), `${kind}: status`).toBe(200);
  await expect.soft(page.locator("h1"), `${kind}: one heading`).toHaveCount(1);
  expect.soft(await page.title(), `${kind}: a title of its own`).not.toBe("Finsam");
}

/** Kinds that somebody's walk has looked at closely already: another role's walk only checks that they are sound. */
const lookedAt = new Set<string>();

for (const role of roles) {
  test(`the pages of: ${role}`, { tag: "@sqlite" }, async ({ browser }) => {
    test.setTimeout(240_000);
    const desk = await sitDown(browser, people[role], true);
    const { page, problems } = desk;
    const clicks = role === "administrator" || role === "coordinator" ? 2 : 1;
    const count = await walk(desk, clicks, async (kind, href) => {
      const before = problems.length;
      await sound(page, kind, href);
      if (!lookedAt.has(kind) || kind === "/") {
        lookedAt.add(kind);
        expect.soft(await axe(page), `${kind}: accessible`).toEqual([]);
        await shot(page, nameOf(role, kind));
      }
      expect.soft(problems.slice(before), `${kind}: nothing in the console`).toEqual([]);
    });
    expect(count, "the walk led somewhere").toBeGreaterThan(3);
    await desk.context.close();
  });

  test(`the pages of: ${role}, by the client's own way`, { tag: "@postgres" }, async ({ browser }) => {
    test.setTimeout(120_000);
    const desk = await sitDown(browser, people[role], true);
    const { page } = desk;
    await open(page, "/");
    await page.evaluate(() => document.documentElement.setAttribute("data-first", "1"));
    for (const href of await links(page, "#nav")) {
      await page.locator(`#nav a[href="${href}"]`).click();
      await page.waitForURL(url => url.pathname === href);
      const whole = expect.soft(page.locator("main h1"), `${href}: one heading, and no problem`);
      await whole.toHaveCount(1);
      await expect.soft(page.locator("main .loading, main .problem"), `${href}: nothing failed`).toHaveCount(0);
      const further = page.locator("main table a[href^='/']").first();
      if (!(await further.count())) continue;
      const to = (await further.getAttribute("href")) ?? "";
      await further.click();
      await page.waitForURL(url => url.pathname === to.replace(/[?#].*/, ""));
      await expect.soft(page.locator("main .loading, main .problem"), `${kindOf(to)}: nothing failed`).toHaveCount(0);
      await expect.soft(page.locator("main h1"), `${kindOf(to)}: one heading`).toHaveCount(1);
    }
    await expect.soft(page.locator("html"), "without loading a document anew").toHaveAttribute("data-first", "1");
    expect(desk.problems).toEqual([]);
    await desk.context.close();
  });

  test(`the pages of: ${role}, as the server sends them`, async ({ browser }) => {
    const { page, context } = await sitDown(browser, people[role], false);
    const get = async (href: string) => {
      const answer = await page.request.get(href);
      const markup = await answer.text();
      expect.soft(answer.status(), `${href}: status`).toBe(200);
      expect.soft(markup.match(/<h1[ >]/g), `${href}: one heading`).toHaveLength(1);
      return markup;
    };
    const seen = new Set<string>();
    const look = async (markup: string, within: RegExp): Promise<string[]> => {
      const hrefs = [...(within.exec(markup)?.[0] ?? "").matchAll(/ href="([^"]+)"/g)].map(m => m[1].replaceAll("&amp;", "&"));
      const fresh = hrefs.filter(href => isPage(href) && !seen.has(kindOf(href)) && seen.add(kindOf(href)));
      const further: string[] = [];
      for (const href of fresh) further.push(await get(href));
      return further;
    };
    let round = await look(await get("/"), /<nav id="nav"[\s\S]*?<\/nav>/);
    for (let click = 0; click < 2; click++) {
      const next: string[] = [];
      for (const markup of round) next.push(...(await look(markup, /<main[\s\S]*<\/main>/)));
      round = next;
    }
    expect(seen.size).toBeGreaterThan(3);
    await context.close();
  });
}

const nameOf = (role: Role, kind: string): string =>
  kind === "/" ? `start-${role}` : `page${kind.replaceAll("/{id}", "-one").replace(/[{}]/g, "").replaceAll("/", "-")}`;

/** Swedish that a translator forgot; names of people, offices and teams stay Swedish and hold none of these. */
const SWEDISH =
  /\b(och|att|som|inte|eller|är|på|för|till|från|ärende\w*|anmäl\w*|möte\w*|uppfölj\w*|avsluta\w*|spara|visa|rensa|ändra\w*|lägg|skriv\w*|välj|deltagare\w*|samtycke\w*|aktivitet(er)?|enhet\w*|användare\w*|begär\w*|boka\w*|skicka\w*|läge|dag(ar)?|i dag|i går|i morgon|försenad\w*)\b/i;

for (const role of ["administrator", "coordinator2", "colleague"] as const) {
  test(`in English: ${role}`, { tag: "@postgres" }, async ({ browser }) => {
    test.setTimeout(180_000);
    const desk = await sitDown(browser, people[role], true);
    const { page } = desk;
    await send(page, "/profile", { language: "en" });
    try {
      await walk(desk, 1, async (kind, href) => {
        await open(page, href);
        await expect.soft(page.locator("html"), kind).toHaveAttribute("lang", "en");
        const said = page.locator("h1, h2:not(main [lang] h2), th, legend, label > span:first-child, .row > label, main button, .lead, .empty, #nav a, .hint");
        // of what a button is, is the case's own words
        const words = await said.evaluateAll(all => all.map(element => {
          const own = element.cloneNode(true) as HTMLElement;
          if (element.matches("button")) own.querySelectorAll(".vh").forEach(of => of.remove());
          return own.textContent ?? "";
        }));
        const left = words.filter(text => SWEDISH.test(text));
        expect.soft(left, `${kind}: Swedish left on it`).toEqual([]);
      });
    } finally {
      await send(page, "/profile", { language: "sv" });
    }
    await expect(page.locator("html")).toHaveAttribute("lang", "sv");
    await desk.context.close();
  });
}
