//! A draft: kept whatever is missing, its author's alone, sealed, gone after 30 days.
use super::filled::{Pages, SECRET, as_read_by_a_thief, begin, district, identity, ready, submitted};
use crate::{
    cases::full::change,
    support::{Client, World},
};
use app::{
    access::Role,
    audit::EventCode,
    kernel::{
        lang::{Lang, Text},
        local_time::to_local,
        swedish::moment_in_text,
    },
    referrals::{actions::delete_old_drafts, store::referral_draft, texts},
};
use chrono::Duration;
use sea_orm::{EntityTrait, PaginatorTrait};

crate::on_both!(
    a_draft_is_kept_from_the_first_field_on,
    what_is_written_wrong_is_told_and_kept,
    only_its_author_sees_a_draft,
    a_draft_is_sealed,
    a_discarded_draft_is_gone,
    an_untouched_draft_is_gone_after_thirty_days,
    a_user_of_another_unit_can_not_begin_there,
    the_address_of_a_submitted_draft_leads_its_author_to_the_case,
    what_a_draft_lacks_names_its_question,
    two_drafts_are_told_apart,
    an_old_page_of_a_submitted_draft_leads_to_the_case_and_says_so,
    an_old_page_puts_nothing_back_that_another_one_changed,
);

async fn drafts(world: &World) -> u64 {
    referral_draft::Entity::find().count(world.db.schema_connection()).await.expect("drafts can be counted")
}

async fn a_draft_is_kept_from_the_first_field_on(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    let page = format!("/referrals/{draft}/participant");
    // as the page posts by itself
    let answer = client.post_json(&page, &[("given_name", "You")]).await.expect(200);
    assert_eq!(answer.errors(), []);
    let shown = client.get(&page).await;
    assert_eq!((shown.value_of("given_name"), shown.value_of("family_name")), ("You".into(), String::new()));
    // another page of the draft leaves it alone, and an emptied field is emptied
    client.post(&format!("/referrals/{draft}/question"), &[("own_goal", "Jobb")]).await.expect(303);
    assert_eq!(client.get(&page).await.value_of("given_name"), "You");
    client.post(&page, &[("family_name", "Ahmadi")]).await.expect_to(&format!("/referrals/{draft}/situation"));
    assert_eq!(client.get(&page).await.value_of("given_name"), "");
    let review = client.get(&format!("/referrals/{draft}/review")).await.expect(200);
    assert!(review.has(&format!(".summary a[href='/referrals/{draft}/participant#given_name']")));
    assert!(!review.has(&format!(".summary a[href='/referrals/{draft}/participant#family_name']")));
    assert!(client.get("/referrals").await.has(&format!("a[href='/referrals/{draft}/review']")));
}

async fn what_is_written_wrong_is_told_and_kept(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    let page = format!("/referrals/{draft}/participant");
    let answer = client.post(&page, &[("identity", "19900101-9811"), ("given_name", "Younes")]).await.expect(422);
    assert!(!answer.error_of("identity").is_empty());
    assert_eq!(answer.value_of("identity"), "19900101-9811");
    let shown = client.get(&page).await;
    assert_eq!((shown.value_of("identity"), shown.value_of("given_name")), ("19900101-9811".into(), "Younes".into()));
    let review = client.get(&format!("/referrals/{draft}/review")).await;
    assert!(review.has(&format!(".summary a[href='/referrals/{draft}/participant#identity']")));
    // what is wrong with it, to one who has typed all its digits
    let right = identity(&world, "19900101", 981).replace('-', "");
    for (typed, words) in [
        ("199001019811", "Kontrollsiffran stämmer inte"),
        ("199002309811", "en dag som inte finns"),
        ("1990", "tolv siffror"),
        (&right, ""),
    ] {
        let told = client.post(&page, &[("identity", typed)]).await.error_of("identity");
        assert!(told.contains(words) && (typed != right || told.is_empty()), "{typed}: {told}");
    }
    let shown = client.get(&format!("/referrals/{draft}/review")).await.body();
    assert!(shown.contains(&identity(&world, "19900101", 981)), "with its hyphen");
}

