//! What must hold between the rows of a register, and what is merely listed. Pure.
use super::{
    codes::{ActivityStatus, FollowUpResult, Months, Outcome, Stage, Status},
    register::{FollowUp, Meeting, Person, Placement, Referral, Register, Row, months_number},
    report::{Difference, DifferenceKind, Expected, Faults, File},
    slots::slot_starts,
    texts,
};
use crate::{
    kernel::{code::Code, lang::Text, local_time},
    meetings::rules::DEFAULT_CAPACITY,
};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// What the rows of one case say together.
#[derive(Default)]
struct CaseRows<'a> {
    referral: Option<&'a Row<Referral>>,
    meetings: Vec<&'a Row<Meeting>>,
    follow_ups: Vec<&'a Row<FollowUp>>,
    activities: Vec<ActivityStatus>,
    open_lots: usize,
}

impl CaseRows<'_> {
    fn held(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let held = self.meetings.iter().filter(|m| m.outcome == Outcome::Held);
        held.map(|m| local_time::local_day(m.starts_at))
    }
}

type Cases<'a> = HashMap<&'a str, CaseRows<'a>>;

fn by_case(register: &Register) -> Cases<'_> {
    let mut cases: Cases<'_> = HashMap::with_capacity(register.referrals.len());
    for row in &register.referrals {
        cases.insert(&row.case, CaseRows { referral: Some(row), ..CaseRows::default() });
    }
    // rows of an unknown case are told as such, and left out here
    for row in &register.meetings {
        if let Some(case) = cases.get_mut(row.case.as_str()) {
            case.meetings.push(row);
        }
    }
    for row in &register.follow_ups {
        if let Some(case) = cases.get_mut(row.case.as_str()) {
            case.follow_ups.push(row);
        }
    }
    for row in &register.activities {
        if let Some(case) = cases.get_mut(row.case.as_str()) {
            case.activities.push(row.status);
        }
    }
    cases
}

/// Notes every contradiction.
pub fn check(register: &Register, faults: &mut Faults) {
    let mut cases = by_case(register);
    references(register, &cases, faults);
    for row in &register.referrals {
        if let Some(case) = cases.get(row.case.as_str()) {
            referral(row, case, faults);
        }
    }
    meetings(register, &cases, faults);
    follow_ups(register, &cases, faults);
    lots(register, &mut cases, faults);
    for row in &register.placements {
        placement(row, &cases, faults);
    }
}

fn references(register: &Register, cases: &Cases<'_>, faults: &mut Faults) {
    let agencies: HashSet<&str> = register.agencies.iter().map(|a| a.code.as_str()).collect();
    let teams: HashSet<&str> = register.teams.iter().map(|t| t.code.as_str()).collect();
    for row in &register.referrals {
        if !row.agency.is_empty() && !agencies.contains(row.agency.as_str()) {
            faults.add(File::Referrals, row.line, "agency_code", &row.agency, texts::UNKNOWN_AGENCY);
        }
    }
    for row in &register.meetings {
        if !row.team.is_empty() && !teams.contains(row.team.as_str()) {
            faults.add(File::Meetings, row.line, "team_code", &row.team, texts::UNKNOWN_TEAM);
        }
    }
    let mut known = |file, line, case: &str| {
        if !case.is_empty() && !cases.contains_key(case) {
            faults.add(file, line, "case_ref", case, texts::UNKNOWN_CASE);
        }
    };
    register.meetings.iter().for_each(|r| known(File::Meetings, r.line, &r.case));
    register.activities.iter().for_each(|r| known(File::Activities, r.line, &r.case));
    register.follow_ups.iter().for_each(|r| known(File::FollowUps, r.line, &r.case));
    register.lots.iter().for_each(|r| known(File::Lots, r.line, &r.case));
    register.placements.iter().for_each(|r| known(File::Placements, r.line, r.case.as_deref().unwrap_or_default()));
}

