//! How each form of this room comes to be submitted.
use super::{PARTIES, a_referrer, a_team, in_queue, seeing, working_day};
use crate::{
    scenarios::{Ready, Scenario},
    support::{CaseOf, Client, World},
};
use app::{
    access::Role,
    audit::EventCode as E,
    cases::rules::StateCode,
    kernel::{id::CaseId, lang::Lang},
    meetings::{
        forms,
        rules::{Doubts, MeetingOutcome},
        texts,
    },
    organisation::rules::Party,
    ui::form::Form,
};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::MoveInQueue::PATH, |world| Box::pin(move_in_queue(world))),
    Scenario::of(forms::MakeSlot::PATH, |world| Box::pin(make_slot(world))),
    Scenario::of(forms::ChangeSlot::PATH, |world| Box::pin(change_slot(world))),
    Scenario::of(forms::CancelSlot::PATH, |world| Box::pin(cancel_slot(world, true))),
    Scenario::of(forms::CancelSlot::PATH, |world| Box::pin(cancel_slot(world, false))).leaving(&[E::SlotCancelled]),
    Scenario::of(forms::StandIn::PATH, |world| Box::pin(stand_in(world, None))).leaving(&[E::StandInNamed]),
    Scenario::of(forms::StandIn::PATH, |world| Box::pin(stand_in(world, Some("absent")))).leaving(&[E::SeatAbsent]),
    Scenario::of(forms::StandIn::PATH, |world| Box::pin(stand_in(world, Some("representative"))))
        .leaving(&[E::SeatComes]),
    Scenario::of(forms::Book::PATH, |world| Box::pin(book(world))),
    Scenario::of(forms::MoveMeeting::PATH, |world| Box::pin(move_meeting(world))),
    Scenario::of(forms::CancelMeeting::PATH, |world| Box::pin(cancel_meeting(world))),
    Scenario::of(forms::RegisterOutcome::PATH, |world| Box::pin(outcome(world, true))).leaving(&[E::MeetingHeld]),
    Scenario::of(forms::RegisterOutcome::PATH, |world| Box::pin(outcome(world, false))).leaving(&[E::MeetingCancelled]),
    Scenario::of(forms::CorrectAttendance::PATH, |world| Box::pin(attendance(world))),
];

/// A coordinator of another association.
async fn stranger(world: &World) -> Client {
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await
}

