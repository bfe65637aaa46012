//! What the participant writes before a meeting: kept it is nobody's, shared it is the team's while it is shared.
use super::{inside, submitted_case};
use crate::support::{Client, World};
use app::{
    access::Role,
    audit::EventCode as E,
    kernel::id::{CaseId, SlotId},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    participant_portal::store::preparation,
};
use sea_orm::EntityTrait;

crate::on_both!(
    what_is_kept_is_nobodys,
    what_is_shared_is_read_until_it_is_taken_back,
    what_is_shared_needs_a_consent_to_be_read,
    without_a_meeting_there_is_nothing_to_prepare,
    in_another_language_what_is_prepared_is_still_there,
    a_forgotten_person_has_prepared_nothing,
);

struct Booked {
    case: CaseId,
    slot: SlotId,
    referrer: Client,
    coordinator: Client,
    guest: Client,
}

async fn booked(world: &World) -> Booked {
    let (case, referrer) = submitted_case(world).await;
    let team = world.team(world.home().await, &[Party::SocialServices, Party::HealthCare]).await;
    let slot = world.slot(team, 3).await;
    world.meeting(case, slot, MeetingOutcome::Booked).await;
    world.tamper("UPDATE cases SET state = 'booked', queue_at = submitted_at").await.expect("as after a booking");
    let guest = inside(world, &referrer, case).await;
    Booked { case, slot, referrer, coordinator: world.login_as(Role::Coordinator).await, guest }
}

const SAY: &str = "Jag vill börja på <halvtid>";
const REMEMBER: &str = "Skulden hos Kronofogden";

impl Booked {
    async fn write(&self, (say, say_for): (&str, &str), (remember, remember_for): (&str, &str)) {
        let fields = [("say", say), ("say_for", say_for), ("remember", remember), ("remember_for", remember_for)];
        self.guest.post("/my/prepare", &fields).await.expect_to("/my/prepare");
    }

    /// Where staff could read it.
    async fn shown(&self) -> String {
        let mut all = String::new();
        for client in [&self.coordinator, &self.referrer] {
            all.push_str(&client.get(&format!("/cases/{}", self.case)).await.expect(200).body());
        }
        let print = self.coordinator.get(&format!("/slots/{}/print", self.slot)).await;
        if print.status() == 200 {
            all.push_str(&print.body());
        }
        all
    }
}

async fn what_is_kept_is_nobodys(world: World) {
    let b = booked(&world).await;
    assert!(b.guest.get("/my/start").await.expect(200).has("a[href='/my/prepare']"));
    let page = b.guest.get("/my/prepare").await.expect(200);
    assert_eq!(page.count("input[value=me][checked]"), 2, "for themself, unless they say otherwise");
    assert!(page.bytes().len() < 60_000);
    let before = world.events().await.len();
    b.write((SAY, "me"), (REMEMBER, "me")).await;
    assert_eq!(world.events().await[before..], [E::PreparationKept, E::PreparationKept]);
    let own = b.guest.get("/my/prepare").await.expect(200);
    assert_eq!(own.texts("textarea").iter().map(|t| t.trim()).collect::<Vec<_>>(), [SAY, REMEMBER]);
    assert_eq!(own.text("[role=status]"), "Det är sparat.");
    let shown = b.shown().await;
    for kept in ["halvtid", "Kronofogden", "skrev för sig själv"] {
        assert!(!shown.contains(kept), "{kept}");
    }
    let contents = format!("{:?}", world.contents().await);
    let hex = app::kernel::keys::hex(b"Kronofogden").to_uppercase();
    assert!(!contents.contains("Kronofogden") && !contents.to_uppercase().contains(&hex), "it is sealed");
    // as it stands, nothing is written; emptied, nothing is left
    let before = world.contents().await;
    b.write((SAY, "me"), (REMEMBER, "")).await;
    assert_eq!(world.contents().await, before);
    b.write(("", "me"), (" ", "team")).await;
    assert!(preparation::Entity::find().all(world.db.schema_connection()).await.expect("rows").is_empty());
}

