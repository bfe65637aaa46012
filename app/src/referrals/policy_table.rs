//! Role × verb × own or foreign × consent, for referrals, consents and participants.
use super::{
    policy::{
        AcceptReferral, AnswerCompletion, AskForCompletion, HandOver, ReturnReferral, SubmitDraft, TakeOverReferral,
        WithdrawReferral, WriteDraft, may_become_contact, sees_duplicates,
    },
    store::DraftFacts,
};
use crate::{
    access::{Actor, Grant, Role, SeatHeld, Verb, Verdict, actor::UnitOf},
    cases::{
        policy::{CaseFacts, MeetingFacts},
        rules::{CaseState, Track},
    },
    consents::{
        policy::{RecordConsent, WithdrawConsent},
        rules::{ConsentInForce, Given},
    },
    kernel::{
        id::{AgencyId, AssociationId, CaseId, ParticipantId, ReferralId, SessionId, TeamId, UnitId, UserId},
        lang::Lang,
    },
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    participants::policy::{OpenParticipant, ParticipantFacts},
    teams::rules::HolderKind,
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

const HOME: AssociationId = AssociationId(Uuid::from_u128(1));
const TEAM: TeamId = TeamId(Uuid::from_u128(2));
const UNIT: UnitId = UnitId(Uuid::from_u128(3));
const REFERRER: UserId = UserId(Uuid::from_u128(4));
const LOTS: UserId = UserId(Uuid::from_u128(5));
const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

fn day() -> NaiveDate {
    NOW.date_naive()
}

fn actor(n: u128, role: Role, unit: Option<u128>) -> Actor {
    let unit = unit.map(|n| UnitOf {
        unit: UnitId(Uuid::from_u128(n)),
        agency: AgencyId(Uuid::nil()),
        party: Party::Jobbtorg,
        covers_colleagues: true,
    });
    Actor {
        user: UserId(Uuid::from_u128(n)),
        session: SessionId(Uuid::nil()),
        association: HOME,
        association_name: String::new(),
        name: String::new(),
        lang: Lang::Sv,
        shows_names: false,
        grants: vec![Grant { role, unit }],
        seats: vec![],
        today: day(),
    }
}

/// Everyone who may stand before a case: the referrer, a colleague, another agency's, and each other task.
fn people() -> [(&'static str, Actor); 9] {
    let seat =
        SeatHeld { team: TEAM, party: Party::HealthCare, kind: HolderKind::Representative, from: day(), until: None };
    [
        ("referrer", actor(4, Role::Referrer, Some(3))),
        ("colleague", actor(20, Role::Referrer, Some(3))),
        ("another agency", actor(21, Role::Referrer, Some(99))),
        ("coordinator", actor(22, Role::Coordinator, None)),
        (
            "foreign coordinator",
            Actor { association: AssociationId(Uuid::max()), ..actor(23, Role::Coordinator, None) },
        ),
        ("representative", Actor { seats: vec![seat], ..actor(24, Role::Representative, Some(98)) }),
        ("lots", actor(5, Role::Lots, None)),
        ("office", actor(25, Role::Office, None)),
        ("administrator", actor(26, Role::Administrator, None)),
    ]
}

fn case(consent: bool) -> CaseFacts {
    let parties = vec![Party::Jobbtorg, Party::HealthCare];
    let given = Given { given_on: day(), valid_until: day(), withdrawn: !consent, parties };
    CaseFacts {
        id: CaseId(Uuid::nil()),
        association: HOME,
        participant: ParticipantId(Uuid::nil()),
        number: String::new(),
        track: Track::TeamMeeting,
        state: CaseState::Submitted,
        state_since: NOW,
        submitted_at: NOW,
        referrer: REFERRER,
        unit: UNIT,
        unit_covers: true,
        referring_party: Party::Jobbtorg,
        contact_elsewhere: false,
        protected_identity: false,
        consent: ConsentInForce::of(&[given], day()),
        meetings: vec![MeetingFacts { team: TEAM, day: day(), outcome: MeetingOutcome::Booked, stepping_in: vec![] }],
        activity_parties: vec![],
        lots: vec![LOTS],
        follow_up_due: false,
        work_training: false,
        today: day(),
    }
}

/// One letter each: yes, no, hidden; in the order of [`people`].
fn row<V: Verb>(facts: &V::Facts) -> String {
    let letter = |(_, actor): &(&str, Actor)| match V::allows(actor, facts) {
        Verdict::Yes(_) => 'y',
        Verdict::No => 'n',
        Verdict::Hidden => '-',
    };
    people().iter().map(letter).collect()
}

#[test]
fn deeds_on_a_referral() {
    // in the order: referrer, colleague, another agency, coordinator, foreign one, representative, lots, office, administrator
    let (with, without) = (case(true), case(false));
    assert_eq!(row::<AskForCompletion>(&with), "nn-y-nn--");
    assert_eq!(row::<AcceptReferral>(&with), "nn-y-nn--");
    assert_eq!(row::<ReturnReferral>(&with), "nn-y-nn--");
    assert_eq!(row::<AnswerCompletion>(&with), "yy-n-nn--");
    assert_eq!(row::<WithdrawReferral>(&with), "yy-n-nn--");
    assert_eq!(row::<TakeOverReferral>(&with), "ny-n-nn--");
    assert_eq!(row::<HandOver>(&with), "nn-y-nn--");
    assert_eq!(row::<HandOver>(&without), "nn-y-----");
    assert_eq!(row::<AskForCompletion>(&without), "nn-n-----");
    assert_eq!(row::<AcceptReferral>(&without), "nn-n-----");
    assert_eq!(row::<ReturnReferral>(&without), "nn-y-----");
    assert_eq!(row::<AnswerCompletion>(&without), "yy-n-----");
    assert_eq!(row::<WithdrawReferral>(&without), "yy-n-----");
    assert_eq!(row::<TakeOverReferral>(&without), "ny-n-----");
}

#[test]
fn a_unit_that_does_not_cover_hides_the_case_from_colleagues() {
    let alone = CaseFacts { unit_covers: false, ..case(true) };
    assert_eq!(row::<WithdrawReferral>(&alone), "y--n-nn--");
    assert_eq!(row::<TakeOverReferral>(&alone), "n--n-nn--");
}

#[test]
fn another_agency_takes_a_case_over_only_where_the_consent_names_its_party() {
    // same agency or not, its party, a consent in force or not
    let table = [
        (true, Party::SocialInsurance, true, true),
        (true, Party::SocialInsurance, false, true),
        (false, Party::HealthCare, true, true),
        (false, Party::HealthCare, false, false),
        (false, Party::SocialInsurance, true, false),
    ];
    for (same, party, consent, may) in table {
        assert_eq!(may_become_contact(&case(consent), same, party), may, "{same} {party} {consent}");
        let protected = CaseFacts { protected_identity: true, ..case(consent) };
        assert_eq!(may_become_contact(&protected, same, party), may, "protected: {same} {party} {consent}");
    }
}

#[test]
fn a_contact_of_another_agency_reads_what_it_did_not_write_only_by_the_consent() {
    let theirs = |consent| CaseFacts { contact_elsewhere: true, referring_party: Party::HealthCare, ..case(consent) };
    assert_eq!(row::<AnswerCompletion>(&theirs(true)), "yy-n-nn--");
    assert_eq!(row::<AnswerCompletion>(&theirs(false)), "nn-n-----");
    let shut = ParticipantFacts { id: ParticipantId(Uuid::nil()), association: HOME, cases: vec![theirs(false)] };
    assert_eq!(row::<OpenParticipant>(&shut), "nn-n-----");
    assert_eq!(row::<WithdrawReferral>(&theirs(false)), "yy-n-----");
}

#[test]
fn consents_are_recorded_by_those_responsible_and_withdrawn_by_whoever_sees_the_case() {
    assert_eq!(row::<RecordConsent>(&case(true)), "yy-y-nn--");
    assert_eq!(row::<RecordConsent>(&case(false)), "yy-y-----");
    assert_eq!(row::<WithdrawConsent>(&case(true)), "yy-y-yy--");
    assert_eq!(row::<WithdrawConsent>(&case(false)), "yy-y-----");
}

#[test]
fn a_participant_opens_through_a_case_of_which_one_sees_more_than_the_shell() {
    let of = |cases| ParticipantFacts { id: ParticipantId(Uuid::nil()), association: HOME, cases };
    assert_eq!(row::<OpenParticipant>(&of(vec![case(true)])), "yy-y-yy--");
    assert_eq!(row::<OpenParticipant>(&of(vec![case(false)])), "yy-n-----");
    assert_eq!(row::<OpenParticipant>(&of(vec![])), "---------");
}

#[test]
fn another_case_of_the_person_is_told_to_coordinators_with_a_consent_in_force() {
    let told = |f: &CaseFacts| -> Vec<&str> {
        people().iter().filter(|(_, actor)| sees_duplicates(actor, f)).map(|(who, _)| *who).collect()
    };
    assert_eq!(told(&case(true)), ["coordinator"]);
    assert_eq!(told(&case(false)), [""; 0]);
}

#[test]
fn a_draft_is_its_authors_alone() {
    let draft = DraftFacts {
        id: ReferralId(Uuid::nil()),
        association: HOME,
        author: REFERRER,
        unit: UNIT,
        values: vec![],
        made_at: NOW,
        changed_at: NOW,
    };
    assert_eq!(row::<WriteDraft>(&draft), "y--------");
    assert_eq!(row::<SubmitDraft>(&draft), "y--------");
    let moved = DraftFacts { unit: UnitId(Uuid::max()), ..draft };
    assert_eq!(row::<WriteDraft>(&moved), "y--------");
    assert_eq!(row::<SubmitDraft>(&moved), "n--------");
}
