//! The texts that are agreed to: versions that are only added, and the very one that each consent was given to.
use crate::{
    referrals::filled::pairs,
    scenarios::Fields,
    support::{CaseOf, World},
};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    consents::{
        rules::Purpose,
        store::consent,
        wording::store::{consent_text, consent_text_check},
    },
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::task::JoinSet;

crate::on_both!(
    a_case_shows_the_very_text_that_was_agreed_to,
    a_translation_of_an_earlier_text_says_so,
    a_translation_is_unchecked_until_someone_signs_it,
    another_associations_texts_are_its_own,
    two_who_make_a_version_at_once_make_one,
    the_survey_is_a_consent_of_its_own,
    whoever_may_not_open_the_case_does_not_read_its_text,
);

/// What makes a new text of one whose version its writer saw.
pub fn new_text(shown: &str) -> Fields {
    new_translation(shown, "2026-1")
}

/// The same of a translation, whose writer saw that Swedish text.
fn new_translation(shown: &str, swedish: &str) -> Fields {
    let body = "Får vi prata med varandra?\r\n\r\nDu bestämmer.";
    vec![("shown", shown.into()), ("swedish", swedish.into()), ("title", "En ny text".into()), ("body", body.into())]
}

async fn recorded(world: &World) -> Vec<consent::Model> {
    let tx = world.db.read().await.expect("a read");
    let find = consent::Entity::find().filter(consent::Column::RecordedBy.is_not_null());
    find.all(app::db::Tx::conn(&tx)).await.expect("consents")
}

async fn a_case_shows_the_very_text_that_was_agreed_to(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let (client, administrator) = (world.login(&referrer).await, world.login_as(Role::Administrator).await);
    let record = format!("/cases/{case}/consents/new");
    client.post(&record, &pairs(&super::new_consent(&world))).await.expect_to(&format!("/cases/{case}"));
    let before = recorded(&world).await;
    assert!(!before.is_empty() && before.iter().all(|c| c.text_version == "2026-1"));

    let texts = "/admin/consent-texts/share/ar";
    administrator.post(&format!("{texts}/new"), &pairs(&new_text("2026-1"))).await.expect_to(texts);
    // on that day the new one was in use already
    client.post(&record, &pairs(&super::new_consent(&world))).await.expect_to(&format!("/cases/{case}"));
    let share: Vec<_> = recorded(&world).await.into_iter().filter(|c| c.purpose == Purpose::ShareInTeam).collect();
    let versions: Vec<_> = share.iter().map(|c| (c.language.as_str(), c.text_version.as_str())).collect();
    assert!(versions.contains(&("ar", "2026-1")) && versions.contains(&("ar", "2026-1.2")), "{versions:?}");
    for consent in share {
        let page = client.get(&format!("/cases/{case}/consents/{}/text", consent.id)).await.expect(200);
        let new = consent.text_version == "2026-1.2";
        assert_eq!(page.body().contains("Får vi prata med varandra?"), new, "{}", consent.text_version);
        assert!(page.has("[lang=ar][dir=rtl]"), "in its own direction");
        assert!(page.body().contains("Samtycke till att dela uppgifter i FINSAM-teamet"), "the Swedish text is there");
    }
    // a consent given before that day was given to the earlier text
    let mut earlier = super::new_consent(&world);
    let day = (world.clock.today() - Duration::days(1)).to_string();
    earlier.iter_mut().filter(|f| f.0 == "given_on").for_each(|f| f.1.clone_from(&day));
    client.post(&record, &pairs(&earlier)).await.expect_to(&format!("/cases/{case}"));
    let of_day = |c: &consent::Model| c.purpose == Purpose::ShareInTeam && c.given_on.to_string() == day;
    let found: Vec<_> = recorded(&world).await.into_iter().filter(of_day).map(|c| c.text_version).collect();
    assert_eq!(found, ["2026-1"]);
}

async fn a_translation_of_an_earlier_text_says_so(world: World) {
    let administrator = world.login_as(Role::Administrator).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let read = "/consent-texts/share?language=so";
    assert!(!coordinator.get(read).await.expect(200).has(".notice.warning"));
    let swedish = "/admin/consent-texts/share/sv";
    administrator.post(&format!("{swedish}/new"), &pairs(&new_text("2026-1"))).await.expect_to(swedish);
    let page = coordinator.get(read).await.expect(200);
    assert!(page.has(".notice.warning") && page.body().contains("2026-2"), "the translation is behind");
    // the Swedish one that counts now stands below it
    assert!(page.text(".wording[lang=sv]").contains("Får vi prata med varandra?"));
    assert!(administrator.get("/admin/consent-texts").await.expect(200).body().contains("äldre svensk text"));
    // made anew it bears the version of the Swedish one
    let somali = "/admin/consent-texts/share/so";
    // of the old Swedish text: its writer did not see the new one
    let of_old = administrator.post(&format!("{somali}/new"), &pairs(&new_text("2026-1"))).await.expect(422);
    assert!(of_old.error_of("body").contains("Någon annan har gjort en ny version"), "{}", of_old.error_of("body"));
    let form = administrator.get(&format!("{somali}/new")).await.expect(200);
    assert_eq!((form.value_of("shown").as_str(), form.value_of("swedish").as_str()), ("2026-1", "2026-2"));
    assert!(form.text(".wording[lang=sv]").contains("Får vi prata med varandra?"), "the Swedish text in use");
    let new = new_translation("2026-1", "2026-2");
    administrator.post(&format!("{somali}/new"), &pairs(&new)).await.expect_to(somali);
    assert!(!coordinator.get(read).await.expect(200).has(".notice.warning"));
    assert!(administrator.get(somali).await.expect(200).body().contains("Text 2026-2"));
    // the earlier version can still be read
    let earlier = administrator.get(&format!("{somali}?version=2026-1")).await.expect(200);
    assert!(earlier.body().contains("Oggolaansho"));
    administrator.get(&format!("{somali}?version=2026-9")).await.expect(404);
}

