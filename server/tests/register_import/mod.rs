//! A register comes in whole or not at all, and the same one twice comes in once.
mod afterwards;
pub mod bad_input;
mod killed;
mod pages;
pub mod scenarios;

use crate::{on_both, support::World};
use app::register_import::{
    actions::{self, Into, Progress},
    read,
    report::{DifferenceKind, Report},
};
use std::path::{Path, PathBuf};

on_both!(
    the_register_of_2021_comes_in_with_one_entry_per_case_and_placement,
    a_second_import_skips_every_row_whatever_happened_since,
    a_changed_row_is_an_error_and_changes_nothing,
    a_dry_run_tells_the_same_and_changes_nothing,
    new_rows_join_what_was_there,
    referrers_come_in_without_a_password,
    what_a_register_knows_of_a_person_is_sealed,
);

const NAME: &str = "Samordningsförbundet Exempelstad";

/// The register of 2021, as the repository holds it.
pub fn register_2021() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/register-2021")
}

/// Reads a folder and takes it in, as the command line does.
pub async fn import(world: &World, dir: &Path, dry_run: bool) -> Report {
    match read::folder(dir, world.clock.today()) {
        Ok(register) => actions::import(&world.db, Into::Named(NAME), &register, dry_run, &Progress::default())
            .await
            .expect("the import runs"),
        Err(faults) => Report::refused(dry_run, faults),
    }
}

/// A copy of the register in a folder of its own, to be spoilt; gone when dropped.
pub struct Copy(PathBuf);

