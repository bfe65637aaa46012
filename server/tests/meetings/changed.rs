//! Who is told that a meeting was moved or cancelled.
use super::{PARTIES, a_referrer, a_team};
use crate::{
    cases::{actor_of, full::change, plan::counted},
    support::{Answer, CaseOf, Client, Person, World},
};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    db::Tx,
    kernel::{
        id::{CaseId, SlotId},
        lang::{Lang, Text},
        local_time::to_local,
        swedish::moment,
    },
    meetings::{
        rules::MeetingOutcome,
        store::{changed::of_referrer, slot},
        texts,
    },
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QuerySelect, QueryTrait};

crate::on_both!(
    the_referrer_is_told_until_the_case_is_booked_anew,
    after_a_fortnight_it_is_no_news,
    of_a_meeting_that_begun_nobody_is_told_to_tell,
    the_coordinator_is_told_whom_to_tell,
    only_who_may_see_the_case_is_told,
    nobody_is_to_be_told_who_must_not_know_of_the_case,
);
crate::on_sqlite!(news_begins_at_the_meetings_of_the_last_days);

struct Booked {
    referrer: Person,
    case: CaseId,
    coordinator: Client,
    later: SlotId,
}

/// A case that meets in five days, and a time three days after it.
async fn booked(world: &World, protected: bool) -> Booked {
    let (referrer, team) = (a_referrer(world).await, a_team(world).await);
    let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::Booked, &PARTIES) };
    let case = world.case(of).await;
    world.meeting(case, world.slot(team, 5).await, MeetingOutcome::Booked).await;
    let later = world.slot(team, 8).await;
    world.pass(Duration::minutes(1));
    Booked { coordinator: world.login_as(Role::Coordinator).await, referrer, case, later }
}

impl Booked {
    async fn moves(&self) -> Answer {
        self.does("move-meeting", ("slot", &self.later.to_string())).await
    }

    async fn cancels(&self) -> Answer {
        self.does("cancel-meeting", ("reason", "no_interpreter")).await
    }

    async fn does(&self, deed: &str, field: (&str, &str)) -> Answer {
        let answer = self.coordinator.fill(&format!("/cases/{}/{deed}", self.case), &[field]).await;
        self.coordinator.follow(&answer.expect_to(&format!("/cases/{}", self.case))).await.expect(200)
    }
}

/// The start page's rows of the case that say one of these, without what is to be prepared and what is said of the consent.
async fn news(world: &World, person: &Person, case: CaseId) -> Vec<String> {
    let client = world.login(person).await;
    let rows = client.get("/").await.expect(200).texts(&format!("table.work tr:has(a[href='/cases/{case}'])"));
    let others = [texts::PREPARE_PARTICIPANT.get(Lang::Sv), app::consents::texts::TASK.get(Lang::Sv)];
    rows.into_iter().filter(|row| !others.iter().any(|other| row.starts_with(other))).collect()
}

async fn time_of(world: &World, id: SlotId) -> String {
    let row = slot::Entity::find_by_id(id).one(world.db.schema_connection()).await.expect("slots").expect("the slot");
    moment(Lang::Sv, to_local(row.starts_at), world.clock.today())
}

fn said(words: Text) -> &'static str {
    words.get(Lang::Sv)
}

async fn the_referrer_is_told_until_the_case_is_booked_anew(world: World) {
    let at = booked(&world, false).await;
    assert_eq!(news(&world, &at.referrer, at.case).await, [""; 0]);
    at.moves().await;
    let told = news(&world, &at.referrer, at.case).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let when = time_of(&world, at.later).await;
    assert!(told[0].starts_with(said(texts::TASK_MOVED)) && told[0].contains(&when), "{when}: {told:?}");
    assert!(told[0].contains("Säg till deltagaren."), "{told:?}");
    world.pass(Duration::minutes(1));
    at.cancels().await;
    let told = news(&world, &at.referrer, at.case).await;
    assert_eq!(told.len(), 1, "the latest alone: {told:?}");
    assert!(told[0].starts_with(said(texts::TASK_CANCELLED)) && told[0].contains(&when), "{when}: {told:?}");
    world.pass(Duration::minutes(1));
    at.does("book", ("slot", &at.later.to_string())).await;
    assert_eq!(news(&world, &at.referrer, at.case).await, [""; 0], "booked anew");
    // it has met since
    world.pass(Duration::days(9));
    let outcome = format!("/cases/{}/meeting-outcome", at.case);
    let came = [("held", "yes"), ("came", "participant"), ("came", "jobbtorg")];
    world.login_as(Role::Coordinator).await.post_sure(&outcome, &came).await.expect(303);
    assert_eq!(super::row(&world, at.case).await.state, StateCode::Met);
    assert_eq!(news(&world, &at.referrer, at.case).await, [""; 0]);
}

