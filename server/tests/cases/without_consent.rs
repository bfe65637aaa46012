//! What is left when no consent is in force: of the timeline, of the way, and of lists.
use super::{
    full::{Full, change, full},
    scope::hand_over,
};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::{
        actions::look,
        label::labels,
        policy::{Sight, sight},
        rules::StateCode,
        store::{self, case_party},
    },
    consents::{actions::withdraw, rules::Withdrawal},
    db::Db,
    kernel::{code::Code, lang::Lang},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    referrals::rules::ReturnReason,
};

crate::on_both!(
    the_timeline_tells_states_consents_and_meetings_only,
    a_page_is_of_one_moment_and_a_withdrawal_shuts_the_next_one,
    a_page_that_is_made_or_given_up_gives_its_read_back,
    what_was_read_to_open_a_case_counts_unless_someone_has_written_in_it,
    lists_hide_district_parties_and_other_cases,
    a_protected_name_is_in_no_list,
    a_contact_of_another_agency_sees_no_name_where_the_consent_names_others,
    the_list_and_the_page_tell_the_same_step,
    the_bar_says_that_the_consent_is_gone,
    a_page_that_only_the_consent_shuts_says_so_to_those_who_know_of_the_case,
    what_was_said_at_the_end_is_shown_to_those_who_see_the_case,
);

async fn the_timeline_tells_states_consents_and_meetings_only(world: World) {
    let Full { case, coordinator, referrer, .. } = full(&world).await;
    let at = format!("/cases/{case}");
    coordinator.post(&format!("{at}/lots/ask"), &[("stage", "meeting")]).await.expect(303);
    coordinator.post(&format!("{at}/follow-ups/2/tried"), &[]).await.expect(303);
    coordinator.post(&format!("{at}/work-training/request"), &[]).await.expect(303);
    let hidden = [
        EventCode::PlanWritten,
        EventCode::ActivityAdded,
        EventCode::PlanRevised,
        EventCode::LotsAsked,
        EventCode::FollowUpTried,
        EventCode::PlacementRequested,
    ];
    let timeline = |page: &crate::support::Answer| page.text("[aria-labelledby=events]");
    let told = timeline(&coordinator.get(&at).await.expect(200));
    for event in hidden {
        assert!(told.contains(event.words().get(Lang::Sv)), "{event} is told with a consent");
    }
    assert!(told.contains("vid teammötet") && told.contains("2 månader"), "which, too: {told}");
    let referrers = world.login(&referrer).await;
    coordinator.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect(303);
    let kept = [EventCode::ReferralSubmitted, EventCode::PlanEstablished, EventCode::ConsentWithdrawn];
    for client in [&coordinator, &referrers] {
        let page = client.get(&at).await.expect(200);
        let told = timeline(&page);
        for event in hidden {
            assert!(!told.contains(event.words().get(Lang::Sv)), "{event} is told without a consent: {told}");
        }
        for event in kept {
            assert!(told.contains(event.words().get(Lang::Sv)), "{event} is kept: {told}");
        }
        assert!(!page.text("ol.steps").contains("Uppföljning 2 mån klart"));
        assert!(!page.text(".turn, .turn.calm, .turn.late").contains("Gör uppföljningen"), "nor the follow-up's day");
        let all = client.get(&format!("{at}/events")).await.expect(200).body();
        assert!(!all.contains(EventCode::LotsAsked.words().get(Lang::Sv)), "nor on the page of all events");
    }
}

async fn a_page_is_of_one_moment_and_a_withdrawal_shuts_the_next_one(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let actor = super::scope::actor_of(&world, &world.user(Role::Coordinator, None).await).await;
    let case = async |protected| {
        let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg]) };
        world.case(of).await
    };
    let (withdrawn, shut) = (case(false).await, case(false).await);
    // each part of a page asks by itself
    let part = async |request: &Db, case| {
        let tx = request.read().await.expect("a read begins");
        let facts = look(&tx, &actor, case).await.expect("the coordinator knows of it");
        (sight(&actor, &facts).map(|s| s.1), facts.protected_identity)
    };
    let (earlier, later) = (world.db.for_request(), world.db.for_request());
    assert_eq!(part(&earlier, withdrawn).await, (Some(Sight::Whole), false));
    withdraw(&world.db, &actor, withdrawn, Withdrawal::Everything).await.expect("withdrawn");
    // a referral in another case says that the identity is protected
    world.tamper("UPDATE participant SET protected_identity = true").await.expect("protected");
    for case in [withdrawn, shut] {
        assert_eq!(part(&earlier, case).await, (Some(Sight::Whole), false), "half a page would tell of what it hides");
    }
    assert_eq!(part(&later, withdrawn).await.0, Some(Sight::Shell), "a page that is begun afterwards");
    assert_eq!(part(&later, shut).await, (Some(Sight::Whole), true));
    // and one that writes: from then on it reads what there is
    app::cases::actions::open(&earlier, &actor, withdrawn).await.expect("opened");
    assert_eq!(part(&earlier, withdrawn).await.0, Some(Sight::Shell));
}

