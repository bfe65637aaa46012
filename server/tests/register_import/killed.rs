//! A process that is killed in the middle of an import leaves nothing behind.
use super::{import, register_2021};
use crate::{on_both, support::World};
use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

on_both!(a_killed_import_leaves_nothing);

async fn a_killed_import_leaves_nothing(world: World) {
    let before = world.contents().await;
    let key = std::env::temp_dir().join(format!("finsam-key-{}", super::uuid()));
    world.write_key(&key);
    let (mut killed_within, mut wait) = (0, 20);
    for _ in 0..12 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_finsam"))
            .args(["import", "--association", super::NAME])
            .arg(register_2021())
            .env("DATABASE_URL", world.url())
            .env("FINSAM_KEY_FILE", &key)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        let begun = Instant::now();
        std::thread::sleep(Duration::from_millis(wait));
        let ended = child.try_wait().expect("asked").is_some();
        child.kill().expect("killed");
        child.wait().expect("ended");
        if ended {
            // too late: it was done before; the database is as if it had been left alone, or whole
            break;
        }
        killed_within += 1;
        wait += 40;
        // nothing, or everything when it was killed between commit and exit
        let after = world.contents().await;
        let cases = world.column("SELECT CAST(COUNT(*) AS TEXT) AS value FROM cases").await;
        assert!(cases[0] == "0" || cases[0] == "191", "half a register after {:?}: {cases:?}", begun.elapsed());
        if cases[0] != "0" {
            break;
        }
        assert!(after == before, "something was left after {:?}", begun.elapsed());
    }
    let _ = std::fs::remove_file(&key);
    assert!(killed_within > 0, "no import was killed in the middle");
    // and the database goes on
    let report = import(&world, &register_2021(), false).await;
    assert!(report.faults.is_empty());
    assert_eq!(world.column("SELECT CAST(COUNT(*) AS TEXT) AS value FROM cases").await[0], "191");
}
