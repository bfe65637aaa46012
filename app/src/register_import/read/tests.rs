use super::*;
use crate::{kernel::lang::Lang, register_import::report::Fault};
use rstest::rstest;
use std::collections::BTreeMap;

const IDENTITY: &str = "19780121-9960";

fn today() -> NaiveDate {
    "2026-11-22".parse().expect("a day")
}

/// A small register that makes sense, file by file without their first rows.
fn sound() -> BTreeMap<File, Vec<String>> {
    let referral = |case: &str, status: &str, rest: &str| {
        format!(
            "{case};2021-03-01;A1;r@a1.example;{IDENTITY};Tove;Ek;woman;Norr;sv;none;under_1;unknown;health_care|jobbtorg;Vad?;team_meeting;{status};{rest}"
        )
    };
    BTreeMap::from([
        (File::Agencies, vec!["A1;Vården;health_care".into()]),
        (File::Teams, vec!["T1;Team;Norr|Söder".into()]),
        (
            File::Referrals,
            vec![
                referral("C1", "met", ";2021-02-20;health_care|jobbtorg;paper;yes;;;"),
                referral("C2", "closed", ";;;;;2021-12-01;1;other"),
                referral("C3", "returned", "declined;;;;no;;;"),
            ],
        ),
        (File::Meetings, vec!["C1;T1;2021-03-28 09:00;phone;held".into(), "C2;T1;2021-03-28 09:59;video;held".into()]),
        (File::Activities, vec!["C1;1;Ringa;health_care;;done".into(), "C1;2;Skriva;social_insurance;;dropped".into()]),
        (File::FollowUps, vec!["C1;2;2021-05-28;all_done".into(), "C1;6;2021-09-28;partly_done".into()]),
        (File::Lots, vec!["C1;2021-03-28;meeting;;3".into()]),
        (
            File::Placements,
            vec![
                format!("P1;C1;{IDENTITY};Tove;Ek;woman;finsam_team;AB;Lager;2021-04-01;;2021-04-20;;started;;10"),
                "P2;;;Bo;Ek;man;osa;AB;;2021-04-01;2021-04-02;;;information_meeting;;".into(),
            ],
        ),
    ])
}

fn names(file: File) -> String {
    file.columns().join(";")
}

fn text(file: File, rows: &[String]) -> String {
    format!("{}\n{}\n", names(file), rows.join("\n"))
}

fn read_texts(texts: &BTreeMap<File, Vec<u8>>) -> Result<Register, Vec<Fault>> {
    let sources: Sources<'_> =
        texts.iter().map(|(file, text)| (*file, Box::new(text.as_slice()) as Box<dyn Read + Send>)).collect();
    read(sources, today(), Faults::default()).map_err(Faults::sorted)
}

fn texts(rows: &BTreeMap<File, Vec<String>>) -> BTreeMap<File, Vec<u8>> {
    rows.iter().map(|(file, rows)| (*file, text(*file, rows).into_bytes())).collect()
}

#[test]
fn a_sound_register_is_read() {
    let register = read_texts(&texts(&sound())).expect("it is sound");
    assert_eq!(register.rows(), 14);
    assert_eq!(register.teams[0].districts, ["Norr", "Söder"]);
    assert_eq!(register.meetings[0].starts_at.to_rfc3339(), "2021-03-28T07:00:00+00:00");
    assert_eq!(register.placements[1].place, Some(("AB".into(), "Ej angiven".into())));
    assert_eq!((register.referrals[0].line, register.referrals[2].key.as_str()), (2, "C3"));
    let differences: Vec<_> =
        crate::register_import::check::differences(&register).into_iter().map(|d| (d.line, d.register)).collect();
    assert_eq!(differences, [(3, "social_insurance".to_owned()), (3, "partly_done".to_owned())]);
}

#[test]
fn order_of_columns_separator_bom_line_ends_and_quotes_are_free() {
    let mut files = texts(&sound());
    files.insert(
        File::Lots,
        b"\xef\xbb\xbfcontacts,asked_at,\"case_ref\",ended_on,asked_on\r\n3,meeting,C1,,2021-03-28\r\n\r\n".to_vec(),
    );
    let quoted = "C1;1;\"Ringa; sedan\r\n\"\"vänta\"\"\";health_care;;done\r\nC1;2;Sen;lots;;klar\r\n";
    files.insert(File::Activities, format!("{}\r\n{quoted}", names(File::Activities)).into_bytes());
    let faults = read_texts(&files).expect_err("one code is unknown");
    assert_eq!((faults.len(), faults[0].line, faults[0].column.as_str()), (1, 4, "status"));
    let fixed = quoted.replace("klar", "done");
    files.insert(File::Activities, format!("{}\r\n{fixed}", names(File::Activities)).into_bytes());
    let register = read_texts(&files).expect("sound");
    assert_eq!(register.activities[0].text, "Ringa; sedan\n\"vänta\"");
    assert_eq!(register.lots[0].cells, ["C1", "2021-03-28", "meeting", "", "3"]);
}

