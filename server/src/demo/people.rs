//! Who works in the demonstration: their units, tasks and seats.
use super::stage::Stage;
use anyhow::Context;
use app::{
    accounts::{
        rules::demo::{EMAILS, OFFICE, SECOND_COORDINATOR, SITS_FOR_HEALTH_CARE, SITS_FOR_SOCIAL_SERVICES},
        store::user_account,
    },
    kernel::code::Code,
    organisation::{
        rules::Party,
        store::{agency, unit},
    },
    teams::store::{seat, team, team_district},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

pub use app::accounts::rules::demo::{
    ADMINISTRATOR, CASE_OFFICER, COLLEAGUE, COORDINATOR, JOB_COACH, LOTS, NURSE, SOCIAL_WORKER, WORK_TRAINING,
};

/// Tasks held at the association.
const ASSOCIATION_STAFF: [(&str, &str, &str); 5] = [
    ("Maria Lindqvist", COORDINATOR, "coordinator"),
    ("Petter Holm", SECOND_COORDINATOR, "coordinator"),
    ("Eva Sand", LOTS, "lots"),
    ("Jonas Rask", WORK_TRAINING, "work_training"),
    ("Karin Vik", OFFICE, "office"),
];

/// Referrers: name, address, their agency's code and unit.
const REFERRERS: [(&str, &str, &str, &str); 5] = [
    ("Nadia Berg", SOCIAL_WORKER, "SDF-02", "Ekonomiskt bistånd"),
    ("Omar Nur", COLLEAGUE, "SDF-02", "Ekonomiskt bistånd"),
    ("Ali Ström", JOB_COACH, "JT-KISTA", "Jobbcoacher"),
    ("Lena Fors", CASE_OFFICER, "FK-STHLM", "Sjukförsäkring"),
    ("Petra Ek", NURSE, "VC-TENSTA", "Rehabkoordinering"),
];

/// One representative a party and team; health care's seat in team City is vacant.
const REPRESENTATIVES: [(&str, [&str; 5]); 6] = [
    ("JARVA", ["Sara Nyman", "Bilal Haddad", "Kent Åberg", "Mia Lööf", "Tove Sundin"]),
    ("VASTERORT", ["Inger Falk", "Daniel Rosén", "Pia Kvist", "Hans Modig", "Aida Karimi"]),
    ("CITY", ["Leif Granat", "Rana Yousef", "Ulla Bark", "Nils Tegel", ""]),
    ("SODER", ["Camilla Ask", "Johan Sten", "Birgit Hed", "Amir Tahiri", "Lisa Mård"]),
    ("GLOBEN", ["Peter Lund", "Zahra Amini", "Göran Myr", "Helena Ros", "Kajsa Vret"]),
    ("SKARHOLMEN", ["Anna Dal", "Mikael Flod", "Samira Rahimi", "Olle Vass", "Ritva Koski"]),
];

/// The agency at which a party's representatives of a team work.
fn agency_of(team: &str, party: Party) -> &'static str {
    match (party, team) {
        (Party::SocialServices, "JARVA") => "SDF-02",
        (Party::SocialServices, "VASTERORT") => "SDF-03",
        (Party::SocialServices, "CITY") => "SDF-06",
        (Party::SocialServices, "SODER") => "SDF-08",
        (Party::SocialServices, "GLOBEN") => "SDF-09",
        (Party::SocialServices, _) => "SDF-13",
        (Party::Jobbtorg, "JARVA" | "VASTERORT") => "JT-KISTA",
        (Party::Jobbtorg, "CITY") => "JT-CITY",
        (Party::Jobbtorg, _) => "JT-GLOBEN",
        (Party::EmploymentService, "JARVA" | "VASTERORT") => "AF-JARVA",
        (Party::EmploymentService, _) => "AF-CITY",
        (Party::SocialInsurance, _) => "FK-STHLM",
        (Party::HealthCare, "JARVA" | "VASTERORT" | "CITY") => "VC-TENSTA",
        (Party::HealthCare, "GLOBEN") => "VC-FARSTA",
        (Party::HealthCare, _) => "PSY-SODRA",
    }
}

const PARTIES: [Party; 5] =
    [Party::SocialServices, Party::Jobbtorg, Party::EmploymentService, Party::SocialInsurance, Party::HealthCare];