async fn after_a_fortnight_it_is_no_news(world: World) {
    let at = booked(&world, false).await;
    at.cancels().await;
    world.pass(Duration::days(13));
    assert_eq!(news(&world, &at.referrer, at.case).await.len(), 1);
    world.pass(Duration::days(2));
    assert_eq!(news(&world, &at.referrer, at.case).await, [""; 0]);
    // nor is that of a case that is over
    let at = booked(&world, false).await;
    at.cancels().await;
    change(&world, at.case, |c| c.state = StateCode::Withdrawn).await;
    assert_eq!(news(&world, &at.referrer, at.case).await, [""; 0]);
}

async fn of_a_meeting_that_begun_nobody_is_told_to_tell(world: World) {
    let at = booked(&world, false).await;
    world.pass(Duration::days(6));
    let coordinator = world.login_as(Role::Coordinator).await;
    let outcome = format!("/cases/{}/meeting-outcome", at.case);
    let answer = coordinator.post(&outcome, &[("held", "no"), ("reason", "did_not_come")]).await.expect(303);
    assert!(!coordinator.follow(&answer).await.expect(200).text("[aria-labelledby=meetings-h]").contains("Säg till"));
    let told = news(&world, &at.referrer, at.case).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with(said(texts::TASK_NOT_HELD)) && !told[0].contains("Säg till"), "{told:?}");
}

async fn the_coordinator_is_told_whom_to_tell(world: World) {
    let at = booked(&world, false).await;
    let [representative, lots] = [world.user(Role::Representative, None).await, world.user(Role::Lots, None).await];
    let team = slot::Entity::find_by_id(at.later).one(world.db.schema_connection()).await.expect("slots");
    world.seat(team.expect("the slot").team_id, Party::HealthCare, &representative).await;
    world.assignment(at.case, lots.id).await;
    let meetings = "[aria-labelledby=meetings-h]";
    assert!(!at.coordinator.get(&format!("/cases/{}", at.case)).await.text(meetings).contains("Säg till"));
    for (page, word) in [(at.moves().await, texts::MOVED_MEETING_DONE), (at.cancels().await, texts::CANCELLED_TELL)] {
        assert!(page.text(".flash").contains(said(word)), "{}", page.text(".flash"));
        let told = page.text(&format!("{meetings} .notice"));
        assert!(told.contains("Säg till:") && told.contains("deltagaren"), "{told}");
        for name in [&at.referrer.name, &representative.name, &lots.name] {
            assert!(told.contains(name.as_str()), "{name}: {told}");
        }
        assert!(told.contains("(Hälso- och sjukvård)") && told.contains("Enhet "), "{told}");
    }
    // that is the coordinators' work, and nobody else is shown it
    let referrers = world.login(&at.referrer).await.get(&format!("/cases/{}", at.case)).await.expect(200);
    assert!(!referrers.text(meetings).contains("Säg till"));
    assert_eq!(world.events().await.iter().filter(|e| **e == EventCode::MeetingMoved).count(), 1);
}

