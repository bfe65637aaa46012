//! Who came to a meeting, corrected afterwards.
use super::{PARTIES, a_referrer, a_team, meetings, row};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    kernel::{code::Code, lang::Lang},
    meetings::{
        rules::{Attendee, Doubts, MeetingOutcome},
        store::outcome::attendance_of,
        texts,
    },
};

crate::on_both!(who_came_is_corrected_afterwards);

async fn who_came_is_corrected_afterwards(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, world.slot(team, -1).await, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let (page, path) = (format!("/cases/{case}"), format!("/cases/{case}/attendance"));
    client.get(&path).await.expect(409);
    assert!(!client.get(&page).await.has(&format!("a[href='{path}']")), "nothing was held");
    let came = [("held", "yes"), ("came", "participant"), ("came", "jobbtorg")];
    client.post_sure(&format!("/cases/{case}/meeting-outcome"), &came).await.expect(303);
    assert!(client.get(&page).await.has(&format!("a[href='{path}']")));
    let ticked = client.get(&path).await.expect(200);
    assert_eq!(ticked.count("input[name=came][checked]"), 2);
    let refused = client.post(&path, &[("came", "jobbtorg")]).await.expect(422);
    assert_eq!(refused.error_of("came"), texts::ATTENDANCE_PARTICIPANT.get(Lang::Sv));
    // the party did not come after all, and an interpreter did: asked once more, since no party is left
    let shown = ticked.value_of("shown");
    let now = [("came", "participant"), ("came", "interpreter"), ("shown", shown.as_str())];
    let none = Doubts { no_party: true, ..Doubts::default() };
    assert_eq!(client.post(&path, &now).await.expect(422).error_of("confirmed"), texts::doubts(Lang::Sv, &none));
    client.post_sure(&path, &now).await.expect(303);
    let held = meetings(&world, case).await.pop().expect("the meeting");
    let tx = world.db.read().await.expect("a database");
    let noted = attendance_of(&tx, held.id).await.expect("who came");
    let came: Vec<_> = noted.iter().filter(|c| c.present).map(|c| c.attendee).collect();
    assert_eq!(came, [Attendee::Participant, Attendee::Interpreter]);
    assert!(noted.iter().any(|c| c.attendee == Attendee::Jobbtorg), "it is still told that the party did not come");
    assert_eq!(row(&world, case).await.state, StateCode::Met);
    let corrected = || async { world.events().await.iter().filter(|e| **e == EventCode::AttendanceCorrected).count() };
    assert_eq!(corrected().await, 1);
    // who saw what it was before does not put that back
    let stale = [("came", "participant"), ("came", "jobbtorg"), ("shown", shown.as_str())];
    let refused = client.post_sure(&path, &stale).await.expect(422);
    assert_eq!(refused.error_of(""), texts::ATTENDANCE_MEANWHILE.get(Lang::Sv));
    // nor is a party noted that has no seat there
    let unseated = [("came", "participant"), ("came", "interpreter"), ("came", "social_insurance")];
    client.post_sure(&path, &unseated).await.expect(303);
    assert_eq!(corrected().await, 1);
    // what is so already is no change
    client.post_sure(&path, &now).await.expect(303);
    assert_eq!(corrected().await, 1);
    let words = client.get(&page).await.body();
    assert!(words.contains(EventCode::AttendanceCorrected.words().get(Lang::Sv)), "{words}");
    // without a consent in force nobody is told who came
    client.post(&format!("{page}/consents/withdraw/everything"), &[]).await.expect(303);
    client.get(&path).await.expect(403);
    client.post(&path, &now).await.expect(403);
}