async fn only_its_author_sees_a_draft(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    let colleague = world.login(&world.user(Role::Referrer, person.unit).await).await;
    for page in ["participant", "situation", "question", "consent", "review", "discard"] {
        let path = format!("/referrals/{draft}/{page}");
        client.get(&path).await.expect(200);
        colleague.get(&path).await.expect(404);
        colleague.post(&path, &[("given_name", "Någon")]).await.expect(404);
    }
    assert_eq!(world.login_as(Role::Coordinator).await.get(&format!("/referrals/{draft}/review")).await.status(), 403);
    assert!(!colleague.get("/referrals").await.body().contains(&draft));
    assert_eq!(drafts(&world).await, 1);
}

async fn a_draft_is_sealed(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let number = identity(&world, "19900101", 984);
    let pages = Pages::new(&world, district(&world).await, &number);
    ready(&client, &person, &pages).await;
    let all = as_read_by_a_thief(&world).await;
    assert!(all.len() > 300, "there is something to read");
    assert!(!all.contains(SECRET) && !all.contains("Younes") && !all.contains(&number));
}

async fn a_discarded_draft_is_gone(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    client.post(&format!("/referrals/{draft}/discard"), &[]).await.expect_to("/referrals");
    client.get(&format!("/referrals/{draft}/review")).await.expect(404);
    assert_eq!(drafts(&world).await, 0);
    assert_eq!(world.events().await.last(), Some(&EventCode::DraftDiscarded));
}

async fn an_untouched_draft_is_gone_after_thirty_days(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let (old, touched) = (begin(&client, &person).await, begin(&client, &person).await);
    world.pass(Duration::days(20));
    let client = world.login(&person).await;
    client.post(&format!("/referrals/{touched}/question"), &[("own_goal", "Jobb")]).await.expect(303);
    world.pass(Duration::days(11));
    assert_eq!(delete_old_drafts(&world.db).await, Ok(1));
    assert_eq!(delete_old_drafts(&world.db).await, Ok(0));
    assert_eq!(world.events().await.last(), Some(&EventCode::DraftDiscarded));
    let client = world.login(&person).await;
    client.get(&format!("/referrals/{old}/review")).await.expect(404);
    client.get(&format!("/referrals/{touched}/review")).await.expect(200);
    assert!(client.get("/").await.body().contains("Utkast som ligger kvar"));
}

async fn a_user_of_another_unit_can_not_begin_there(world: World) {
    let (person, other) = (world.user(Role::Referrer, None).await, world.user(Role::Referrer, None).await);
    let client = world.login(&person).await;
    let unit = other.unit.expect("a unit").to_string();
    client.post("/referrals/new", &[("unit", &unit)]).await.expect(403);
    assert_eq!(drafts(&world).await, 0);
    assert!(client.post("/referrals/new", &[]).await.expect(422).has(".summary li"));
}

async fn the_address_of_a_submitted_draft_leads_its_author_to_the_case(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let colleague = world.user(Role::Referrer, person.unit).await;
    let strangers = [world.login(&colleague).await, world.login_as(Role::Referrer).await];
    for page in ["participant", "situation", "question", "consent", "review", "discard"] {
        let path = format!("/referrals/{case}/{page}");
        client.get(&path).await.expect_to(&format!("/cases/{case}"));
        for stranger in &strangers {
            let (here, nowhere) = (stranger.get(&path).await.expect(404), nowhere(stranger, page).await);
            assert_eq!(here.text("main"), nowhere, "{path}: nothing tells that there is a case");
        }
    }
    // without a consent the referrer still sees what they wrote
    world.tamper("DELETE FROM consent_party").await.expect("no consent any more");
    client.get(&format!("/referrals/{case}/review")).await.expect_to(&format!("/cases/{case}"));
    // another has taken it over
    change(&world, case, |c| c.referrer_id = colleague.id).await;
    client.get(&format!("/referrals/{case}/review")).await.expect(404);
}

async fn nowhere(client: &Client, page: &str) -> String {
    client.get(&format!("/referrals/00000000-0000-7000-8000-000000000000/{page}")).await.expect(404).text("main")
}

