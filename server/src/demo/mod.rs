//! The demonstration: an association whose people and cases are invented, at dates relative to today.
//!
//! Its people act through the product's own forms, at a clock that is moved to each day of the story: what the
//! demonstration shows has passed every rule, and stands in the audit log like anyone's work.
mod own;
mod participants;
mod people;
mod stage;
mod story;

use anyhow::{Context, bail};
use app::{
    accounts::users::command_line::{self, NewUser},
    db::Db,
    installation::{self, Demonstration},
    kernel::lang::Lang,
    register_import::{
        actions::{self, Into, Progress},
        read,
        report::{Faults, File},
    },
};
use stage::Stage;
use std::io::Cursor;

/// The association's name.
pub const ASSOCIATION: &str = "Samordningsförbundet Exempelstad";

/// What every listed account logs in with.
pub const PASSWORD: &str = app::accounts::texts::DEMO_SECRET;

/// Whether the demonstration can be loaded, was interrupted, or the database is in use.
pub async fn standing(db: &Db) -> anyhow::Result<Demonstration> {
    let tx = db.read().await?;
    Ok(installation::demonstration(&tx, ASSOCIATION).await?)
}

/// Loads the demonstration into an empty database and marks it. False when the database is not empty.
pub async fn load(db: &Db) -> anyhow::Result<bool> {
    if standing(db).await? != Demonstration::Empty {
        return Ok(false);
    }
    // its people act one after the other, each for good: interrupted, it is known as begun and can be begun anew
    installation::begin_demo(db).await?;
    eprintln!("The register of 2021 is taken in …");
    register_of_2021(db).await?;
    eprintln!("People take their places …");
    let admin = people::ADMINISTRATOR;
    let first = NewUser {
        email: admin.into(),
        name: "Gunnar Alm".into(),
        role: app::access::Role::Administrator,
        association: ASSOCIATION.into(),
        unit: None,
    };
    command_line::add(db, &first).await.context("the first administrator")?;
    let stage = Stage::new(db);
    let listed = people::place(&stage).await.context("people")?;
    eprintln!("They work …");
    story::tell(&stage).await.context("the story")?;
    let association = stage.session(admin).await?.actor.association;
    installation::make_demo(db, association, &listed, PASSWORD).await?;
    Ok(true)
}

/// A year of an association, with the figures that the annual report of 2021 published.
async fn register_of_2021(db: &Db) -> anyhow::Result<()> {
    macro_rules! csv {
        ($name:literal) => {
            Box::new(Cursor::new(&include_bytes!(concat!("../../demo/register-2021/", $name, ".csv"))[..]))
                as Box<dyn std::io::Read + Send>
        };
    }
    let sources = vec![
        (File::Agencies, csv!("agencies")),
        (File::Teams, csv!("teams")),
        (File::Referrals, csv!("referrals")),
        (File::Meetings, csv!("meetings")),
        (File::Activities, csv!("activities")),
        (File::FollowUps, csv!("followups")),
        (File::Lots, csv!("lots")),
        (File::Placements, csv!("placements")),
    ];
    let register = match read::read(sources, db.clock().today(), Faults::default()) {
        Ok(register) => register,
        Err(_) => bail!("the demonstration's register has faults"),
    };
    let report = actions::import(db, Into::Named(ASSOCIATION), &register, false, &Progress::default()).await?;
    let told = report.told(Lang::En);
    if !told.errors.is_empty() {
        bail!("the demonstration's register was refused");
    }
    Ok(())
}