/// Spoils one row by replacing a piece of it; gives the only fault's line and column.
#[rstest]
#[case(
    File::Referrals,
    "-9960;Tove;Ek;woman;Norr;sv;none;under_1;unknown;health_care|jobbtorg;Vad?;team_meeting;met",
    "-9961;Tove;Ek;woman;Norr;sv;none;under_1;unknown;health_care|jobbtorg;Vad?;team_meeting;met",
    2,
    "identity_number"
)]
#[case(File::Referrals, "C1;2021-03-01;A1", "C1;2021-03-01;A9", 2, "agency_code")]
#[case(File::Referrals, "C1;2021-03-01;A1", "C1;2021-02-30;A1", 2, "submitted_on")]
#[case(File::Referrals, "C1;2021-03-01;A1", "C1;2021-3-1;A1", 2, "submitted_on")]
#[case(File::Referrals, "C3;2021-03-01;A1", "C3;2026-11-23;A1", 4, "submitted_on")]
#[case(File::Referrals, "C3;", "C1;", 4, "case_ref")]
#[case(File::Referrals, "r@a1.example", "anna", 2, "referrer_email")]
#[case(File::Referrals, ";sv;", ";sw e;", 2, "language")]
#[case(File::Referrals, "declined", "", 4, "return_reason")]
#[case(File::Referrals, ";2021-12-01;1;other", ";2021-12-01;;other", 3, "end_reason")]
#[case(File::Referrals, ";2021-12-01;1;other", ";;1;other", 3, "closed_on")]
#[case(File::Referrals, ";2021-12-01;1;other", ";2021-03-02;1;other", 3, "closed_on")]
#[case(File::Referrals, "2021-02-20;health_care", "2021-03-20;health_care", 2, "submitted_on")]
#[case(File::Referrals, "paper", "", 2, "consent_form")]
#[case(File::Referrals, "no;;;", "maybe;;;", 4, "sus_consent")]
#[case(File::Meetings, "C2;T1", "C9;T1", 3, "case_ref")]
#[case(File::Meetings, "C2;T1", "C2;T9", 3, "team_code")]
#[case(File::Meetings, "C2;T1", "C3;T1", 3, "outcome")]
#[case(File::Meetings, "2021-03-28 09:59", "2021-03-28 02:30", 3, "starts_at")]
#[case(File::Meetings, "2021-03-28 09:59", "2021-02-28 09:59", 3, "starts_at")]
#[case(File::Meetings, "2021-03-28 09:59", "2021-03-28", 3, "starts_at")]
#[case(File::Activities, "C1;2;", "C1;1;", 3, "case_ref")]
#[case(File::Activities, "C1;2;", "C1;två;", 3, "no")]
#[case(File::Activities, "social_insurance", "kommunen", 3, "responsible")]
#[case(File::FollowUps, "C1;2;", "C1;3;", 2, "months")]
#[case(File::FollowUps, "2021-05-28", "2021-03-27", 2, "done_on")]
#[case(File::FollowUps, "2021-05-28", "", 2, "done_on")]
#[case(File::FollowUps, "C1;2;", "C3;2;", 2, "case_ref")]
#[case(File::Lots, "2021-03-28;meeting;;3", "2021-03-28;meeting;2021-03-27;3", 2, "ended_on")]
#[case(File::Lots, "2021-03-28;meeting;;3", "2021-03-28;meeting;;-3", 2, "contacts")]
#[case(File::Placements, "2021-04-20;;started", "2021-04-20;2021-05-01;started", 2, "ended_on")]
#[case(File::Placements, "2021-04-20;;started", ";;started", 2, "started_on")]
#[case(File::Placements, "2021-04-20;;started", "2021-03-20;;started", 2, "started_on")]
#[case(File::Placements, "P1;C1;19780121-9960", "P1;C1;19780218-2383", 2, "identity_number")]
#[case(File::Placements, "osa;AB;;", "osa;;Lager;", 3, "provider")]
fn a_spoilt_cell_is_told_once(
    #[case] file: File,
    #[case] from: &str,
    #[case] to: &str,
    #[case] line: u64,
    #[case] column: &str,
) {
    let mut rows = sound();
    let joined = rows[&file].join("\n");
    assert!(joined.contains(from), "{from}");
    rows.insert(file, joined.replacen(from, to, 1).split('\n').map(str::to_owned).collect());
    let faults = read_texts(&texts(&rows)).expect_err("it is spoilt");
    let at: Vec<_> = faults.iter().map(|f| (f.file, f.line, f.column.as_str())).collect();
    assert!(at.contains(&(file, line, column)), "{at:?}");
    assert!(faults.iter().all(|f| !f.value.contains("9960") && !f.value.contains("Tove")));
}