async fn what_a_draft_lacks_names_its_question(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    let long = "lång ".repeat(500);
    client.post(&format!("/referrals/{draft}/participant"), &[("accessibility", &long)]).await.expect(422);
    let review = client.get(&format!("/referrals/{draft}/review")).await.expect(200);
    let told = review.text(".summary a[href$='#accessibility']");
    assert_eq!(told, "Vad behövs för att personen ska kunna vara med? Skriv högst 1000 tecken.");
    let told = review.text(".summary a[href$='#interpreter']");
    assert_eq!(told, "Svara på om tolk behövs.", "which names it already");
}

async fn two_drafts_are_told_apart(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let mut drafts = Vec::new();
    for _ in 0..2 {
        let draft = begin(&client, &person).await;
        let made = referral_draft::Entity::find_by_id(draft.parse::<app::kernel::id::ReferralId>().expect("an id"));
        let made = made.one(world.db.schema_connection()).await.expect("drafts").expect("the draft").made_at;
        drafts.push((draft, made));
        world.pass(Duration::minutes(5));
    }
    let shown = async |client: &Client, draft: &str| {
        let row = format!("table.work tr:has(a[href='/referrals/{draft}/review'])");
        [client.get("/").await.expect(200).text(&row), client.get("/referrals").await.expect(200).text(&row)]
    };
    for (draft, made) in &drafts {
        let begun = moment_in_text(Lang::Sv, to_local(*made), world.clock.today());
        for row in shown(&client, draft).await {
            assert!(row.contains(&begun), "nothing is typed yet, so when: {begun}: {row}");
        }
    }
    let named = &drafts[1].0;
    let keep = async |protected: &str| {
        let fields = [("given_name", "Younes"), ("family_name", "Ahmadi"), ("protected", protected)];
        client.post(&format!("/referrals/{named}/participant"), &fields).await.expect(303);
    };
    let has = async |client: &Client, draft: &str, words: &str| {
        let rows = shown(client, draft).await.map(|row| row.to_lowercase());
        assert_eq!(rows.clone().map(|row| row.contains(words))[0], rows[1].contains(words), "{rows:?}");
        rows[0].contains(words)
    };
    keep("no").await;
    assert!(has(&client, named, "y.a.").await && !has(&client, &drafts[0].0, "y.a.").await);
    assert!(!has(&client, named, "ahmadi").await, "a list shows initials unless names are switched on");
    assert!(!has(&client, named, "skyddade personuppgifter").await);
    world.change_account(&person, |account| account.shows_names = true).await;
    let with_names = world.login(&person).await;
    assert!(has(&with_names, named, "younes ahmadi").await);
    keep("yes").await;
    assert!(has(&with_names, named, "skyddade personuppgifter").await);
    assert!(has(&with_names, named, "y.a.").await && !has(&with_names, named, "ahmadi").await);
}

async fn an_old_page_of_a_submitted_draft_leads_to_the_case_and_says_so(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let colleague = world.login(&world.user(Role::Referrer, person.unit).await).await;
    let to = format!("/cases/{case}");
    let before = world.contents().await;
    let said = |words: Text| words.get(Lang::Sv);
    for page in ["participant", "situation", "question", "consent", "discard"] {
        let path = format!("/referrals/{case}/{page}");
        let words = said(if page == "discard" { texts::DISCARDED_TOO_LATE } else { texts::KEPT_TOO_LATE });
        let fields = [("given_name", "Någon annan"), ("tried", "Något annat")];
        colleague.post(&path, &fields).await.expect(404);
        // what is typed wrong is no reason to stay
        let wrong = [("phone", "ring mig"), ("given_on", "i går")];
        client.post(&path, &wrong).await.expect_to(&to);
        let answer = client.post_json(&path, &fields).await.expect(200);
        assert_eq!((answer.redirect().as_deref(), answer.json()["flash"].as_str()), (Some(to.as_str()), Some(words)));
        client.post(&path, &fields).await.expect_to(&to);
        assert_eq!(world.contents().await, before, "{page}: nothing is written");
    }
    let page = client.follow(&client.post(&format!("/referrals/{case}/question"), &[("tried", "x")]).await).await;
    assert!(page.text(".flash").contains(said(texts::KEPT_TOO_LATE)), "{}", page.text(".flash"));
    // a draft that is gone for good is not found, as before
    let draft = begin(&client, &person).await;
    client.post(&format!("/referrals/{draft}/discard"), &[]).await.expect(303);
    client.post(&format!("/referrals/{draft}/question"), &[("tried", "x")]).await.expect(404);
}

