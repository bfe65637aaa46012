//! What is wrong is told by file, line and column, masked, and nothing is changed.
use super::{Copy, import};
use crate::{on_both, support::World};
use app::{
    kernel::lang::Lang,
    register_import::report::{Report, ToldFault},
};

on_both!(
    each_fault_is_told_where_it_stands,
    up_to_a_hundred_faults_are_told_in_one_run,
    large_and_packed_files_are_refused_at_once,
    a_missing_file_is_told,
);

/// A way to spoil a register, and where its first fault stands: file, line, column.
pub struct Spoilt {
    pub what: &'static str,
    pub how: fn(&Copy),
    pub told: [&'static str; 3],
}

fn broken_utf8(copy: &Copy) {
    let mut bytes = std::fs::read(copy.path().join("referrals.csv")).expect("a file");
    let at = bytes.windows(5).position(|w| w == b";Tove").expect("Tove is there");
    bytes[at + 2] = 0xff;
    copy.write("referrals.csv", &bytes);
}

fn bomb(copy: &Copy) {
    let mut packed = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    packed.extend(vec![0; 100_000]);
    copy.write("lots.csv", &packed);
}

/// Every kind of fault that the command line and the administrator's pages are tried with.
pub const SPOILT: &[Spoilt] = &[
    Spoilt {
        what: "a wrong check digit",
        how: |c| _ = c.change("referrals.csv", "19780121-9960", "19780121-9961"),
        told: ["referrals.csv", "2", "identity_number"],
    },
    Spoilt {
        what: "an unknown agency",
        how: |c| _ = c.change("referrals.csv", ";FK-STHLM;", ";FK-NOWHERE;"),
        told: ["referrals.csv", "2", "agency_code"],
    },
    Spoilt {
        what: "a missing column",
        how: |c| _ = c.change("agencies.csv", "agency_name", "name"),
        told: ["agencies.csv", "1", "name"],
    },
    Spoilt {
        what: "a meeting before the referral",
        how: |c| _ = c.change("meetings.csv", "2021-02-11 09:00", "2020-11-11 09:00"),
        told: ["meetings.csv", "2", "starts_at"],
    },
    Spoilt {
        what: "a duplicate reference",
        how: |c| _ = c.change("referrals.csv", "2021-0002;", "2021-0001;"),
        told: ["referrals.csv", "3", "case_ref"],
    },
    Spoilt { what: "broken UTF-8", how: broken_utf8, told: ["referrals.csv", "2", "given_name"] },
    Spoilt { what: "a packed file under a CSV's name", how: bomb, told: ["lots.csv", "", ""] },
    Spoilt {
        what: "a status that contradicts the dates",
        how: |c| _ = c.change("placements.csv", ";2021-12-07;ended;", ";;ended;"),
        told: ["placements.csv", "2", "ended_on"],
    },
];

fn told(report: &Report) -> Vec<ToldFault> {
    report.told(Lang::En).errors
}

/// Spoils a copy, imports it, and gives the only fault.
async fn only_fault(world: &World, spoil: impl FnOnce(&Copy)) -> ToldFault {
    let copy = Copy::of_2021();
    spoil(&copy);
    let before = world.contents().await;
    let report = import(world, copy.path(), false).await;
    assert!(world.contents().await == before && !report.changed, "nothing is changed");
    let faults = told(&report);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].clone()
}