async fn ready(
    world: &World,
    path: String,
    fields: Vec<(&'static str, String)>,
    refused: Vec<Vec<(&'static str, String)>>,
) -> Ready {
    let client = world.login_as(Role::Coordinator).await;
    Ready { client, path, fields, refused, strangers: vec![stranger(world).await] }
}

async fn booked(world: &World, days: i64) -> CaseId {
    let (referrer, team) = (a_referrer(world).await, a_team(world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, world.slot(team, days).await, MeetingOutcome::Booked).await;
    case
}

async fn move_in_queue(world: World) -> Ready {
    let case = in_queue(&world, &a_referrer(&world).await).await;
    let fields = vec![("to", "first".to_owned()), ("before", String::new()), ("reason", "akut läge".to_owned())];
    let refused = vec![vec![], vec![("to", "before".into()), ("reason", "akut läge".into())]];
    ready(&world, format!("/cases/{case}/move-in-queue"), fields, refused).await
}

async fn make_slot(world: World) -> Ready {
    let team = a_team(&world).await.to_string();
    let day = working_day(&world, 9).to_string();
    let fields = |day: &str, time: &str| {
        vec![
            ("team", team.clone()),
            ("day", day.to_owned()),
            ("time", time.to_owned()),
            ("minutes", "60".to_owned()),
            ("form", "phone".to_owned()),
            ("place", "Vi ringer".to_owned()),
            ("capacity", "2".to_owned()),
            ("extra", "yes".to_owned()),
            ("weeks", "1".to_owned()),
        ]
    };
    // at night: asked once more
    let refused = vec![vec![], fields("2020-01-01", "09:00"), fields(&day, "03:00")];
    Ready { strangers: vec![], ..ready(&world, "/slots/new".into(), fields(&day, "09:00"), refused).await }
}

async fn change_slot(world: World) -> Ready {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    for _ in 0..2 {
        let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
        world.meeting(case, at, MeetingOutcome::Booked).await;
    }
    let client = world.login_as(Role::Coordinator).await;
    let shown = client.get(&format!("/slots/{at}/change")).await;
    let (day, time) = (shown.value_of("day"), shown.value_of("time"));
    let fields = |time: &str, capacity: &str| {
        vec![
            ("day", day.clone()),
            ("time", time.to_owned()),
            ("minutes", "90".to_owned()),
            ("form", "video".to_owned()),
            ("place", "En länk".to_owned()),
            ("capacity", capacity.to_owned()),
            ("extra", "yes".to_owned()),
        ]
    };
    let other = if time == "08:05" { "08:06" } else { "08:05" };
    let refused = vec![vec![], fields(&time, "1"), fields(other, "2"), fields(&time, "7")];
    ready(&world, format!("/slots/{at}/change"), fields(&time, "3"), refused).await
}

async fn cancel_slot(world: World, booked: bool) -> Ready {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    if booked {
        let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
        world.meeting(case, at, MeetingOutcome::Booked).await;
    }
    ready(&world, format!("/slots/{at}/cancel"), vec![], vec![]).await
}

/// The substitute, or who else sits there.
async fn stand_in(world: World, who: Option<&str>) -> Ready {
    let team = a_team(&world).await;
    let at = world.slot(team, 3).await;
    let substitute = seeing::substitute(&world, team, Party::HealthCare).await;
    let seat = seeing::seat_of(&world, team, Party::HealthCare).await.id;
    let fields = |who: String| vec![("seat", seat.to_string()), ("who", who)];
    let refused = vec![vec![], fields("någon".into())];
    let path = format!("/slots/{at}/stand-in");
    ready(&world, path, fields(who.map_or(substitute.id.to_string(), str::to_owned)), refused).await
}

async fn book(world: World) -> Ready {
    let case = in_queue(&world, &a_referrer(&world).await).await;
    let at = world.slot(a_team(&world).await, 3).await;
    let past = world.slot(a_team(&world).await, -3).await;
    let refused = vec![vec![], vec![("slot", past.to_string())]];
    ready(&world, format!("/cases/{case}/book"), vec![("slot", at.to_string())], refused).await
}

async fn move_meeting(world: World) -> Ready {
    let case = booked(&world, 3).await;
    let at = world.slot(a_team(&world).await, 5).await;
    ready(&world, format!("/cases/{case}/move-meeting"), vec![("slot", at.to_string())], vec![vec![]]).await
}

async fn cancel_meeting(world: World) -> Ready {
    let case = booked(&world, 3).await;
    let fields = vec![("reason", "participant_ill".to_owned())];
    let refused = vec![vec![], vec![("reason", "did_not_come".to_owned())]];
    ready(&world, format!("/cases/{case}/cancel-meeting"), fields, refused).await
}

async fn attendance(world: World) -> Ready {
    let case = booked(&world, -1).await;
    let client = world.login_as(Role::Coordinator).await;
    let came = [("held", "yes"), ("came", "participant"), ("came", "jobbtorg")];
    client.post_sure(&format!("/cases/{case}/meeting-outcome"), &came).await.expect(303);
    let came = |who: &[&str]| who.iter().map(|w| ("came", (*w).to_owned())).collect::<Vec<_>>();
    let path = format!("/cases/{case}/attendance");
    let mut fields = came(&["participant", "jobbtorg", "interpreter"]);
    fields.push(("shown", client.get(&path).await.value_of("shown")));
    // without the participant it was none; without a party it is asked once more
    ready(
        &world,
        format!("/cases/{case}/attendance"),
        fields,
        vec![vec![], came(&["jobbtorg"]), came(&["participant"])],
    )
    .await
}

async fn outcome(world: World, held: bool) -> Ready {
    let case = booked(&world, -1).await;
    let (held, reason) = if held { ("yes", "") } else { ("no", "participant_ill") };
    let mut fields = vec![("held", held.to_owned()), ("came", "participant".to_owned()), ("reason", reason.to_owned())];
    // nobody came but the participant: asked once more
    let doubtful = vec![("held", "yes".into()), ("came", "participant".into())];
    let refused = vec![vec![], vec![("held", "yes".into())], vec![("held", "no".into())], doubtful];
    fields.push(("confirmed", texts::doubts(Lang::Sv, &Doubts { no_party: true, ..Doubts::default() })));
    ready(&world, format!("/cases/{case}/meeting-outcome"), fields, refused).await
}