fn referral(row: &Row<Referral>, case: &CaseRows<'_>, faults: &mut Faults) {
    let mut wrong = |column: &str, value: String, expected: Expected| {
        faults.add(File::Referrals, row.line, column, &value, expected);
    };
    let plain = |text: Text| Expected::from(text);
    let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let closed = row.status == Status::Closed;
    if row.status == Status::Met && case.held().next().is_none() {
        wrong("status", row.status.to_string(), plain(texts::NEEDS_MEETING));
    }
    if (row.status == Status::Returned) != row.return_reason.is_some() {
        let value = row.return_reason.map(|r| r.to_string()).unwrap_or_default();
        wrong("return_reason", value, plain(texts::ONLY_RETURNED));
    }
    if closed != row.closed_on.is_some() {
        wrong("closed_on", day(row.closed_on), plain(texts::ONLY_CLOSED));
    }
    if closed != row.end_reason.is_some() {
        wrong("end_reason", row.end_reason.map(|r| r.to_string()).unwrap_or_default(), plain(texts::ONLY_CLOSED));
    }
    if !closed && !row.livelihood_end.is_empty() {
        wrong("livelihood_end", row.livelihood_end[0].to_string(), plain(texts::ONLY_WHEN_CLOSED));
    }
    if let Some(consent) = row.consent.as_ref().filter(|c| c.on > row.submitted_on) {
        let expected = Expected::with(texts::NOT_BEFORE, format!("consent_on ({})", consent.on));
        wrong("submitted_on", row.submitted_on.to_string(), expected);
    }
    if let Some(on) = row.closed_on {
        let last = case.held().max().map_or(row.submitted_on, |held| held.max(row.submitted_on));
        if on < last {
            wrong("closed_on", on.to_string(), Expected::with(texts::NOT_BEFORE, last.to_string()));
        }
    }
    if let Some(identity) = row.person.identity.filter(|i| i.birth_date() > row.submitted_on) {
        wrong("identity_number", identity.formatted(), plain(texts::IDENTITY_DATE));
    }
}

fn meetings(register: &Register, cases: &Cases<'_>, faults: &mut Faults) {
    for row in &register.meetings {
        let Some(referral) = cases.get(row.case.as_str()).and_then(|c| c.referral) else { continue };
        let started = row.cells.get(2).cloned().unwrap_or_default();
        if local_time::local_day(row.starts_at) < referral.submitted_on {
            let expected = Expected::with(texts::NOT_BEFORE, format!("submitted_on ({})", referral.submitted_on));
            faults.add(File::Meetings, row.line, "starts_at", &started, expected);
        }
        let may_have_met = matches!(referral.status, Status::Met | Status::Closed);
        if row.outcome == Outcome::Held && !may_have_met {
            faults.add(File::Meetings, row.line, "outcome", row.outcome.code(), texts::MEETING_NEEDS_MET);
        }
    }
    let mut teams: HashMap<&str, Vec<&Row<Meeting>>> = HashMap::new();
    for row in &register.meetings {
        teams.entry(&row.team).or_default().push(row);
    }
    for rows in teams.values_mut() {
        rows.sort_by_key(|r| r.starts_at);
        let times: Vec<_> = rows.iter().map(|r| r.starts_at).collect();
        let starts = slot_starts(&times);
        let capacity = usize::try_from(DEFAULT_CAPACITY).unwrap_or_default();
        for (at, row) in rows.iter().enumerate() {
            // one is told a slot: the first that finds no room
            if at >= capacity && starts[at - capacity] == starts[at] {
                let begins = local_time::to_local(starts[at]).format("%Y-%m-%d %H:%M").to_string();
                let started = row.cells.get(2).cloned().unwrap_or_default();
                let expected = Expected::with(texts::THIRD_IN_SLOT, begins);
                faults.add(File::Meetings, row.line, "starts_at", &started, expected);
            }
        }
    }
}

fn follow_ups(register: &Register, cases: &Cases<'_>, faults: &mut Faults) {
    for row in &register.follow_ups {
        let Some(case) = cases.get(row.case.as_str()) else { continue };
        match case.held().min() {
            None => faults.add(File::FollowUps, row.line, "case_ref", &row.case, texts::FOLLOW_UP_NEEDS_MEETING),
            Some(met) => {
                if let Some(done) = row.done_on.filter(|d| *d < met) {
                    let expected = Expected::with(texts::NOT_BEFORE, format!("starts_at ({met})"));
                    faults.add(File::FollowUps, row.line, "done_on", &done.to_string(), expected);
                }
            }
        }
    }
}