async fn each_fault_is_told_where_it_stands(world: World) {
    let f = only_fault(&world, |c| {
        c.change("referrals.csv", "19780121-9960", "19780121-9961");
    })
    .await;
    assert_eq!((f.file.as_str(), f.line, f.column.as_str()), ("referrals.csv", 2, "identity_number"));
    assert_eq!(f.value, "19780121-····");
    assert!(f.expected.contains("check digit"));

    let f = only_fault(&world, |c| {
        c.change("referrals.csv", ";FK-STHLM;", ";FK-NOWHERE;");
    })
    .await;
    assert_eq!((f.line, f.column.as_str(), f.value.as_str()), (2, "agency_code", "FK-NOWHERE"));

    let copy = Copy::of_2021();
    copy.change("agencies.csv", "agency_name", "name");
    let faults = told(&import(&world, copy.path(), true).await);
    let at: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.line, f.column.as_str())).collect();
    assert_eq!(at, [("agencies.csv", 1, "name"), ("agencies.csv", 1, "agency_name")]);

    let f = only_fault(&world, |c| {
        c.change("meetings.csv", "2021-02-11 09:00", "2020-11-11 09:00");
    })
    .await;
    assert_eq!((f.file.as_str(), f.line, f.column.as_str()), ("meetings.csv", 2, "starts_at"));
    assert!(f.expected.contains("submitted_on"));

    let f = only_fault(&world, |c| {
        c.append("lots.csv", "2021-0111;2021-08-03;meeting;2021-09-01;4");
    })
    .await;
    assert_eq!((f.file.as_str(), f.line, f.column.as_str()), ("lots.csv", 46, "case_ref"));
    assert!(f.expected.contains("line 2"));

    let f = only_fault(&world, |c| {
        c.change("referrals.csv", ";met;;", ";met;declined;");
    })
    .await;
    assert_eq!((f.file.as_str(), f.line, f.column.as_str()), ("referrals.csv", 2, "return_reason"));

    let copy = Copy::of_2021();
    let mut bytes = std::fs::read(copy.path().join("referrals.csv")).expect("a file");
    let at = bytes.windows(5).position(|w| w == b";Tove").expect("Tove is there");
    bytes[at + 2] = 0xff;
    copy.write("referrals.csv", &bytes);
    let faults = told(&import(&world, copy.path(), false).await);
    assert_eq!((faults.len(), faults[0].line, faults[0].column.as_str()), (1, 2, "given_name"));
    assert_eq!((faults[0].value.as_str(), faults[0].expected.as_str()), ("····", "characters in UTF-8"));
}

async fn up_to_a_hundred_faults_are_told_in_one_run(world: World) {
    let copy = Copy::of_2021();
    let text = std::fs::read_to_string(copy.path().join("activities.csv")).expect("a file");
    copy.write("activities.csv", text.replace(";done", ";klar").as_bytes());
    copy.change("referrals.csv", "19780121-9960", "19780121-9961");
    let faults = told(&import(&world, copy.path(), false).await);
    assert_eq!(faults.len(), 100);
    assert_eq!((faults[0].file.as_str(), faults[1].file.as_str()), ("referrals.csv", "activities.csv"));
}

async fn large_and_packed_files_are_refused_at_once(world: World) {
    let f = only_fault(&world, |c| {
        let file = std::fs::OpenOptions::new().write(true).open(c.path().join("meetings.csv")).expect("a file");
        file.set_len(200 << 20).expect("a hole");
    })
    .await;
    assert_eq!((f.file.as_str(), f.value.as_str()), ("meetings.csv", "200 MB"));

    // a packed file of zeroes under a CSV's name
    let mut bomb = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    bomb.extend(vec![0; 100_000]);
    let f = only_fault(&world, |c| {
        c.write("lots.csv", &bomb);
    })
    .await;
    assert_eq!((f.file.as_str(), f.line), ("lots.csv", 0));
    assert!(f.expected.contains("CSV"));

    let f = only_fault(&world, |c| {
        c.write("teams.csv", b"\x1f\x8b\x08 packed");
    })
    .await;
    assert_eq!(f.file, "teams.csv");
}

async fn a_missing_file_is_told(world: World) {
    let f = only_fault(&world, |c| {
        c.remove("placements.csv");
    })
    .await;
    assert_eq!(
        (f.file.as_str(), f.line, f.expected.as_str()),
        ("placements.csv", 0, "the file placements.csv, which is missing")
    );
}