async fn nobody_is_to_be_told_who_must_not_know_of_the_case(world: World) {
    let meetings = "[aria-labelledby=meetings-h] .notice";
    for protected in [false, true] {
        let at = booked(&world, protected).await;
        let (knows, not) = (world.user(Role::Representative, None).await, world.user(Role::Representative, None).await);
        let lots = world.user(Role::Lots, None).await;
        let later = slot::Entity::find_by_id(at.later).one(world.db.schema_connection()).await.expect("slots");
        let team = later.expect("the slot").team_id;
        world.seat(team, Party::HealthCare, &knows).await;
        world.seat(team, Party::Jobbtorg, &not).await;
        let withdrawn = format!("/cases/{}/consents/withdraw/jobbtorg", at.case);
        at.coordinator.post(&withdrawn, &[]).await.expect(303);
        world.assignment(at.case, lots.id).await;
        let told = at.moves().await.text(meetings);
        assert!(told.contains(&at.referrer.name) && !told.contains(&not.name), "{told}");
        assert_eq!(told.contains(&knows.name), !protected, "{told}");
        assert_eq!(told.contains(&lots.name), !protected, "{told}");
        // without a consent in force the case exists for none of them
        let case = format!("/cases/{}", at.case);
        at.coordinator.post(&format!("{case}/consents/withdraw/everything"), &[]).await.expect(303);
        let told = at.cancels().await.text(meetings);
        assert!(told.contains(&at.referrer.name) && told.contains("deltagaren"), "{told}");
        assert!(![&knows, &not, &lots].iter().any(|p| told.contains(&p.name)), "{told}");
    }
}

async fn only_who_may_see_the_case_is_told(world: World) {
    for protected in [false, true] {
        let at = booked(&world, protected).await;
        let colleague = world.user(Role::Referrer, at.referrer.unit).await;
        let stranger = a_referrer(&world).await;
        at.moves().await;
        let own = news(&world, &at.referrer, at.case).await;
        assert_eq!(own.len(), 1, "{own:?}");
        assert_eq!(own[0].contains("skyddade personuppgifter"), protected, "{own:?}");
        // colleagues cover for each other, but not for who is protected
        let covers = news(&world, &colleague, at.case).await;
        assert_eq!(covers.len(), usize::from(!protected), "{covers:?}");
        assert!(covers.iter().all(|row| row.contains(&format!("enheten ({})", at.referrer.name))), "{covers:?}");
        assert_eq!(news(&world, &stranger, at.case).await, [""; 0]);
        // without a consent in force the referrer still sees when the case meets
        world.tamper("DELETE FROM consent_party").await.expect("no consent any more");
        assert_eq!(news(&world, &at.referrer, at.case).await.len(), 1);
        // handed over to another agency they see the shell: number and time, not who it is
        let (unit, to) = (stranger.unit.expect("a unit"), stranger.id);
        change(&world, at.case, |c| (c.unit_id, c.referrer_id) = (unit, to)).await;
        let handed = news(&world, &stranger, at.case).await;
        assert_eq!(handed.len(), 1, "{handed:?}");
        assert!(!handed[0].contains("Y.A.") && !handed[0].contains("skyddade"), "{handed:?}");
        assert_eq!(news(&world, &at.referrer, at.case).await, [""; 0]);
    }
}

async fn news_begins_at_the_meetings_of_the_last_days(world: World) {
    let referrer = a_referrer(&world).await;
    let actor = actor_of(&world, &referrer).await;
    counted(&world).await;
    // rows are counted for whoever opens the database after that
    let db = world.another_db().await;
    let tx = db.read().await.expect("a read begins");
    let asked = of_referrer(&tx, &actor).limit(50).build(DbBackend::Sqlite);
    let asked = sea_orm::Statement { sql: format!("EXPLAIN QUERY PLAN {}", asked.sql), ..asked };
    let steps = tx.conn().query_all_raw(asked).await.expect("a plan");
    let steps: Vec<String> = steps.iter().map(|s| s.try_get("", "detail").expect("a step")).collect();
    assert!(
        steps[0].contains("team_meeting USING INDEX team_meeting_changed (outcome=? AND outcome_at>?)"),
        "{steps:#?}"
    );
    let scans: Vec<_> = steps.iter().filter(|s| s.starts_with("SCAN") && !s.contains("CONSTANT")).collect();
    assert!(scans.is_empty(), "{steps:#?}");
    let of_cases: Vec<_> = steps.iter().filter(|s| s.contains("SEARCH cases")).collect();
    assert!(!of_cases.is_empty() && of_cases.iter().all(|s| s.contains("(id=?)")), "{steps:#?}");
}
