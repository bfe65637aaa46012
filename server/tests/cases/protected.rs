//! A protected identity is marked wherever those who are told of it meet the case, and told to nobody else.
use super::full::change;
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::rules::StateCode,
    kernel::lang::Lang,
    meetings::{rules::MeetingOutcome, texts},
    organisation::rules::Party,
};

crate::on_both!(
    the_mark_stands_wherever_the_case_does,
    what_another_referral_says_is_marked_for_coordinators_alone,
    a_protected_persons_district_is_not_in_the_queue,
    a_booking_does_not_say_that_the_parties_see_it,
);

const MARK: &str = "Skyddade personuppgifter";
const PARTIES: [Party; 2] = [Party::Jobbtorg, Party::HealthCare];

async fn the_mark_stands_wherever_the_case_does(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case =
        async |protected, state| world.case(CaseOf { protected, ..CaseOf::new(&referrer, state, &PARTIES) }).await;
    let at = world.slot(world.team(referrer.association, &PARTIES).await, 3).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    for protected in [false, true] {
        let (new, waits) = (case(protected, StateCode::Submitted).await, case(protected, StateCode::InQueue).await);
        let booked = case(protected, StateCode::Booked).await;
        world.meeting(booked, at, MeetingOutcome::Booked).await;
        let row = |case| format!("tr:has(a[href='/cases/{case}'])");
        for (path, case) in [("/cases", new), ("/inbox", new), ("/queue", waits)] {
            let row = coordinator.get(path).await.expect(200).text(&row(case));
            assert_eq!(row.contains(MARK), protected, "{path}: {row}");
        }
        let start = coordinator.get("/").await.expect(200).text(&row(waits));
        assert_eq!(start.contains("skyddade personuppgifter"), protected, "{start}");
        let slot = coordinator.get(&format!("/slots/{at}")).await.expect(200);
        assert_eq!(slot.text(&format!("li:has(a[href='/cases/{booked}'])")).contains(MARK), protected);
        for page in ["", "/consents/new", "/close", "/plan", "/letter"] {
            let answer = coordinator.get(&format!("/cases/{booked}{page}")).await.expect(200);
            let marks = answer.texts(".tag").iter().filter(|t| *t == MARK).count();
            assert_eq!(marks, usize::from(protected), "{page}");
        }
        let letter = coordinator.get(&format!("/cases/{booked}/letter")).await.expect(200);
        assert!(!letter.text("article.letter").contains(MARK), "the letter itself goes through many hands");
        let mine = world.login(&referrer).await.get("/referrals").await.expect(200).text(&row(new));
        assert_eq!(mine.contains(MARK), protected, "{mine}");
    }
    let papers = coordinator.get(&format!("/slots/{at}/print")).await.expect(200);
    assert_eq!(papers.texts("section .tag").iter().filter(|t| *t == MARK).count(), 1, "one of the two");
}

async fn what_another_referral_says_is_marked_for_coordinators_alone(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &PARTIES)).await;
    world.tamper("UPDATE participant SET protected_identity = true").await.expect("said in another case");
    let at = format!("/cases/{case}");
    assert!(
        world.login_as(Role::Coordinator).await.get(&at).await.expect(200).texts(".tag").contains(&MARK.to_owned())
    );
    let referrers = world.login(&referrer).await;
    for path in [at.as_str(), "/referrals", "/"] {
        let body = referrers.get(path).await.expect(200).body().to_lowercase();
        assert!(!body.contains("skyddade personuppgifter"), "{path} tells that there is another case");
    }
}

async fn a_protected_persons_district_is_not_in_the_queue(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let district = world.district(world.home().await, "Biskopsgården").await;
    let client = world.login_as(Role::Coordinator).await;
    for protected in [false, true] {
        let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::InQueue, &PARTIES) };
        let case = world.case(of).await;
        change(&world, case, |c| c.district_id = Some(district)).await;
        let row = format!("tr:has(a[href='/cases/{case}'])");
        let told = client.get("/queue").await.expect(200).text(&row);
        assert_eq!(told.contains("Biskopsgården"), !protected, "{told}");
        assert_eq!(told.contains("visas inte"), protected, "{told}");
        let found = client.get(&format!("/queue?district={district}")).await.expect(200).has(&row);
        assert_eq!(found, !protected, "nor is it found by it");
    }
}

async fn a_booking_does_not_say_that_the_parties_see_it(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let at = world.slot(world.team(referrer.association, &PARTIES).await, 3).await.to_string();
    let client = world.login_as(Role::Coordinator).await;
    for (protected, said) in [(false, texts::BOOKED_DONE), (true, texts::BOOKED_PROTECTED)] {
        let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::InQueue, &PARTIES) };
        let path = format!("/cases/{}/book", world.case(of).await);
        let before = client.get(&path).await.expect(200).body();
        assert_eq!(before.contains(texts::BOOK_PROTECTED.get(Lang::Sv)), protected, "said beforehand too");
        let booked = client.post(&path, &[("slot", &at)]).await.expect(303);
        let page = client.follow(&booked).await.expect(200);
        assert!(page.text(".flash").contains(said.get(Lang::Sv)), "{}", page.text(".flash"));
    }
}
