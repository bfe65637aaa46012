//! The participant reads their plan and marks what is theirs to do.
use super::{inside, submitted_case};
use crate::{
    plans::{activities, add, establish, write_goal},
    support::{Answer, Client, World},
};
use app::{
    access::Role,
    audit::{EventCode as E, store::entry},
    follow_ups::rules::Hindrance,
    kernel::{
        code::Code,
        id::{ActivityId, CaseId},
        lang::Lang,
    },
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    plans::{
        rules::ActivityStatus::{self, Done, Dropped, NotDone, Planned as NotBegun, UnderWay},
        texts,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

crate::on_both!(
    the_plan_is_read_in_plain_words_own_activities_first,
    the_participants_mark_is_one_of_the_plans,
    what_got_in_the_way_is_a_task_until_someone_looks_at_it,
    of_two_who_mark_at_once_one_does_and_the_other_sees_it,
    without_a_consent_the_plan_is_read_and_not_marked,
    nothing_else_can_be_marked,
    in_another_language_nothing_typed_is_lost,
);

/// A case that met, with an established plan, and who is about it.
pub struct Planned {
    pub case: CaseId,
    pub referrer: Client,
    pub coordinator: Client,
    pub guest: Client,
    pub own: ActivityId,
    pub other: ActivityId,
}

pub async fn planned(world: &World) -> Planned {
    let p = drafted(world).await;
    establish(&p.coordinator, p.case).await;
    p
}

async fn drafted(world: &World) -> Planned {
    let (case, referrer) = submitted_case(world).await;
    let parties = [Party::SocialServices, Party::HealthCare];
    let team = world.team(world.home().await, &parties).await;
    world.meeting(case, world.slot(team, -3).await, MeetingOutcome::Held).await;
    world.tamper("UPDATE cases SET state = 'met'").await.expect("as after a meeting");
    let coordinator = world.login_as(Role::Coordinator).await;
    write_goal(&coordinator, case, "Ett arbete på halvtid").await;
    let other = add(&coordinator, world, case, "Boka läkartid", "health_care").await;
    let own = add(&coordinator, world, case, "Besöka <Textilverkstan>", "participant").await;
    let guest = inside(world, &referrer, case).await;
    Planned { case, referrer, coordinator, guest, own, other }
}

impl Planned {
    async fn mark(&self, activity: ActivityId, was: ActivityStatus, now: ActivityStatus) -> Answer {
        let fields = [("was", was.code()), ("status", now.code())];
        self.guest.post(&format!("/my/plan/{activity}"), &fields).await
    }

    async fn status(&self, world: &World) -> ActivityStatus {
        activities(world, self.case).await.iter().find(|a| a.id == self.own).expect("the activity").status
    }
}

async fn the_plan_is_read_in_plain_words_own_activities_first(world: World) {
    let p = drafted(&world).await;
    let early = p.guest.get("/my/plan").await.expect(200);
    assert!(early.text("main").contains("Planen är inte klar än."), "a draft is nobody's yet");
    assert!(!early.body().contains("Textilverkstan") && !p.guest.get("/my/start").await.has("a[href='/my/plan']"));
    establish(&p.coordinator, p.case).await;
    assert!(p.guest.get("/my/start").await.expect(200).has("a[href='/my/plan']"));
    let page = p.guest.get("/my/plan").await.expect(200);
    let goal = page.text("dl");
    assert!(goal.contains("Ett arbete på halvtid") && goal.contains("Jag vill jobba."), "{goal}");
    assert_eq!(page.texts(".cards h3"), ["Besöka <Textilverkstan>", "Boka läkartid"]);
    assert_eq!(page.texts("h2")[..2], ["Det här gör du", "Det här gör andra"]);
    assert!(page.texts(".cards > li")[1].contains("Hälso- och sjukvård"));
    assert_eq!(page.count("form[action^='/my/plan/']"), 1, "only what is their own can be marked");
    assert!(page.bytes().len() < 60_000);
    p.guest.post("/my/language", &[("language", "ar"), ("from", "/my/plan")]).await.expect_to("/my/plan");
    let arabic = p.guest.get("/my/plan").await.expect(200);
    assert_eq!(arabic.attribute("html", "dir").as_deref(), Some("rtl"));
    assert_eq!(arabic.text("h1"), "خطتك");
    assert!(arabic.bytes().len() < 60_000);
}

async fn the_participants_mark_is_one_of_the_plans(world: World) {
    let p = planned(&world).await;
    let before = world.events().await.len();
    p.mark(p.own, NotBegun, Done).await.expect_to("/my/plan");
    assert_eq!(world.events().await[before..], [E::ActivityMarked]);
    assert_eq!(p.guest.get("/my/plan").await.expect(200).text("[role=status]"), "Tack. Ditt team ser det nu.");
    let marked = entry::Entity::find().filter(entry::Column::Event.eq(E::ActivityMarked));
    let marked = marked.one(world.db.schema_connection()).await.expect("entries").expect("the entry");
    assert!(marked.actor_id.is_none() && marked.role.is_empty(), "no user, no task");
    // sent twice, nothing is written
    let contents = world.contents().await;
    p.mark(p.own, NotBegun, Done).await.expect_to("/my/plan");
    assert_eq!(world.contents().await, contents);
    let history = p.coordinator.get(&format!("/cases/{}/plan/revisions", p.case)).await.expect(200).text("ol.tl > li");
    assert!(history.contains("Deltagaren, på sin egen sida"), "{history}");
    assert!(history.contains("Aktivitet 2: från planerad till klar"), "{history}");
    let plan = p.coordinator.get(&format!("/cases/{}/plan", p.case)).await.expect(200);
    assert!(plan.text("table.work").contains(texts::TOLD_BY_PARTICIPANT.get(Lang::Sv)));
    let page = p.referrer.get(&format!("/cases/{}", p.case)).await.expect(200);
    let told = |li: &String| li.contains("Aktivitetens läge ändrat") && li.contains("deltagaren, med egen länk");
    assert!(page.texts("li").iter().any(told), "the timeline says who it was");
    // and on: what is done can be begun anew
    p.mark(p.own, Done, UnderWay).await.expect_to("/my/plan");
    assert_eq!(p.status(&world).await, UnderWay);
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}

async fn what_got_in_the_way_is_a_task_until_someone_looks_at_it(world: World) {
    let p = planned(&world).await;
    let lots = world.user(Role::Lots, None).await;
    world.assignment(p.case, lots.id).await;
    let (lots, stranger) = (world.login(&lots).await, world.login_as(Role::Lots).await);
    let path = format!("/my/plan/{}", p.own);
    let page = p.guest.get(&path).await.expect(200);
    assert_eq!(page.count("input[name=hindrance]"), Hindrance::ALL.len());
    let before = world.contents().await;
    let fields = [("was", "planned"), ("status", "not_done"), ("words", "  ")];
    let none = p.guest.post(&path, &fields).await.expect(422);
    assert_eq!(none.texts(".summary a"), ["Välj vad som är i vägen, eller skriv det."]);
    assert_eq!(none.attribute(".summary a", "href").as_deref(), Some("#hindrance"));
    assert_eq!(world.contents().await, before);
    let health = [("was", "planned"), ("status", "not_done"), ("hindrance", "health")];
    p.guest.post(&path, &health).await.expect_to("/my/plan");
    assert_eq!(p.status(&world).await, NotDone);
    let task = texts::TASK_HINDERED.get(Lang::Sv);
    for client in [&p.coordinator, &lots] {
        let start = client.get("/").await.expect(200);
        assert!(start.body().contains(task) && !start.body().contains("Textilverkstan"), "that, and not what");
    }
    for client in [&stranger, &p.referrer] {
        assert!(!client.get("/").await.expect(200).body().contains(task));
    }
    let plan = p.coordinator.get(&format!("/cases/{}/plan", p.case)).await.expect(200);
    assert!(plan.text("table.work").contains(Hindrance::Health.words().get(Lang::Sv)));
    // in the participant's language again
    p.guest.post("/my/language", &[("language", "so"), ("from", "/my/plan")]).await.expect_to("/my/plan");
    assert!(p.guest.get("/my/plan").await.expect(200).text(".cards").contains("Caafimaadkayga"));
    let status = format!("/cases/{}/activities/{}/status", p.case, p.own);
    let seen = [("status", "not_done"), ("was", "not_done"), ("reason", "Vi tar upp det på nästa möte")];
    lots.post(&status, &seen).await.expect(303);
    for client in [&p.coordinator, &lots] {
        assert!(!client.get("/").await.expect(200).body().contains(task), "it has been looked at");
    }
}

async fn of_two_who_mark_at_once_one_does_and_the_other_sees_it(world: World) {
    let p = planned(&world).await;
    let status = format!("/cases/{}/activities/{}/status", p.case, p.own);
    let before = world.events().await.len();
    let staff = [("status", "done"), ("was", "planned")];
    let (staff, guest) = tokio::join!(p.coordinator.post(&status, &staff), p.mark(p.own, NotBegun, UnderWay));
    assert_eq!(world.events().await[before..].iter().filter(|e| **e == E::ActivityMarked).count(), 1);
    match (staff.status(), guest.status()) {
        (303, 422) => {
            assert_eq!(p.status(&world).await, Done);
            assert!(guest.text(".summary").contains("Någon annan ändrade det här samtidigt."), "{}", guest.body());
            assert!(guest.text(".cards").contains("Klart"), "how it stands now");
        }
        (422, 303) => {
            assert_eq!(p.status(&world).await, UnderWay);
            assert_eq!(staff.error_of(""), texts::ALREADY_MARKED.get(Lang::Sv));
        }
        other => panic!("{other:?}"),
    }
    // what was written in vain is still there
    p.coordinator.post(&status, &[("status", "done")]).await.expect(303);
    let fields = [("was", "planned"), ("status", "not_done"), ("words", "Bussen går inte")];
    let late = p.guest.post(&format!("/my/plan/{}", p.own), &fields).await.expect(422);
    assert!(late.text("textarea").contains("Bussen går inte"), "{}", late.body());
    assert_eq!(late.attribute("input[name=was]", "value").as_deref(), Some("done"));
    assert_eq!(p.status(&world).await, Done);
}

async fn without_a_consent_the_plan_is_read_and_not_marked(world: World) {
    let p = planned(&world).await;
    p.guest.post("/my/withdraw/everything", &[]).await.expect_to("/my/start");
    let page = p.guest.get("/my/plan").await.expect(200);
    assert!(page.text("main").contains("Besöka <Textilverkstan>") && !page.has("form[action^='/my/plan/']"));
    assert!(page.has(".caution"), "and why");
    let before = world.contents().await;
    p.mark(p.own, NotBegun, Done).await.expect(422);
    p.guest.get(&format!("/my/plan/{}", p.own)).await.expect_to("/my/plan");
    assert_eq!(world.contents().await, before);
}

async fn nothing_else_can_be_marked(world: World) {
    let p = planned(&world).await;
    let before = world.contents().await;
    p.mark(p.other, NotBegun, Done).await.expect(404);
    p.guest.get(&format!("/my/plan/{}", p.other)).await.expect(404);
    p.mark(ActivityId::new(), NotBegun, Done).await.expect(404);
    p.mark(p.own, NotBegun, Dropped).await.expect(404);
    p.mark(p.own, NotBegun, NotBegun).await.expect(404);
    p.mark(p.own, UnderWay, Done).await.expect(422);
    p.guest.post("/my/plan/x", &[("status", "done")]).await.expect(404);
    p.guest.post(&format!("/my/plan/{}", p.own), &[("was", "planned")]).await.expect(404);
    assert_eq!(world.contents().await, before);
    // what was dropped is no part of the plan any longer
    let status = format!("/cases/{}/activities/{}/status", p.case, p.own);
    p.coordinator.post(&status, &[("status", "dropped"), ("reason", "Behövs inte")]).await.expect(303);
    assert!(!p.guest.get("/my/plan").await.expect(200).body().contains("Textilverkstan"));
    p.mark(p.own, Dropped, Done).await.expect(422);
    assert_eq!(p.status(&world).await, Dropped);
}

async fn in_another_language_nothing_typed_is_lost(world: World) {
    let p = planned(&world).await;
    let path = format!("/my/plan/{}", p.own);
    let page = p.guest.get(&path).await.expect(200);
    assert!(page.has("nav button[name=speak][value=ar][form=own]"), "the languages belong to the form");
    assert!(page.has("nav button.default[form=own]"), "Enter in a field sends it");
    let before = world.events().await.len();
    let words = "Bussen går inte <script>";
    let fields =
        [("was", "planned"), ("status", "not_done"), ("hindrance", "health"), ("words", words), ("speak", "ar")];
    let arabic = p.guest.post(&path, &fields).await.expect(200);
    assert_eq!(arabic.attribute("html", "lang").as_deref(), Some("ar"));
    assert_eq!(arabic.text("textarea").trim(), words);
    assert!(arabic.has("input[name=hindrance][value=health][checked]") && !arabic.has(".summary"));
    assert_eq!(world.events().await.len(), before, "nothing is told yet");
    assert_eq!(p.guest.get("/my/plan").await.expect(200).text("h1"), "خطتك", "and so it goes on");
}