async fn what_is_shared_is_read_until_it_is_taken_back(world: World) {
    let b = booked(&world).await;
    let before = world.events().await.len();
    b.write((SAY, "team"), (REMEMBER, "me")).await;
    assert_eq!(world.events().await[before..], [E::PreparationShared, E::PreparationKept]);
    for client in [&b.coordinator, &b.referrer] {
        let page = client.get(&format!("/cases/{}", b.case)).await.expect(200);
        let meetings = page.text("[aria-labelledby=meetings-h]");
        assert!(meetings.contains("Vill säga på mötet") && meetings.contains(SAY), "{meetings}");
        assert!(!page.body().contains("Kronofogden"));
        assert!(page.body().contains("Deltagaren delade sin förberedelse"), "the timeline says so");
    }
    let print = b.coordinator.get(&format!("/slots/{}/print", b.slot)).await.expect(200);
    assert!(print.text("main").contains(SAY) && !print.body().contains("Kronofogden"));
    let before = world.events().await.len();
    b.write((SAY, "me"), (REMEMBER, "me")).await;
    assert_eq!(world.events().await[before..], [E::PreparationUnshared]);
    assert!(!b.shown().await.contains("halvtid"), "at once");
    let own = b.guest.get("/my/prepare").await.expect(200);
    assert_eq!(own.text("textarea#say").trim(), SAY, "and it is still theirs");
    // and when the meeting has been, what is shared can still be taken back
    b.write((SAY, "team"), (REMEMBER, "me")).await;
    world.tamper("UPDATE team_meeting SET outcome = 'held'").await.expect("as after the meeting");
    assert!(b.guest.get("/my/start").await.expect(200).has("a[href='/my/prepare']"));
    b.write((SAY, "me"), (REMEMBER, "me")).await;
    assert!(!b.shown().await.contains("halvtid"));
}

async fn what_is_shared_needs_a_consent_to_be_read(world: World) {
    let b = booked(&world).await;
    b.write((SAY, "team"), (REMEMBER, "team")).await;
    assert!(b.shown().await.contains("halvtid"));
    b.guest.post("/my/withdraw/everything", &[]).await.expect_to("/my/start");
    assert!(!b.shown().await.contains("halvtid"), "meeting times are seen without a consent, and no more");
    assert_eq!(b.guest.get("/my/prepare").await.expect(200).text("textarea#say").trim(), SAY);
}

async fn without_a_meeting_there_is_nothing_to_prepare(world: World) {
    let (case, referrer) = submitted_case(&world).await;
    let guest = inside(&world, &referrer, case).await;
    assert!(!guest.get("/my/start").await.expect(200).has("a[href='/my/prepare']"));
    let page = guest.get("/my/prepare").await.expect(200);
    assert!(page.text("main").contains("Du har inget möte bokat") && !page.has("textarea"));
}

async fn in_another_language_what_is_prepared_is_still_there(world: World) {
    let b = booked(&world).await;
    let before = world.events().await.len();
    let fields = [("say", SAY), ("say_for", "team"), ("remember", ""), ("remember_for", "me"), ("speak", "ti")];
    let page = b.guest.post("/my/prepare", &fields).await.expect(200);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("ti"));
    assert_eq!(page.text("textarea#say").trim(), SAY);
    assert!(page.has("input[name=say_for][value=team][checked]"));
    assert_eq!(world.events().await.len(), before, "nothing is shared yet");
}

async fn a_forgotten_person_has_prepared_nothing(world: World) {
    let b = booked(&world).await;
    b.write((SAY, "team"), (REMEMBER, "me")).await;
    world.tamper("UPDATE participant SET data_key = NULL").await.expect("forgotten");
    assert!(!b.coordinator.get(&format!("/cases/{}", b.case)).await.expect(200).body().contains("Vill säga på mötet"));
}