fn lots(register: &Register, cases: &mut Cases<'_>, faults: &mut Faults) {
    for row in &register.lots {
        let Some(case) = cases.get_mut(row.case.as_str()) else { continue };
        let Some(referral) = case.referral else { continue };
        if row.asked_on < referral.submitted_on {
            let expected = Expected::with(texts::NOT_BEFORE, format!("submitted_on ({})", referral.submitted_on));
            faults.add(File::Lots, row.line, "asked_on", &row.asked_on.to_string(), expected);
        }
        if let Some(ended) = row.ended_on.filter(|e| *e < row.asked_on) {
            let expected = Expected::with(texts::NOT_BEFORE, format!("asked_on ({})", row.asked_on));
            faults.add(File::Lots, row.line, "ended_on", &ended.to_string(), expected);
        }
        if row.ended_on.is_none() {
            case.open_lots += 1;
            if case.open_lots > 1 {
                faults.add(File::Lots, row.line, "ended_on", "", texts::ONE_OPEN_LOTS);
            }
        }
    }
}

fn placement(row: &Row<Placement>, cases: &Cases<'_>, faults: &mut Faults) {
    let (started, ended) = match row.stage {
        Stage::Started => (Some(true), Some(false)),
        Stage::Ended => (Some(true), Some(true)),
        // the day on which it was stopped may be unknown
        Stage::StoppedBeforeStart => (Some(false), None),
        Stage::Requested | Stage::InformationMeeting | Stage::Mapping | Stage::StudyVisit => (Some(false), Some(false)),
    };
    for (column, needs, day) in [("started_on", started, row.started_on), ("ended_on", ended, row.ended_on)] {
        if needs.is_some_and(|needs| needs != day.is_some()) {
            let text = if day.is_some() { texts::STAGE_FORBIDS } else { texts::STAGE_NEEDS };
            let value = day.map(|d| d.to_string()).unwrap_or_default();
            faults.add(File::Placements, row.line, column, &value, Expected::with(text, row.stage.code()));
        }
    }
    if row.end_reason.is_some() && row.stage != Stage::Ended {
        let value = row.end_reason.map(|r| r.to_string()).unwrap_or_default();
        let expected = Expected::with(texts::STAGE_FORBIDS, row.stage.code());
        faults.add(File::Placements, row.line, "end_reason", &value, expected);
    }
    let days = [
        ("requested_on", Some(row.requested_on)),
        ("information_meeting_on", row.information_meeting_on),
        ("started_on", row.started_on),
        ("ended_on", row.ended_on),
    ];
    let known: Vec<(&str, NaiveDate)> = days.iter().filter_map(|(c, d)| d.map(|d| (*c, d))).collect();
    for pair in known.windows(2) {
        if pair[1].1 < pair[0].1 {
            let expected = Expected::with(texts::NOT_BEFORE, format!("{} ({})", pair[0].0, pair[0].1));
            faults.add(File::Placements, row.line, pair[1].0, &pair[1].1.to_string(), expected);
        }
    }
    let referral = row.case.as_deref().and_then(|c| cases.get(c)).and_then(|c| c.referral);
    let of_case = referral.and_then(|r| r.person.identity);
    if let (Some(own), Some(of_case)) = (row.person.identity, of_case)
        && own != of_case
    {
        faults.add(File::Placements, row.line, "identity_number", &own.formatted(), texts::OTHER_PERSON);
    }
}

/// What is taken in as it stands, and listed.
pub fn differences(register: &Register) -> Vec<Difference> {
    let mut differences = responsible_without_consent(register);
    differences.extend(results(register));
    differences.extend(other_person_data(register));
    differences.extend(districts_without_team(register));
    differences
}

fn responsible_without_consent(register: &Register) -> Vec<Difference> {
    let named: HashMap<&str, _> =
        register.referrals.iter().map(|r| (r.case.as_str(), r.consent.as_ref().map(|c| &c.parties))).collect();
    let unnamed = |row: &&Row<super::register::Activity>| {
        let parties = named.get(row.case.as_str()).copied().flatten();
        row.responsible.party().is_some_and(|p| parties.is_none_or(|parties| !parties.contains(&p)))
    };
    let of = |row: &Row<super::register::Activity>| {
        let parties = named.get(row.case.as_str()).copied().flatten();
        let parties: Vec<&str> = parties.into_iter().flatten().map(|p| p.code()).collect();
        Difference {
            kind: DifferenceKind::ResponsibleWithoutConsent,
            file: File::Activities,
            line: row.line,
            reference: row.case.clone(),
            register: row.responsible.code().into(),
            known: parties.join("|"),
        }
    };
    register.activities.iter().filter(unnamed).map(of).collect()
}