async fn an_old_page_puts_nothing_back_that_another_one_changed(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    let (path, next) = (format!("/referrals/{draft}/participant"), format!("/referrals/{draft}/situation"));
    client.post(&path, &[("given_name", "Younes"), ("family_name", "Ahmadi")]).await.expect(303);
    let names = || async {
        let page = client.get(&path).await;
        (page.value_of("given_name"), page.value_of("family_name"))
    };
    let named = |given: &str, family: &str| (given.to_owned(), family.to_owned());
    // two pages are open at once
    let (one, other) = (client.get(&path).await.value_of("seen"), client.get(&path).await.value_of("seen"));
    let typed = |seen: &str, given: &str, family: &str| {
        [("seen", seen), ("given_name", given), ("family_name", family)].map(|(n, v)| (n, v.to_owned()))
    };
    let post = |fields: [(&'static str, String); 3], json: bool, more: Option<&str>| {
        let (client, path, more) = (&client, &path, more.map(str::to_owned));
        async move {
            let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            fields.extend(more.as_deref().map(|words| ("instead", words)));
            if json { client.post_json(path, &fields).await } else { client.post(path, &fields).await }
        }
    };
    // the first one keeps as it is typed in, again and again, and by its button
    for given in ["Yo", "Yunus"] {
        assert_eq!(post(typed(&one, given, "Ahmadi"), true, None).await.expect(200).errors(), []);
    }
    assert_eq!(post(typed(&one, "Yunus", "Ahmadi"), false, None).await.location(), next);
    let before = world.contents().await;
    // the other one, in which nothing was typed, goes on and changes nothing
    assert_eq!(post(typed(&other, "Younes", "Ahmadi"), false, None).await.location(), next);
    // what is typed there is not kept, given back, and asked once more: a second press does not do it
    let words = || async {
        let row = referral_draft::Entity::find().one(world.db.schema_connection()).await.expect("drafts").expect("one");
        texts::changed_elsewhere(Lang::Sv, row.changed_at)
    };
    let asked = words().await;
    for _ in 0..2 {
        let refused = post(typed(&other, "Younes", "Ahmady"), false, None).await.expect(422);
        assert_eq!((refused.error_of("instead"), refused.value_of("family_name").as_str()), (asked.clone(), "Ahmady"));
        assert_eq!(refused.value_of("seen"), other);
        let told = post(typed(&other, "Younes", "Ahmady"), true, None).await.errors();
        assert_eq!(told, [("instead".to_owned(), asked.clone())]);
    }
    assert_eq!(world.contents().await, before, "nothing is written");
    assert_eq!(names().await, named("Yunus", "Ahmadi"));
    // another page of the draft is another matter, and a page that is loaded now knows
    client.post(&format!("/referrals/{draft}/question"), &[("own_goal", "Jobb")]).await.expect(303);
    let fresh = client.get(&path).await.value_of("seen");
    assert_eq!(post(typed(&fresh, "Yunus", "Ahmadi Ek"), false, None).await.location(), next);
    assert_eq!(names().await, named("Yunus", "Ahmadi Ek"));
    // now the first one is old too; ticked, what stands there is kept
    post(typed(&one, "Yunus", "Berg"), false, None).await.expect(422);
    let asked = words().await;
    assert_eq!(post(typed(&other, "Younes", "Ahmady"), false, Some(&asked)).await.location(), next);
    assert_eq!(names().await, named("Younes", "Ahmady"));
    // that answers this change and none that comes later
    world.pass(Duration::seconds(1));
    let fresh = client.get(&path).await.value_of("seen");
    assert_eq!(post(typed(&fresh, "Younes", "Sand"), false, None).await.location(), next);
    let again = post(typed(&other, "Younes", "Ahmadyar"), true, Some(&asked)).await.errors();
    assert_eq!(again, [("instead".to_owned(), words().await)]);
    assert_eq!(names().await, named("Younes", "Sand"));
}