/// Adds everyone and gives the addresses of the accounts to list.
pub async fn place(stage: &Stage) -> anyhow::Result<Vec<&'static str>> {
    stage.days_ago(400);
    for (name, email, role) in ASSOCIATION_STAFF {
        add(stage, name, email, role, "").await?;
    }
    for (name, email, agency, unit) in REFERRERS {
        let unit = unit_at(stage, agency, unit).await?;
        add(stage, name, email, "referrer", &unit).await?;
    }
    for (team, names) in REPRESENTATIVES {
        open_seats(stage, team).await?;
        for (party, name) in PARTIES.into_iter().zip(names).filter(|(_, name)| !name.is_empty()) {
            representative(stage, team, party, name).await?;
        }
    }
    Ok(EMAILS.to_vec())
}

/// An imported team has no seats yet: one for each party.
async fn open_seats(stage: &Stage, code: &str) -> anyhow::Result<()> {
    let connection = stage.db.schema_connection();
    let team = team::Entity::find().filter(team::Column::Code.eq(code)).one(connection).await?.context("the team")?;
    let served =
        team_district::Entity::find().filter(team_district::Column::TeamId.eq(team.id)).all(connection).await?;
    let districts: Vec<String> = served.iter().map(|d| d.district_id.to_string()).collect();
    // of the numbers that are nobody's
    let phone = ("phone", "08-465 004 10");
    let mut fields = vec![("name", team.name.as_str()), ("code", code), phone, ("standing", "in_use")];
    fields.extend(districts.iter().map(|d| ("districts", d.as_str())));
    fields.extend(PARTIES.iter().map(|p| ("parties", p.code())));
    stage.post(ADMINISTRATOR, "/teams/{id}/change", &[("id", &team.id.to_string())], &fields).await?;
    Ok(())
}

async fn representative(stage: &Stage, team: &str, party: Party, name: &str) -> anyhow::Result<()> {
    let email = match (team, party) {
        ("JARVA", Party::SocialServices) => SITS_FOR_SOCIAL_SERVICES.to_owned(),
        ("JARVA", Party::HealthCare) => SITS_FOR_HEALTH_CARE.to_owned(),
        _ => format!(
            "{}@exempelstad.example",
            name.to_lowercase().replace(' ', ".").replace(['å', 'ä'], "a").replace('ö', "o").replace('é', "e")
        ),
    };
    let unit = unit_at(stage, agency_of(team, party), "Samverkan").await?;
    add(stage, name, &email, "representative", &unit).await?;
    let connection = stage.db.schema_connection();
    let user = user_account::Entity::find().filter(user_account::Column::Email.eq(&email)).one(connection).await?;
    let user = user.context("the representative")?.id.to_string();
    let team = team::Entity::find().filter(team::Column::Code.eq(team)).one(connection).await?.context("the team")?;
    let seat = seat::Entity::find()
        .filter(seat::Column::TeamId.eq(team.id))
        .filter(seat::Column::Party.eq(party))
        .one(connection)
        .await?
        .context("the seat")?;
    let from = stage.db.clock().today().to_string();
    let (team, seat) = (team.id.to_string(), seat.id.to_string());
    let fields = [("user", user.as_str()), ("kind", "representative"), ("from_day", from.as_str())];
    stage.post(ADMINISTRATOR, "/teams/{id}/seats/{seat}/fill", &[("id", &team), ("seat", &seat)], &fields).await?;
    Ok(())
}

async fn add(stage: &Stage, name: &str, email: &str, role: &str, unit: &str) -> anyhow::Result<()> {
    let fields = [("name", name), ("email", email), ("role", role), ("unit", unit)];
    stage.post(ADMINISTRATOR, "/admin/users/add", &[], &fields).await.with_context(|| email.to_owned())?;
    Ok(())
}

/// The unit of that name at the agency, added when it is missing.
async fn unit_at(stage: &Stage, agency: &str, name: &str) -> anyhow::Result<String> {
    let connection = stage.db.schema_connection();
    let at = agency::Entity::find().filter(agency::Column::Code.eq(agency)).one(connection).await?;
    let at = at.with_context(|| format!("no agency {agency}"))?.id;
    let find = || unit::Entity::find().filter(unit::Column::AgencyId.eq(at)).filter(unit::Column::Name.eq(name));
    if find().one(connection).await?.is_none() {
        let fields = [("name", name), ("covers_colleagues", "yes")];
        stage.post(ADMINISTRATOR, "/admin/agencies/{id}", &[("id", &at.to_string())], &fields).await?;
    }
    Ok(find().one(connection).await?.context("the unit")?.id.to_string())
}
