//! From a row's cells to what it says: one function for each kind of row.
use crate::register_import::{
    cells::Cells,
    codes::{Education, Gender, SupportBand},
    register::{Activity, Agency, Consent, FollowUp, Lots, Meeting, Person, Placement, Referral, Register, Row, Team},
    report::{Faults, File},
    texts,
};
use chrono::NaiveDate;

/// Takes a row of a file into the register, with every fault of its cells told.
pub(super) fn typed(file: File, row: Row<()>, today: NaiveDate, register: &mut Register, faults: &mut Faults) {
    let mut c = Cells { file, line: row.line, cells: &row.cells, today, faults };
    match file {
        File::Agencies => {
            let is = agency(&mut c);
            register.agencies.push(with(row, is));
        }
        File::Teams => {
            let is = team(&mut c);
            register.teams.push(with(row, is));
        }
        File::Referrals => {
            let is = referral(&mut c);
            register.referrals.push(with(row, is));
        }
        File::Meetings => {
            let is = meeting(&mut c);
            register.meetings.push(with(row, is));
        }
        File::Activities => {
            let is = activity(&mut c);
            register.activities.push(with(row, is));
        }
        File::FollowUps => {
            let is = follow_up(&mut c);
            register.follow_ups.push(with(row, is));
        }
        File::Lots => {
            let is = lots(&mut c);
            register.lots.push(with(row, is));
        }
        File::Placements => {
            let is = placement(&mut c);
            register.placements.push(with(row, is));
        }
    }
}

fn with<T>(row: Row<()>, is: T) -> Row<T> {
    Row { line: row.line, cells: row.cells, key: row.key, is }
}

fn agency(c: &mut Cells<'_>) -> Agency {
    Agency { code: c.needed("agency_code"), name: c.needed("agency_name"), party: c.needed_code("party") }
}

fn team(c: &mut Cells<'_>) -> Team {
    Team { code: c.needed("team_code"), name: c.needed("team_name"), districts: c.words("districts") }
}

fn person(c: &mut Cells<'_>) -> Person {
    Person {
        identity: c.identity("identity_number"),
        given_name: c.text("given_name"),
        family_name: c.text("family_name"),
        gender: c.code("gender").unwrap_or(Gender::NotStated),
    }
}

fn referral(c: &mut Cells<'_>) -> Referral {
    Referral {
        case: c.needed("case_ref"),
        submitted_on: c.needed_day("submitted_on"),
        agency: c.needed("agency_code"),
        referrer_email: c.email("referrer_email"),
        person: person(c),
        district: c.optional_text("district"),
        language: c.language("language"),
        livelihood: c.codes("livelihood"),
        support_band: c.code("support_band").unwrap_or(SupportBand::Unknown),
        education: c.code("education").unwrap_or(Education::Unknown),
        parties: c.codes("parties"),
        question: c.text("question"),
        track: c.needed_code("track"),
        status: c.needed_code("status"),
        return_reason: c.code("return_reason"),
        consent: consent(c),
        sus_consent: c.yes_no("sus_consent"),
        closed_on: c.day("closed_on"),
        end_reason: c.code("end_reason"),
        livelihood_end: c.codes("livelihood_end"),
    }
}

fn consent(c: &mut Cells<'_>) -> Option<Consent> {
    let (parties, form) = (c.codes("consent_parties"), c.code("consent_form"));
    let Some(on) = c.day("consent_on") else {
        if c.raw("consent_on").is_empty() {
            for column in ["consent_parties", "consent_form"] {
                if !c.raw(column).is_empty() {
                    c.wrong(column, texts::ONLY_WITH_CONSENT);
                }
            }
        }
        return None;
    };
    if c.raw("consent_form").is_empty() {
        c.wrong("consent_form", texts::NEEDS_FORM);
    }
    form.map(|form| Consent { on, parties, form })
}

fn meeting(c: &mut Cells<'_>) -> Meeting {
    Meeting {
        case: c.needed("case_ref"),
        team: c.needed("team_code"),
        starts_at: c.needed_time("starts_at"),
        form: c.needed_code("form"),
        outcome: c.needed_code("outcome"),
    }
}

fn activity(c: &mut Cells<'_>) -> Activity {
    if c.raw("no").is_empty() {
        c.wrong("no", texts::A_NUMBER);
    }
    Activity {
        case: c.needed("case_ref"),
        no: c.number("no").unwrap_or_default(),
        text: c.needed("text"),
        responsible: c.needed_code("responsible"),
        due_on: c.any_day("due_on"),
        status: c.needed_code("status"),
    }
}

fn follow_up(c: &mut Cells<'_>) -> FollowUp {
    let follow_up = FollowUp {
        case: c.needed("case_ref"),
        months: c.needed_code("months"),
        done_on: c.day("done_on"),
        result: c.code("result"),
    };
    if follow_up.result.is_some() && c.raw("done_on").is_empty() {
        c.wrong("done_on", texts::RESULT_NEEDS_DAY);
    }
    follow_up
}

fn lots(c: &mut Cells<'_>) -> Lots {
    Lots {
        case: c.needed("case_ref"),
        asked_on: c.needed_day("asked_on"),
        asked_at: c.needed_code("asked_at"),
        ended_on: c.day("ended_on"),
        contacts: c.number("contacts").unwrap_or_default(),
    }
}

/// What a place is called when the register names its provider alone.
const PLACE_NOT_NAMED: &str = "Ej angiven";

fn placement(c: &mut Cells<'_>) -> Placement {
    let place = match (c.optional_text("provider"), c.optional_text("place")) {
        (Some(provider), place) => Some((provider, place.unwrap_or_else(|| PLACE_NOT_NAMED.into()))),
        (None, Some(_)) => {
            c.wrong("provider", texts::PLACE_NEEDS_PROVIDER);
            None
        }
        (None, None) => None,
    };
    Placement {
        reference: c.needed("placement_ref"),
        case: c.optional_text("case_ref"),
        person: person(c),
        entry: c.needed_code("entry"),
        place,
        requested_on: c.needed_day("requested_on"),
        information_meeting_on: c.day("information_meeting_on"),
        started_on: c.day("started_on"),
        ended_on: c.day("ended_on"),
        stage: c.needed_code("stage"),
        end_reason: c.code("end_reason"),
        hours_per_week: c.number("hours_per_week"),
    }
}