fn results(register: &Register) -> Vec<Difference> {
    let cases = by_case(register);
    let mut differences: Vec<Difference> = cases
        .values()
        .filter_map(|case| {
            // one without a result says nothing to compare
            let told = case.follow_ups.iter().filter_map(|f| f.result.map(|result| (f, result)));
            let (latest, stated) = told.max_by_key(|(f, _)| months_number(f.months))?;
            let computed = computed(&case.activities);
            (stated != computed).then(|| Difference {
                kind: DifferenceKind::FollowUpResult,
                file: File::FollowUps,
                line: latest.line,
                reference: latest.case.clone(),
                register: stated.code().into(),
                known: computed.code().into(),
            })
        })
        .collect();
    differences.sort_by_key(|d| d.line);
    differences
}

/// What the activities would give (`domain.md` 4.8): the dropped are left out.
fn computed(activities: &[ActivityStatus]) -> FollowUpResult {
    use ActivityStatus::{Done, Dropped, Planned, UnderWay};
    let kept: Vec<_> = activities.iter().filter(|a| **a != Dropped).collect();
    let done = kept.iter().filter(|a| ***a == Done).count();
    if kept.is_empty() {
        FollowUpResult::NotCarriedOut
    } else if done == kept.len() {
        FollowUpResult::AllDone
    } else if done > 0 {
        FollowUpResult::PartlyDone
    } else if kept.iter().any(|a| matches!(**a, Planned | UnderWay)) {
        FollowUpResult::UnderWay
    } else {
        FollowUpResult::NoneDone
    }
}

/// One person, several rows that tell otherwise of them. What differs is named, never told.
fn other_person_data(register: &Register) -> Vec<Difference> {
    let mut first: HashMap<&str, &Person> = HashMap::new();
    let mut differences = Vec::new();
    let referrals = register.referrals.iter().map(|r| (File::Referrals, r.line, &r.case, &r.is.person));
    let placements = register.placements.iter().map(|r| (File::Placements, r.line, &r.reference, &r.is.person));
    for (file, line, reference, person) in referrals.chain(placements) {
        let Some(identity) = &person.identity else { continue };
        let known = *first.entry(identity.digits()).or_insert(person);
        if let Some(register) = other_columns(person, known) {
            let kind = DifferenceKind::OtherPersonData;
            let reference = reference.clone();
            differences.push(Difference { kind, file, line, reference, register, known: String::new() });
        }
    }
    differences
}

/// The columns in which two tell otherwise of a person, by their names; none when they agree.
pub fn other_columns(person: &Person, known: &Person) -> Option<String> {
    let mut columns = Vec::new();
    if person.given_name != known.given_name {
        columns.push("given_name");
    }
    if person.family_name != known.family_name {
        columns.push("family_name");
    }
    // `other` is never held against anything
    let stated = |p: &Person| matches!(p.gender, super::codes::Gender::Woman | super::codes::Gender::Man);
    if stated(person) && stated(known) && person.gender != known.gender {
        columns.push("gender");
    }
    (!columns.is_empty()).then(|| columns.join("|"))
}

fn districts_without_team(register: &Register) -> Vec<Difference> {
    let served: HashSet<&str> = register.teams.iter().flat_map(|t| t.districts.iter().map(String::as_str)).collect();
    let unserved = |row: &&Row<Referral>| row.district.as_deref().is_some_and(|d| !served.contains(d));
    let of = |row: &Row<Referral>| Difference {
        kind: DifferenceKind::DistrictWithoutTeam,
        file: File::Referrals,
        line: row.line,
        reference: row.case.clone(),
        register: row.district.clone().unwrap_or_default(),
        known: String::new(),
    };
    register.referrals.iter().filter(unserved).map(of).collect()
}

/// The day on which a follow-up is due.
pub fn due_on(met: NaiveDate, months: Months) -> NaiveDate {
    crate::kernel::days::add_months(met, months_number(months))
}