async fn a_page_that_is_made_or_given_up_gives_its_read_back(world: World) {
    let mut kept = Vec::new();
    // more than there are connections to read with, each request as long as its page takes to be sent
    for _ in 0..20 {
        let request = world.db.for_request();
        let page = request.page();
        let part = request.read().await.expect("a read begins");
        drop(page);
        drop(part);
        let late = request.read().await.expect("a part that comes when the page is given up reads alone");
        drop(late);
        kept.push(request);
    }
    assert_eq!(kept.len(), 20);
}

async fn what_was_read_to_open_a_case_counts_unless_someone_has_written_in_it(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let actor = super::scope::actor_of(&world, &world.user(Role::Coordinator, None).await).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    app::cases::actions::open(&world.db, &actor, case).await.expect("its log has begun");
    let opened = async || {
        let request = world.db.for_request();
        app::cases::actions::open(&request, &actor, case).await.expect("opened");
        request
    };
    let seen = async |request: Db| {
        let tx = request.read().await.expect("a read begins");
        let facts = look(&tx, &actor, case).await.expect("the coordinator knows of it");
        let row = app::cases::store::row(&tx, &facts).await.expect("its row");
        (sight(&actor, &facts).map(|s| s.1), row.number)
    };
    let number = "2026-9999".to_owned();
    let quiet = opened().await;
    // past every rule: that nobody has written in the case is known by its log
    world.tamper(&format!("UPDATE cases SET number = '{number}'")).await.expect("changed");
    let (sight, before) = seen(quiet).await;
    assert_eq!(sight, Some(Sight::Whole));
    assert_ne!(before, number, "as it was when it was opened");
    let disturbed = opened().await;
    withdraw(&world.db, &actor, case, Withdrawal::Everything).await.expect("withdrawn");
    assert_eq!(seen(disturbed).await, (Some(Sight::Shell), number), "what another request wrote is read");
}

async fn lists_hide_district_parties_and_other_cases(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let district = world.district(world.home().await, "Biskopsgården").await;
    let of = |state, consent| CaseOf::new(&referrer, state, consent);
    let waiting = world.case(of(StateCode::InQueue, &[])).await;
    let shown = world.case(of(StateCode::InQueue, &[Party::Jobbtorg])).await;
    for case in [waiting, shown] {
        change(&world, case, |c| c.district_id = Some(district)).await;
        let asked = case_party::Model {
            case_id: case,
            party: Party::HealthCare,
            asked_for: true,
            involved: false,
            handler_sealed: None,
        };
        world.insert(asked).await;
    }
    let client = world.login_as(Role::Coordinator).await;
    for path in ["/queue".to_owned(), format!("/queue?district={district}")] {
        let rows = client.get(&path).await.expect(200).texts("table.work tbody tr");
        let with = |words: &str| rows.iter().filter(|r| r.contains(words)).count();
        assert_eq!(
            (with("Biskopsgården"), with("Hälso- och sjukvård") + with("hälso- och sjukvård")),
            (1, 1),
            "{rows:?}"
        );
        assert_eq!(rows.len(), if path.contains('?') { 1 } else { 2 }, "whose district is hidden is not found by it");
    }
    // the same person twice: told with a consent in force only
    let (first, second) = (world.case(of(StateCode::Submitted, &[])).await, world.case(of(StateCode::Met, &[])).await);
    let mut person = None;
    change(&world, second, |c| person = Some(c.participant_id)).await;
    change(&world, first, |c| c.participant_id = person.expect("a participant")).await;
    let words = app::referrals::texts::ALREADY_A_CASE.get(Lang::Sv);
    for path in ["/", "/inbox"] {
        assert!(!client.get(path).await.expect(200).body().contains(words), "{path}");
    }
    world.consent(first, &[Party::Jobbtorg]).await;
    assert!(client.get("/").await.expect(200).body().contains(words));
}