impl Copy {
    pub fn of_2021() -> Self {
        let to = std::env::temp_dir().join(format!("finsam-register-{}", uuid()));
        std::fs::create_dir_all(&to).expect("a folder");
        for entry in std::fs::read_dir(register_2021()).expect("the register").flatten() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
        Copy(to)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Changes the first occurrence in one file.
    pub fn change(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = std::fs::read_to_string(self.0.join(file)).expect("a file");
        assert!(text.contains(from), "{file} does not hold {from}");
        std::fs::write(self.0.join(file), text.replacen(from, to, 1)).expect("written");
        self
    }

    pub fn append(&self, file: &str, line: &str) -> &Self {
        let text = std::fs::read_to_string(self.0.join(file)).expect("a file");
        std::fs::write(self.0.join(file), format!("{text}{line}\r\n")).expect("written");
        self
    }

    pub fn write(&self, file: &str, bytes: &[u8]) -> &Self {
        std::fs::write(self.0.join(file), bytes).expect("written");
        self
    }

    pub fn remove(&self, file: &str) -> &Self {
        std::fs::remove_file(self.0.join(file)).expect("removed");
        self
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn uuid() -> String {
    app::kernel::id::ImportId::new().to_string()
}

async fn count(world: &World, sql: &str) -> i64 {
    world.column(&format!("SELECT CAST(COUNT(*) AS TEXT) AS value FROM {sql}")).await[0].parse().expect("a number")
}

async fn the_register_of_2021_comes_in_with_one_entry_per_case_and_placement(world: World) {
    let report = import(&world, &register_2021(), false).await;
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    assert!(report.changed && !report.dry_run);
    for (what, n) in [
        ("agencies", 22),
        ("teams", 6),
        ("referrals", 191),
        ("meetings", 159),
        ("activities", 465),
        ("followups", 144),
        ("lots", 44),
        ("placements", 54),
        ("participants", 191 + 33),
        ("users", 73),
    ] {
        assert_eq!(report.created.get(what), Some(&n), "{what}: {:?}", report.created);
    }
    let mut differences: Vec<_> = report.differences.iter().map(|d| (d.reference.as_str(), d.kind)).collect();
    differences.sort_unstable();
    assert_eq!(differences, ["2021-0127", "2021-0152"].map(|case| (case, DifferenceKind::FollowUpResult)));
    assert_eq!(count(&world, "audit_entry WHERE event = 'case_imported'").await, 191);
    assert_eq!(count(&world, "audit_entry WHERE event = 'placement_imported'").await, 54);
    assert_eq!(count(&world, "audit_entry WHERE event = 'register_imported'").await, 1);
    assert_eq!(count(&world, "cases WHERE dormant").await, 191);
    assert_eq!(count(&world, "placement WHERE dormant").await, 54);
    assert_eq!(count(&world, "case_number WHERE year = 2021 AND last = 191").await, 1);
    let audit = app::audit::verify::verify(&world.db).await.expect("verified");
    assert!(audit.broken.is_none(), "{:?}", audit.broken);
}

async fn a_second_import_skips_every_row_whatever_happened_since(world: World) {
    import(&world, &register_2021(), false).await;
    world.tamper("UPDATE cases SET state = 'withdrawn' WHERE number = '2021-0001'").await.expect("changed");
    let before = world.contents().await;
    let report = import(&world, &register_2021(), false).await;
    assert!(report.faults.is_empty() && !report.changed, "{:?}", report.faults);
    assert!(report.created.values().all(|n| *n == 0), "{:?}", report.created);
    assert_eq!(report.unchanged.values().sum::<u64>(), 22 + 6 + 191 + 159 + 465 + 144 + 44 + 54);
    assert!(world.contents().await == before, "nothing is written");
}

async fn a_changed_row_is_an_error_and_changes_nothing(world: World) {
    import(&world, &register_2021(), false).await;
    let before = world.contents().await;
    let copy = Copy::of_2021();
    copy.change("lots.csv", "2021-0111;2021-08-03;meeting;;4", "2021-0111;2021-08-03;meeting;;5");
    copy.append("lots.csv", "2021-0001;2021-08-03;meeting;;4");
    let report = import(&world, copy.path(), false).await;
    assert_eq!(report.faults.len(), 1);
    assert_eq!((report.faults[0].line, report.faults[0].column.as_str()), (2, "case_ref"));
    assert!(world.contents().await == before);
}

async fn a_dry_run_tells_the_same_and_changes_nothing(world: World) {
    let before = world.contents().await;
    let dry = import(&world, &register_2021(), true).await;
    assert!(dry.dry_run && !dry.changed);
    assert!(world.contents().await == before);
    let real = import(&world, &register_2021(), false).await;
    assert_eq!((dry.created, dry.differences), (real.created, real.differences));
}

async fn new_rows_join_what_was_there(world: World) {
    import(&world, &register_2021(), false).await;
    let copy = Copy::of_2021();
    copy.append("followups.csv", "2021-0008;12;2022-01-10;all_done");
    copy.append("activities.csv", "2021-0008;9;Ringa igen;lots;;planned");
    let report = import(&world, copy.path(), false).await;
    assert!(report.faults.is_empty() && report.changed, "{:?}", report.faults);
    assert_eq!((report.created["followups"], report.created["activities"], report.created["plans"]), (1, 1, 0));
    assert_eq!(count(&world, "audit_entry WHERE event = 'case_imported'").await, 192);
    assert_eq!(count(&world, "audit_entry WHERE event = 'register_imported'").await, 2);
}

async fn referrers_come_in_without_a_password(world: World) {
    import(&world, &register_2021(), false).await;
    assert_eq!(count(&world, "user_account WHERE password_hash IS NULL AND email LIKE 'handlaggare%'").await, 73);
    assert_eq!(count(&world, "role_grant WHERE role = 'referrer' AND unit_id IS NOT NULL").await, 73);
    assert_eq!(count(&world, "unit WHERE name = 'Enhet ej angiven'").await, 22);
    let answer = world.visitor().log_in("handlaggare2@fk-sthlm.example", "").await;
    assert_eq!(answer.status(), 422);
}

async fn what_a_register_knows_of_a_person_is_sealed(world: World) {
    import(&world, &register_2021(), false).await;
    let sql = "SELECT CAST(identity_sealed IS NOT NULL AND data_key IS NOT NULL AS TEXT) AS value FROM participant";
    assert!(world.column(sql).await.iter().all(|v| v == "1" || v == "true"));
    let all = format!("{:?}", world.contents().await);
    assert!(!all.contains("9960\""), "no identity number stands open");
    assert!(!all.contains("avbrutit insats"), "no question stands open");
}