async fn a_translation_is_unchecked_until_someone_signs_it(world: World) {
    let administrator = world.login_as(Role::Administrator).await;
    let (text, sign) = ("/admin/consent-texts/sus/ti", "/admin/consent-texts/sus/ti/checked/2026-1");
    assert!(administrator.get(text).await.expect(200).has(&format!("a[href='{sign}']")));
    let coordinator = world.login_as(Role::Coordinator).await;
    let unchecked = async || {
        let page = coordinator.get("/consent-texts/sus?language=ti").await.expect(200);
        page.body().contains("Översättningen är inte granskad")
    };
    assert!(unchecked().await, "whoever reads it to somebody is told");
    let by = [("checked_by", "A. Exempel, Språkbyrån")];
    administrator.post(sign, &by).await.expect_to(&format!("{text}?version=2026-1"));
    assert!(!unchecked().await);
    let page = administrator.get(text).await.expect(200);
    assert!(page.body().contains("A. Exempel, Språkbyrån") && !page.has(&format!("a[href='{sign}']")));
    // once is enough, and the Swedish text is no translation
    administrator.post(sign, &by).await.expect(422);
    administrator.post("/admin/consent-texts/sus/sv/checked/2026-1", &by).await.expect(404);
    administrator.post("/admin/consent-texts/sus/ti/checked/2026-7", &by).await.expect(404);
    let tx = world.db.read().await.expect("a read");
    let checks = consent_text_check::Entity::find().count(app::db::Tx::conn(&tx)).await.expect("checks");
    assert_eq!(checks, 1);
    // a better wording is another text: nobody has checked that one
    administrator.post(&format!("{text}/new"), &pairs(&new_text("2026-1"))).await.expect_to(text);
    assert!(administrator.get(text).await.expect(200).body().contains("inte granskad"));
}

async fn another_associations_texts_are_its_own(world: World) {
    let administrator = world.login_as(Role::Administrator).await;
    let text = "/admin/consent-texts/survey/sv";
    administrator.post(&format!("{text}/new"), &pairs(&new_text("2026-1"))).await.expect_to(text);
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let stranger = world.user_in(elsewhere, Role::Administrator, None).await;
    let stranger = world.login(&stranger).await;
    let page = stranger.get(text).await.expect(200);
    assert!(page.body().contains("Text 2026-1 ") && !page.body().contains("Får vi prata med varandra?"));
}

async fn two_who_make_a_version_at_once_make_one(world: World) {
    let mut writers = JoinSet::new();
    for _ in 0..6 {
        let client = world.login_as(Role::Administrator).await;
        writers.spawn(async move {
            let text = new_text("2026-1");
            client.post("/admin/consent-texts/share/en/new", &pairs(&text)).await
        });
    }
    let answers = writers.join_all().await;
    let done = answers.iter().filter(|a| a.status() == 303).count();
    assert_eq!(done, 1, "{:?}", answers.iter().map(|a| a.status()).collect::<Vec<_>>());
    let tx = world.db.read().await.expect("a read");
    let made = consent_text::Entity::find().count(app::db::Tx::conn(&tx)).await.expect("texts");
    assert_eq!(made, 1);
}

async fn the_survey_is_a_consent_of_its_own(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let client = world.login(&referrer).await;
    let at = format!("/cases/{case}");
    let mut fields: Fields = super::new_consent(&world);
    fields.retain(|f| f.0 != "covered" && f.0 != "sus");
    fields.push(("survey", "yes".into()));
    client.post(&format!("{at}/consents/new"), &pairs(&fields)).await.expect_to(&at);
    assert!(client.get(&at).await.expect(200).body().contains("Enkät: ja."));
    let choose = client.get(&format!("{at}/consents/withdraw")).await.expect(200);
    assert!(choose.has(&format!("a[href='{at}/consents/withdraw/survey']")));
    let withdraw = format!("{at}/consents/withdraw/survey");
    client.post(&withdraw, &[]).await.expect_to(&at);
    let page = client.get(&at).await.expect(200);
    assert!(page.body().contains("Enkät: nej."), "withdrawn");
    assert!(page.body().contains("Younes"), "the consent to share stands");
    client.post(&withdraw, &[]).await.expect(409);
}

async fn whoever_may_not_open_the_case_does_not_read_its_text(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let client = world.login(&referrer).await;
    let at = format!("/cases/{case}");
    client.post(&format!("{at}/consents/new"), &pairs(&super::new_consent(&world))).await.expect_to(&at);
    let consent = recorded(&world).await[0].id;
    let text = format!("{at}/consents/{consent}/text");
    let before = world.events().await.len();
    client.get(&text).await.expect(200);
    assert_eq!(world.events().await[before..].iter().filter(|e| **e == EventCode::CaseOpened).count(), 1);
    for role in [Role::Referrer, Role::Lots, Role::Representative] {
        world.login_as(role).await.get(&text).await.expect(404);
    }
    // nor is a consent of one case found by another case's address
    let other = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    client.get(&format!("/cases/{other}/consents/{consent}/text")).await.expect(404);
}