#[test]
fn a_third_meeting_in_a_slot_is_told() {
    let mut rows = sound();
    rows.entry(File::Meetings).or_default().push("C1;T1;2021-03-28 09:30;phone;moved".into());
    let faults = read_texts(&texts(&rows)).expect_err("three in a slot");
    assert_eq!((faults.len(), faults[0].line), (1, 3));
    assert!(faults[0].expected.words(Lang::En).contains("2021-03-28 09:00"));
    rows.entry(File::Meetings).or_default()[2] = "C1;T1;2021-03-28 10:00;phone;moved".into();
    read_texts(&texts(&rows)).expect("the next slot");
}

#[test]
fn two_open_lots_assignments_of_one_case_are_told() {
    let mut rows = sound();
    rows.entry(File::Lots).or_default().push("C1;2021-06-28;follow_up;;3".into());
    let faults = read_texts(&texts(&rows)).expect_err("two open ones");
    assert_eq!((faults.len(), faults[0].line, faults[0].column.as_str()), (1, 3, "ended_on"));
}

#[rstest]
#[case(b"", 0)]
#[case(b"PK\x03\x04\x14\x00\x00\x00", 0)]
#[case(b"\x1f\x8b\x08\x00", 0)]
#[case(b"C1;2021-03-28;meeting;;3\n", 1)]
#[case(b"case_ref;asked_on;asked_at;ended_on\nC1;2021-03-28;meeting;\n", 1)]
#[case(b"case_ref;asked_on;asked_at;ended_on;contacts;note\nC1;2021-03-28;meeting;;3;x\n", 1)]
#[case(b"case_ref;asked_on;asked_at;ended_on;contacts;contacts\nC1;2021-03-28;meeting;;3;3\n", 1)]
#[case(b"case_ref;asked_on;asked_at;ended_on;contacts\nC1;2021-03-28;meeting;3\n", 2)]
fn what_is_no_such_file_is_told_once_and_without_its_content(#[case] content: &[u8], #[case] line: u64) {
    let mut files = texts(&sound());
    files.insert(File::Lots, content.to_vec());
    let faults = read_texts(&files).expect_err("no such file");
    assert_eq!((faults.len(), faults[0].file, faults[0].line), (1, File::Lots, line), "{faults:?}");
}

#[test]
fn a_stream_that_grows_beyond_the_limit_is_cut() {
    let mut files = texts(&sound());
    files.remove(&File::Lots);
    let mut sources: Sources<'_> =
        files.iter().map(|(file, text)| (*file, Box::new(text.as_slice()) as Box<dyn Read + Send>)).collect();
    let endless = io::repeat(b'x');
    let start = "case_ref;asked_on;asked_at;ended_on;contacts\nC1;2021-03-28;meeting;;\"".as_bytes();
    sources.push((File::Lots, Box::new(start.chain(endless))));
    let faults = read(sources, today(), Faults::default()).expect_err("too large").sorted();
    assert_eq!((faults.len(), faults[0].file), (1, File::Lots));
    assert!(faults[0].expected.words(Lang::En).contains("50 MB"));
}

#[test]
fn a_missing_file_is_told_alone() {
    let folder = std::env::temp_dir().join(format!("finsam-read-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for (file, text) in texts(&sound()) {
        std::fs::write(folder.join(file.name()), text).expect("written");
    }
    assert_eq!(super::folder(&folder, today()).expect("sound").rows(), 14);
    std::fs::remove_file(folder.join("teams.csv")).expect("removed");
    let faults = super::folder(&folder, today()).expect_err("one is missing").sorted();
    assert_eq!((faults.len(), faults[0].file, faults[0].line), (1, File::Teams, 0));
    for lang in [Lang::Sv, Lang::En] {
        assert!(faults[0].expected.words(lang).contains("teams.csv"));
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}
