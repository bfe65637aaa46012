//! Who sees a case because of a meeting, and from when until when.
use super::{PARTIES, a_referrer, a_team, flags::asks_for, in_queue};
use crate::support::{CaseOf, Person, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    kernel::{id::TeamId, lang::Lang},
    meetings::{rules::MeetingOutcome, texts},
    organisation::rules::Party,
    teams::{
        rules::HolderKind,
        store::{seat, seat_holder},
    },
};
use chrono::{Days, Duration};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

crate::on_both!(
    a_representative_sees_a_case_from_booking_on,
    not_when_the_consent_lacks_their_party,
    whoever_reads_no_case_is_not_asked_to,
    not_a_month_after_the_meeting,
    a_substitute_only_when_stepping_in,
    an_absent_seat_is_told,
    the_papers_are_logged_per_case,
);

async fn representative(world: &World, team: TeamId, party: Party) -> Person {
    let person = world.user(Role::Representative, None).await;
    world.seat(team, party, &person).await;
    person
}

pub(super) async fn seat_of(world: &World, team: TeamId, party: Party) -> seat::Model {
    let find = seat::Entity::find().filter(seat::Column::TeamId.eq(team).and(seat::Column::Party.eq(party)));
    find.one(world.db.schema_connection()).await.expect("seats").expect("the seat")
}

pub(super) async fn substitute(world: &World, team: TeamId, party: Party) -> Person {
    let person = world.user(Role::Representative, None).await;
    also_substitute(world, team, party, &person).await;
    person
}

pub(super) async fn also_substitute(world: &World, team: TeamId, party: Party, person: &Person) {
    world
        .insert(seat_holder::Model {
            id: app::kernel::id::SeatHolderId::new(),
            seat_id: seat_of(world, team, party).await.id,
            user_id: person.id,
            kind: HolderKind::Substitute,
            from_day: world.clock.today() - Days::new(1),
            until_day: None,
        })
        .await;
}

async fn a_representative_sees_a_case_from_booking_on(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let person = representative(&world, team, Party::HealthCare).await;
    let case = in_queue(&world, &referrer).await;
    let at = world.slot(team, 3).await;
    let sees = world.login(&person).await;
    sees.get(&format!("/cases/{case}")).await.expect(404);
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{case}/book"), &[("slot", &at.to_string())]).await.expect(303);
    sees.get(&format!("/cases/{case}")).await.expect(200);
    let page = sees.get(&format!("/slots/{at}")).await.expect(200);
    assert!(page.has(&format!("a[href='/cases/{case}']")));
    assert!(sees.get("/calendar").await.has(&format!("a[href='/slots/{at}']")));
    coordinator.post(&format!("/cases/{case}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    sees.get(&format!("/cases/{case}")).await.expect(404);
}

async fn not_when_the_consent_lacks_their_party(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    let at = world.slot(team, 3).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let without = world.login(&representative(&world, team, Party::HealthCare).await).await;
    without.get(&format!("/cases/{case}")).await.expect(404);
    let page = without.get(&format!("/slots/{at}")).await.expect(200);
    assert!(!page.body().contains(&case.to_string()), "not even that it exists");
    assert!(page.body().contains("1 av 2"), "beyond the count");
    without.get(&format!("/slots/{at}/print")).await.expect(404);
    world
        .login(&representative(&world, team, Party::Jobbtorg).await)
        .await
        .get(&format!("/cases/{case}"))
        .await
        .expect(200);
    let elsewhere = a_team(&world).await;
    let other = world.login(&representative(&world, elsewhere, Party::Jobbtorg).await).await;
    other.get(&format!("/slots/{at}")).await.expect(404);
}

async fn whoever_reads_no_case_is_not_asked_to(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let reads = world.login(&representative(&world, team, Party::Jobbtorg).await).await;
    let not = world.login(&representative(&world, team, Party::HealthCare).await).await;
    let asked = async |client: &crate::support::Client| {
        client.get("/").await.expect(200).body().contains(texts::READ_BEFORE_MEETING.get(Lang::Sv))
    };
    assert!(asked(&reads).await && !asked(&not).await);
    world.tamper("UPDATE consent SET withdrawn_at = recorded_at").await.expect("withdrawn");
    assert!(!asked(&reads).await, "nothing is left to read");
}

async fn not_a_month_after_the_meeting(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let person = representative(&world, team, Party::HealthCare).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &PARTIES)).await;
    world.meeting(case, world.slot(team, 0).await, MeetingOutcome::Held).await;
    for (days, status) in [(0, 200), (30, 200), (1, 404)] {
        world.pass(Duration::days(days));
        world.login(&person).await.get(&format!("/cases/{case}")).await.expect(status);
    }
}