async fn a_protected_name_is_in_no_list(world: World) {
    let closed = world.unit_where(world.agency(Party::Jobbtorg).await, false).await;
    let referrer = world.user(Role::Referrer, closed).await;
    let mut all = Vec::new();
    for protected in [false, true] {
        for consent in [&[][..], &[Party::HealthCare][..]] {
            let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::InQueue, consent) };
            all.push((world.case(of).await, protected));
        }
    }
    // coordinator, and referrer in the same unit, which does not cover for colleagues
    let both = world.user(Role::Coordinator, None).await;
    world.grant(&both, Role::Referrer, Some(closed)).await;
    for person in [&both, &referrer] {
        world.change_account(person, |a| a.shows_names = true).await;
        let client = world.login(person).await;
        for path in ["/", "/cases", "/queue"] {
            let body = client.get(path).await.body();
            assert!(!body.contains("Younes Ahmadi · protected"), "{path}");
        }
        let actor = app::access::Actor { shows_names: true, ..super::scope::actor_of(&world, person).await };
        let tx = world.db.read().await.expect("a read begins");
        let ids: Vec<_> = all.iter().map(|c| c.0).collect();
        let labels = labels(&tx, &actor, &ids).await.expect("labels");
        for (case, protected) in &all {
            let facts = store::find(&tx, actor.association, *case, false).await.expect("read").expect("the case");
            let seen = sight(&actor, &facts).is_some_and(|(_, s)| s >= Sight::Referral);
            let who = labels.get(case).and_then(|l| l.who.as_deref());
            let right = seen.then_some(if *protected { "Y.A." } else { "Younes Ahmadi" });
            assert_eq!(who, right, "the list says what the policy lets be seen");
        }
    }
}

async fn a_contact_of_another_agency_sees_no_name_where_the_consent_names_others(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let unit = world.unit(world.agency(Party::SocialInsurance).await).await;
    let contact = world.user(Role::Referrer, unit).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::CompletionRequested, &[Party::Jobbtorg])).await;
    hand_over(&world, case, &contact).await;
    world.change_account(&contact, |a| a.shows_names = true).await;
    let client = world.login(&contact).await;
    let shell = client.get(&format!("/cases/{case}")).await.expect(200).body();
    assert!(shell.contains("Samtycket gäller inte din myndighet."), "one is in force, for others");
    assert!(!shell.contains("Inget samtycke gäller just nu."));
    for path in ["/", "/cases", "/referrals"] {
        let page = client.get(path).await.expect(200).body();
        assert!(page.contains(&case.to_string()), "{path} lists the case");
        assert!(!page.contains("Younes") && !page.contains("Y.A."), "{path} names the person");
    }
    for list in ["cases", "referrals"] {
        let to = client.post("/cases/search", &[("list", list), ("words", "Ahmadi")]).await.location();
        assert!(!client.get(&to).await.body().contains(&case.to_string()), "nor is the person found in {list}");
    }
    let actor = super::scope::actor_of(&world, &contact).await;
    let tx = world.db.read().await.expect("a read begins");
    let label = labels(&tx, &actor, &[case]).await.expect("labels").remove(&case).expect("the label");
    assert_eq!((label.who, label.opens), (None, false));
    drop(tx);
    // why it was returned may be about the person's health
    change(&world, case, |c| {
        c.state = StateCode::Returned;
        c.return_reason = Some(ReturnReason::RelapseOrIllness);
    })
    .await;
    let why = ReturnReason::RelapseOrIllness.words().get(Lang::Sv);
    for path in ["/".to_owned(), format!("/cases/{case}")] {
        let page = client.get(&path).await.expect(200).body();
        assert!(page.contains(&case.to_string()) && !page.contains(why), "{path}");
    }
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(coordinator.get(&format!("/cases/{case}")).await.body().contains(why), "a consent is in force");
    world.tamper("DELETE FROM consent_party").await.expect("no consent any more");
    assert!(!coordinator.get(&format!("/cases/{case}")).await.expect(200).body().contains(why));
}

async fn the_list_and_the_page_tell_the_same_step(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let (named, others) = ([Party::Jobbtorg], [Party::HealthCare]);
    let client = world.login(&referrer).await;
    // who is not told of follow-ups reads that the case goes on, and that it is nobody's turn in particular
    let told = ("lotsen", "Nu ska lotsen göra uppföljningen");
    let not_told = ("alla", "Ärendet pågår");
    let gone = ("koordinatorn", "Nu ska koordinatorn be anmälaren fråga om ett nytt samtycke, eller avsluta ärendet");
    for (consent, (whose, title)) in [(&named[..], told), (&others[..], not_told), (&[][..], gone)] {
        let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, consent)).await;
        world.follow_up(case, 3).await;
        let turn = client.get(&format!("/cases/{case}")).await.expect(200).text(".turn");
        assert!(turn.contains(title), "{turn}");
        let row = format!("tr:has(a[href='/cases/{case}'])");
        let listed = client.get("/referrals").await.expect(200).text(&row);
        assert!(listed.contains(whose), "{listed}");
    }
    // a meeting that has begun waits for its outcome, on its own day already
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &named)).await;
    let team = world.team(referrer.association, &named).await;
    world.meeting(case, world.slot(team, 0).await, MeetingOutcome::Booked).await;
    let row = format!("tr:has(a[href='/cases/{case}'])");
    let coordinator = world.login_as(Role::Coordinator).await;
    let turn = async || coordinator.get(&format!("/cases/{case}")).await.expect(200).text(".turn");
    assert!(turn().await.contains("Teammötet är bokat"));
    assert!(client.get("/referrals").await.text(&row).contains("alla"));
    world.pass(chrono::Duration::minutes(20));
    assert!(turn().await.contains("Din tur: registrera hur mötet gick"), "{}", turn().await);
    assert!(client.get("/referrals").await.text(&row).contains("koordinatorn"));
}