async fn a_substitute_only_when_stepping_in(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let person = representative(&world, team, Party::HealthCare).await;
    let steps_in = substitute(&world, team, Party::HealthCare).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    let at = world.slot(team, 3).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let sees = world.login(&steps_in).await;
    sees.get(&format!("/cases/{case}")).await.expect(404);
    sees.get(&format!("/slots/{at}")).await.expect(404);
    let path = format!("/slots/{at}/stand-in");
    let says = world.login(&person).await;
    says.fill(&path, &[("who", &steps_in.id.to_string())]).await.expect_to(&format!("/slots/{at}"));
    sees.get(&format!("/cases/{case}")).await.expect(200);
    sees.get(&format!("/slots/{at}")).await.expect(200);
    says.fill(&path, &[("who", "representative")]).await.expect(303);
    sees.get(&format!("/cases/{case}")).await.expect(404);
    // someone who is no substitute of the seat can't step in
    let seat = seat_of(&world, team, Party::HealthCare).await.id.to_string();
    says.post(&path, &[("seat", &seat), ("who", &referrer.id.to_string())]).await.expect(409);
}

async fn an_absent_seat_is_told(world: World) {
    let team = a_team(&world).await;
    let person = representative(&world, team, Party::HealthCare).await;
    let at = world.slot(team, 3).await;
    let case = world.case(CaseOf::new(&a_referrer(&world).await, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let calendar = coordinator.get("/calendar").await.expect(200);
    assert!(calendar.body().contains("Jobbtorg saknas") && !calendar.body().contains("sjukvården saknas"));
    let says = world.login(&person).await;
    says.fill(&format!("/slots/{at}/stand-in"), &[("who", "absent")]).await.expect(303);
    assert!(coordinator.get("/calendar").await.body().contains("Hälso- och sjukvården saknas"));
    // who has said so has nothing left to do; the coordinators do
    let (own, theirs) = (texts::YOUR_SEAT_IS_EMPTY.get(Lang::Sv), "Stolen för hälso- och sjukvården är tom");
    assert!(!says.get("/").await.expect(200).body().contains(own));
    assert!(coordinator.get("/").await.expect(200).body().contains(theirs));
    // said by another, it is theirs to know
    says.fill(&format!("/slots/{at}/stand-in"), &[("who", "representative")]).await.expect(303);
    coordinator
        .fill(
            &format!("/slots/{at}/stand-in"),
            &[("seat", &seat_of(&world, team, Party::HealthCare).await.id.to_string()), ("who", "absent")],
        )
        .await
        .expect(303);
    assert!(says.get("/").await.expect(200).body().contains(own));
}

async fn the_papers_are_logged_per_case(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let person = representative(&world, team, Party::HealthCare).await;
    let at = world.slot(team, 3).await;
    for consent in [&PARTIES[..], &PARTIES[..1], &PARTIES[..]] {
        let case = world.case(CaseOf::new(&referrer, StateCode::Booked, consent)).await;
        asks_for(&world, case, Party::HealthCare).await;
        asks_for(&world, case, Party::SocialServices).await;
        world.meeting(case, at, MeetingOutcome::Booked).await;
    }
    let client = world.login(&person).await;
    let page = client.get(&format!("/slots/{at}/print")).await.expect(200);
    assert_eq!(page.count("section.break"), 2, "only the cases that they may read");
    let printed = world.events().await.into_iter().filter(|e| *e == EventCode::CasePrinted).count();
    assert_eq!(printed, 2);
    // who is to attend is who the consent names; of the others the paper says that it does not
    let page = client.get(&format!("/slots/{at}/print")).await.expect(200);
    let told = page.texts("section.break .tag.late");
    assert_eq!(told, ["samtycke saknas för socialtjänsten"; 2]);
    let asked = page.texts("section.break dl.facts dd").remove(0);
    assert!(asked.contains("Hälso- och sjukvård") && !asked.contains("Socialtjänst"), "{asked}");
}