async fn the_bar_says_that_the_consent_is_gone(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    let team = world.team(referrer.association, &[Party::Jobbtorg]).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let (at, client) = (format!("/cases/{case}"), world.login_as(Role::Coordinator).await);
    let referrers = world.login(&referrer).await;
    let prepares = "Förbered deltagaren inför teammötet";
    assert!(client.get(&at).await.expect(200).text(".turn.calm").contains("Teammötet är bokat"));
    assert!(referrers.get("/").await.expect(200).body().contains(prepares));
    client.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect(303);
    let page = client.get(&at).await.expect(200);
    assert!(
        page.text(".turn").contains("Din tur: ställ in mötet, eller registrera ett nytt samtycke"),
        "{}",
        page.text(".turn")
    );
    assert!(page.has(&format!(".turn a[href='{at}/cancel-meeting']")) && !page.has(".turn.calm"));
    assert!(!referrers.get("/").await.expect(200).body().contains(prepares), "there is no meeting to prepare for");
    client.post(&format!("{at}/cancel-meeting"), &[("reason", "consent_withdrawn")]).await.expect(303);
    let page = client.get(&at).await.expect(200);
    assert!(
        page.text(".turn").contains("Din tur: be anmälaren fråga om ett nytt samtycke, eller avsluta ärendet"),
        "{}",
        page.text(".turn")
    );
    assert!(page.has(&format!(".turn a[href='{at}/consents/new']")), "not to book: that can't be done");
}

async fn a_page_that_only_the_consent_shuts_says_so_to_those_who_know_of_the_case(world: World) {
    let Full { case, coordinator, referrer, .. } = full(&world).await;
    let at = format!("/cases/{case}");
    let (own, stranger) = (world.login(&referrer).await, world.login_as(Role::Referrer).await);
    coordinator.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect(303);
    let why = "Samtycket räcker inte för det här";
    for page in ["/plan", "/book", "/plan/revisions"] {
        let body = coordinator.get(&format!("{at}{page}")).await.expect(403).body();
        assert!(body.contains(why) && !body.contains("ingår inte i dina uppgifter"), "{page}");
    }
    assert!(own.get(&format!("{at}/plan")).await.expect(403).body().contains(why));
    stranger.get(&format!("{at}/plan")).await.expect(404);
    // what is not theirs with a consent either is told so
    let told = coordinator.post_json(&format!("{at}/take-over"), &[]).await.body();
    assert!(!told.contains("samtycke"), "{told}");
}

async fn what_was_said_at_the_end_is_shown_to_those_who_see_the_case(world: World) {
    let Full { case, coordinator, .. } = full(&world).await;
    let today = world.clock.today().to_string();
    let fields =
        [("on", today.as_str()), ("reason", "2"), ("livelihood", "sickness_benefit"), ("words", "Han ringer i mars.")];
    coordinator.post_sure(&format!("/cases/{case}/close"), &fields).await.expect(303);
    let page = coordinator.get(&format!("/cases/{case}")).await.expect(200);
    let ended = page.text("[aria-labelledby=ended]");
    assert!(ended.contains("Han ringer i mars.") && ended.contains("sjukpenning"), "{ended}");
    assert!(page.text(".consent").contains("på papper"), "how the consent was given");
    // the consent lasts until the case closes
    world.pass(chrono::Duration::days(1));
    let coordinator = world.login_as(Role::Coordinator).await;
    let page = coordinator.get(&format!("/cases/{case}")).await.expect(200).body();
    assert!(!page.contains("Younes") && !page.contains("Han ringer i mars.") && !page.contains("sjukpenning"));
    // the day is part of the state; the form told that the rest can be read for so long
    let ended = coordinator.get(&format!("/cases/{case}")).await.text("[aria-labelledby=ended]");
    assert!(ended.contains("Avslutat den") && !ended.contains("rehabilitering"), "{ended}");
}
