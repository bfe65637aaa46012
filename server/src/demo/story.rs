//! Today's living work: the four people of `domain.md` section 8 at different stages, and what goes wrong around them.
use super::{
    own,
    participants::{AMIRA, FATIMA, JOHAN, JOHANNA, JOSEF, LEO, MARYAM, Someone, YOUNES, identity, question, situation},
    people::{CASE_OFFICER, COORDINATOR, JOB_COACH, LOTS, NURSE, SOCIAL_WORKER, WORK_TRAINING},
    stage::{Stage, id_in},
};
use anyhow::Context;
use app::{
    accounts::store::user_account,
    consents::{rules::Purpose, store::consent},
    consultations::{rules::Caution, texts as consultations},
    kernel::{
        holidays::{is_working_day, next_working_day},
        lang::Lang,
    },
    meetings::store::slot,
    organisation::store::{agency, district, unit},
    plans::store::activity,
    teams::store::team,
};
use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A signed consent that shows nobody, and says so.
const PAPER: &[u8] = include_bytes!("samtycke.png");

/// Plays the story up to today.
pub async fn tell(stage: &Stage) -> anyhow::Result<()> {
    followed_up_too_late(stage).await.context("Johan")?;
    follow_up_is_due(stage).await.context("Maryam")?;
    waits_too_long(stage).await.context("Fatima")?;
    without_plan(stage).await.context("Johanna")?;
    booked_with_an_empty_seat(stage).await.context("Josef")?;
    booked_next_week(stage).await.context("Leo")?;
    asked_for_more(stage).await.context("Amira")?;
    just_submitted(stage).await.context("Younes")?;
    asked_without_identity(stage).await.context("the questions without identity")?;
    stage.days_ago(0);
    Ok(())
}

/// Johan: a plan, a lots, and a two-month follow-up that nobody has done. Two parties have something ahead of them. On his
/// own page he has begun one thing, and told what got in the way of another.
async fn followed_up_too_late(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(120);
    let referred_on = stage.db.clock().today();
    let case = refer(stage, SOCIAL_WORKER, &JOHAN).await?;
    stage.days_ago(118);
    stage.about(COORDINATOR, "/cases/{id}/accept", &case, &[]).await?;
    meet(stage, &case, "JARVA", 100, &["social_services", "social_insurance", "health_care"]).await?;
    let goal = "Något att gå till två dagar i veckan, med någon som väntar.";
    write_plan(stage, &case, goal, "work", JOHAN.own_words).await?;
    scan(stage, &case).await?;
    activity(stage, &case, "Boka tid för genomgång av medicinen", "health_care", 30).await?;
    activity(stage, &case, "Ansöka om boendestöd på morgnarna", "social_services", 45).await?;
    activity(stage, &case, "Besöka Aktivitetsplatsen tillsammans med lotsen", "lots", 40).await?;
    activity(stage, &case, "Läkarbesök om hur medicinen fungerar", "health_care", 120).await?;
    activity(stage, &case, "Se över om boendestödet räcker", "social_services", 130).await?;
    let begun = activity(stage, &case, "Lägga fram kläder kvällen innan", "participant", 110).await?;
    let stuck = activity(stage, &case, "Prova bussen till Aktivitetsplatsen en gång", "participant", 90).await?;
    let revision = revision_of(stage, &case).await?;
    stage.about(COORDINATOR, "/cases/{id}/plan/establish", &case, &[("revision", &revision)]).await?;
    let lots = user_id(stage, LOTS).await?;
    stage.about(COORDINATOR, "/cases/{id}/lots/ask", &case, &[("stage", "meeting"), ("lots", &lots)]).await?;
    stage.days_ago(96);
    stage.about(LOTS, "/cases/{id}/lots/answer", &case, &[("answer", "accept")]).await?;
    stage.days_ago(4);
    let johan = own::enter(stage, SOCIAL_WORKER, &case, (&JOHAN, referred_on)).await?;
    johan.send(&["plan", &begun], &[("was", "planned"), ("status", "under_way")]).await?;
    let words = "Bussen var full och jag gick hem igen.";
    let told = [("was", "planned"), ("status", "not_done"), ("hindrance", "health"), ("words", words)];
    johan.send(&["plan", &stuck], &told).await
}

/// Maryam: a plan without a lots, and a two-month follow-up whose day has passed.
async fn follow_up_is_due(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(95);
    let case = refer(stage, CASE_OFFICER, &MARYAM).await?;
    stage.days_ago(93);
    stage.about(COORDINATOR, "/cases/{id}/accept", &case, &[]).await?;
    meet(stage, &case, "CITY", 68, MARYAM.parties).await?;
    write_plan(stage, &case, "Halvtid på en ny arbetsplats, utan skift.", "work", MARYAM.own_words).await?;
    activity(stage, &case, "Träffa arbetsgivare tillsammans med arbetsförmedlaren", "employment_service", 40).await?;
    activity(stage, &case, "Pröva ersättning under uppstarten", "social_insurance", 25).await?;
    let revision = revision_of(stage, &case).await?;
    stage.about(COORDINATOR, "/cases/{id}/plan/establish", &case, &[("revision", &revision)]).await?;
    Ok(())
}

/// Fatima: accepted long ago, and no time has been found.
async fn waits_too_long(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(85);
    let case = refer(stage, NURSE, &FATIMA).await?;
    stage.days_ago(82);
    stage.about(COORDINATOR, "/cases/{id}/accept", &case, &[]).await?;
    Ok(())
}

/// Johanna: met nine days ago, the plan is written but not established, and work training is asked for.
async fn without_plan(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(30);
    let case = refer(stage, SOCIAL_WORKER, &JOHANNA).await?;
    stage.days_ago(29);
    stage
        .about(COORDINATOR, "/cases/{id}/ask-completion", &case, &[("ask", "Finns någon kontakt med vården i dag?")])
        .await?;
    stage.days_ago(27);
    let mut answer = vec![("answer", "Ja, med rehabkoordinatorn på Tensta vårdcentral.")];
    answer.extend(situation(&JOHANNA));
    answer.extend(question(&JOHANNA));
    stage.about(SOCIAL_WORKER, "/cases/{id}/answer-completion", &case, &answer).await?;
    stage.days_ago(26);
    stage.about(COORDINATOR, "/cases/{id}/accept", &case, &[]).await?;
    meet(stage, &case, "JARVA", 9, &["social_services", "jobbtorg", "health_care"]).await?;
    stage.days_ago(8);
    write_plan(stage, &case, "En första dag i veckan utanför hemmet.", "work", JOHANNA.own_words).await?;
    activity(stage, &case, "Hembesök av arbetsträningssamordnaren", "jobbtorg", 14).await?;
    activity(stage, &case, "Kontakt med arbetsterapeut om att ta sig hemifrån", "health_care", 30).await?;
    activity(stage, &case, "Pröva boendestöd som följer med till första dagen", "social_services", 35).await?;
    let wishes = [("wishes", "Vill börja hemma. Tycker om att sy och att teckna.")];
    stage.about(COORDINATOR, "/cases/{id}/work-training/request", &case, &wishes).await?;
    stage.days_ago(0);
    // a telephone number of those kept for fiction
    let place = [
        ("name", "Textilverkstan hemma"),
        ("trade", "Sömnad och textil"),
        ("contact_name", "Marianne Holm"),
        ("phone", "08-465 004 12"),
        ("email", "marianne@textilverkstan.example"),
        ("address", "Exempelgatan 7, Spånga"),
        ("notes", "Material hämtas hos leverantören på måndagar."),
    ];
    let provider = id_in(&stage.post(WORK_TRAINING, "/work-training/providers/new", &[], &place).await?)?;
    let seats = [("name", "Sömnad, start i hemmet"), ("seats", "3")];
    stage.about(WORK_TRAINING, "/work-training/providers/{id}/places/new", &provider, &seats).await?;
    Ok(())
}

/// Josef: booked in team City, where health care's seat is vacant.
async fn booked_with_an_empty_seat(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(21);
    let case = refer(stage, CASE_OFFICER, &JOSEF).await?;
    stage.days_ago(20);
    stage.about(COORDINATOR, "/cases/{id}/accept", &case, &[]).await?;
    stage.days_ago(6);
    let slot = make_slot(stage, "CITY", next_working_day(stage.db.clock().today() + Days::new(10))).await?;
    stage.about(COORDINATOR, "/cases/{id}/book", &case, &[("slot", &slot)]).await?;
    for (team, in_days) in [("JARVA", 11), ("VASTERORT", 12), ("SODER", 13), ("GLOBEN", 16), ("SKARHOLMEN", 18)] {
        make_slot(stage, team, next_working_day(stage.db.clock().today() + Days::new(in_days))).await?;
    }
    Ok(())
}

/// Leo: booked in team Järva, whose members have a case to read, and whose referrer someone to prepare. He has written what
/// he wants to say, and shares it; what he does not want to forget he keeps.
async fn booked_next_week(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(19);
    let referred_on = stage.db.clock().today();
    let case = refer(stage, NURSE, &LEO).await?;
    stage.days_ago(18);
    stage.about(COORDINATOR, "/cases/{id}/accept", &case, &[]).await?;
    stage.days_ago(5);
    let slot = latest_slot(stage, "JARVA").await?;
    stage.about(COORDINATOR, "/cases/{id}/book", &case, &[("slot", &slot)]).await?;
    stage.days_ago(2);
    let leo = own::enter(stage, NURSE, &case, (&LEO, referred_on)).await?;
    let say = "Jag vill börja med två förmiddagar, inte tre.";
    let remember = "Fråga om jag får sitta ner när det gör ont.";
    let prepared = [("say", say), ("say_for", "team"), ("remember", remember), ("remember_for", "me")];
    leo.send(&["prepare"], &prepared).await
}

/// Amira: the coordinator has asked, and waits for an answer.
async fn asked_for_more(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(3);
    let case = refer(stage, SOCIAL_WORKER, &AMIRA).await?;
    stage.days_ago(1);
    let ask = [("ask", "Har Amira sökt någon utbildning, och till när?")];
    stage.about(COORDINATOR, "/cases/{id}/ask-completion", &case, &ask).await?;
    Ok(())
}

/// Younes: submitted yesterday; and a draft that Ali has begun.
async fn just_submitted(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(1);
    refer(stage, SOCIAL_WORKER, &YOUNES).await?;
    let unit = unit_of(stage, "JT-KISTA", "Jobbcoacher").await?;
    let draft = id_in(&stage.post(JOB_COACH, "/referrals/new", &[], &[("unit", &unit)]).await?)?;
    let begun = [("given_name", "Mirjam"), ("family_name", "Ek"), ("identity_unknown", "yes")];
    stage.about(JOB_COACH, "/referrals/{id}/participant", &draft, &begun).await?;
    Ok(())
}

/// Questions without identity: one that nobody has answered, one that is answered, and one that is being referred.
async fn asked_without_identity(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(12);
    let unit = unit_of(stage, "SDF-02", "Ekonomiskt bistånd").await?;
    let wary = "Personen är i arbete några timmar i veckan och vill mer, men känner sig trött på att möta många \
                myndigheter. Vi har prövat att ta ett möte i taget och det fungerar bättre.";
    let question = "Kan vi börja med bara två av parterna?";
    let district = district_named(stage, JOHAN.district).await?;
    let of = [("age_band", "45_54"), ("district", district.as_str()), ("parties", "health_care")];
    let first = ask(stage, SOCIAL_WORKER, &unit, &of, (wary, question)).await?;
    stage.days_ago(10);
    let words = "Ja, ett team kan börja med dem som personen vill träffa. Prata igenom vad samtycket betyder först.";
    let answer = [("text", words), ("supports", "aktivitetsplatsen"), ("supports", "ratt_stod"), ("seen", "0")];
    stage.about(COORDINATOR, "/consultations/{id}/answer", &first, &answer).await?;
    stage.days_ago(9);
    let unit = unit_of(stage, "VC-TENSTA", "Rehabkoordinering").await?;
    let between = "Läkaren säger att personen kan arbeta, och arbetsgivaren att det inte går. Ingen tar nästa steg.";
    let question = "Vilka behöver vara med för att det ska bli klart vem som gör vad?";
    let second =
        ask(stage, NURSE, &unit, &[("age_band", "35_44"), ("parties", "social_insurance")], (between, question))
            .await?;
    stage.days_ago(7);
    let words = "Det låter som en fråga för ett team. Gör en anmälan när personen har samtyckt.";
    stage.about(COORDINATOR, "/consultations/{id}/answer", &second, &[("text", words), ("seen", "0")]).await?;
    stage.days_ago(6);
    stage.about(NURSE, "/consultations/{id}/refer", &second, &[("unit", &unit)]).await?;
    stage.days_ago(2);
    let unit = unit_of(stage, "FK-STHLM", "Sjukförsäkring").await?;
    let enough =
        "Personen har varit sjukskriven länge och har god kontakt med oss. Skulder gör att allt annat får vänta.";
    ask(
        stage,
        CASE_OFFICER,
        &unit,
        &[("age_band", "55_64")],
        (enough, "Är ett team rätt, eller räcker det med en av oss?"),
    )
    .await?;
    Ok(())
}

/// Asks without identity and says yes to what is asked once more; gives the question.
async fn ask(
    stage: &Stage,
    who: &str,
    unit: &str,
    also: &[(&str, &str)],
    (situation, question): (&str, &str),
) -> anyhow::Result<String> {
    // a demonstration that knows few people of the age is asked, one with its register is not: a yes does no harm
    let few = consultations::caution(Lang::Sv, &Caution::Narrow { few: true, details: Vec::new() });
    let mut fields = vec![("unit", unit), ("situation", situation), ("question", question)];
    fields.push(("wide_enough", few.as_str()));
    fields.extend_from_slice(also);
    id_in(&stage.post(who, "/consultations/new", &[], &fields).await?)
}

/// Fills in and submits a referral; gives the case.
async fn refer(stage: &Stage, who: &str, person: &Someone) -> anyhow::Result<String> {
    let unit = match who {
        SOCIAL_WORKER => unit_of(stage, "SDF-02", "Ekonomiskt bistånd").await?,
        CASE_OFFICER => unit_of(stage, "FK-STHLM", "Sjukförsäkring").await?,
        _ => unit_of(stage, "VC-TENSTA", "Rehabkoordinering").await?,
    };
    let draft = id_in(&stage.post(who, "/referrals/new", &[], &[("unit", &unit)]).await?)?;
    let today = stage.db.clock().today();
    let (identity, given_on) = (identity(person, today)?, today.to_string());
    let district = district_named(stage, person.district).await?;
    let participant = [
        ("identity", identity.as_str()),
        ("given_name", person.given),
        ("family_name", person.family),
        ("gender", person.gender),
        ("district", district.as_str()),
        ("language", "sv"),
        ("interpreter", "no"),
        ("protected", "no"),
    ];
    stage.about(who, "/referrals/{id}/participant", &draft, &participant).await?;
    stage.about(who, "/referrals/{id}/situation", &draft, &situation(person)).await?;
    stage.about(who, "/referrals/{id}/question", &draft, &question(person)).await?;
    let mut consent = vec![
        ("consent_form", "paper"),
        ("given_on", given_on.as_str()),
        ("consent_language", "sv"),
        ("consent_interpreter", "no"),
        ("sus", person.sus),
    ];
    consent.extend(person.parties.iter().map(|p| ("covered", *p)));
    stage.about(who, "/referrals/{id}/consent", &draft, &consent).await?;
    id_in(&stage.about(who, "/referrals/{id}/review", &draft, &[]).await?)
}

async fn district_named(stage: &Stage, name: &str) -> anyhow::Result<String> {
    let find = district::Entity::find().filter(district::Column::Name.eq(name));
    Ok(find.one(stage.db.schema_connection()).await?.context("the district")?.id.to_string())
}

/// Books a meeting ahead of its day, holds it so many days ago or on the working day before, and registers who came.
async fn meet(stage: &Stage, case: &str, team: &str, days_ago: i64, came: &[&str]) -> anyhow::Result<()> {
    stage.days_ago(days_ago + 7);
    let day = working_day_until(stage.db.clock().today() + Days::new(7));
    let slot = make_slot(stage, team, day).await?;
    stage.about(COORDINATOR, "/cases/{id}/book", case, &[("slot", &slot)]).await?;
    // the time of day is the story's own: its outcome is registered the day after
    stage.days_ago(days_ago - 1);
    let mut outcome = vec![("held", "yes"), ("came", "participant"), ("came", "referrer")];
    outcome.extend(came.iter().map(|p| ("came", *p)));
    stage.about(COORDINATOR, "/cases/{id}/meeting-outcome", case, &outcome).await?;
    Ok(())
}

async fn make_slot(stage: &Stage, code: &str, day: NaiveDate) -> anyhow::Result<String> {
    let connection = stage.db.schema_connection();
    let team = team::Entity::find().filter(team::Column::Code.eq(code)).one(connection).await?.context("the team")?.id;
    let (id, day) = (team.to_string(), day.to_string());
    let fields = [
        ("team", id.as_str()),
        ("day", day.as_str()),
        ("time", "09:00"),
        ("minutes", "60"),
        ("form", "phone"),
        ("place", "Telefon, vi ringer upp"),
        ("capacity", "2"),
    ];
    stage.post(COORDINATOR, "/slots/new", &[], &fields).await?;
    latest_slot(stage, code).await
}

/// The team's time that lies furthest ahead.
async fn latest_slot(stage: &Stage, code: &str) -> anyhow::Result<String> {
    let connection = stage.db.schema_connection();
    let team = team::Entity::find().filter(team::Column::Code.eq(code)).one(connection).await?.context("the team")?.id;
    let made = slot::Entity::find().filter(slot::Column::TeamId.eq(team)).order_by_desc(slot::Column::StartsAt);
    Ok(made.one(connection).await?.context("the slot")?.id.to_string())
}

async fn write_plan(stage: &Stage, case: &str, goal: &str, kind: &str, own_words: &str) -> anyhow::Result<()> {
    let fields = [("kind", kind), ("goal", goal), ("own_words", own_words)];
    stage.about(COORDINATOR, "/cases/{id}/plan", case, &fields).await?;
    Ok(())
}

/// Adds an activity; gives its id.
async fn activity(stage: &Stage, case: &str, text: &str, responsible: &str, days: u64) -> anyhow::Result<String> {
    let due = (stage.db.clock().today() + Days::new(days)).to_string();
    let fields = [("text", text), ("responsible", responsible), ("due", due.as_str())];
    stage.about(COORDINATOR, "/cases/{id}/activities/new", case, &fields).await?;
    let made = activity::Entity::find().filter(activity::Column::CaseId.eq(case.parse::<uuid::Uuid>()?));
    let latest = made.order_by_desc(activity::Column::Ordinal).one(stage.db.schema_connection()).await?;
    Ok(latest.context("the activity")?.id.to_string())
}

/// The signed paper of the consent to share, as its referrer scanned it.
async fn scan(stage: &Stage, case: &str) -> anyhow::Result<()> {
    let of_case = consent::Entity::find().filter(consent::Column::CaseId.eq(case.parse::<uuid::Uuid>()?));
    let shares = of_case.filter(consent::Column::Purpose.eq(Purpose::ShareInTeam));
    let id = shares.one(stage.db.schema_connection()).await?.context("the consent")?.id.to_string();
    let params = [("id", case), ("consent", id.as_str())];
    stage.post_file(SOCIAL_WORKER, "/cases/{id}/consents/{consent}/scan/new", &params, ("scan", PAPER)).await?;
    Ok(())
}

async fn revision_of(stage: &Stage, case: &str) -> anyhow::Result<String> {
    let plan = app::plans::store::plan::Entity::find()
        .filter(app::plans::store::plan::Column::CaseId.eq(case.parse::<uuid::Uuid>()?))
        .one(stage.db.schema_connection())
        .await?;
    Ok(plan.context("the plan")?.revision.to_string())
}

async fn unit_of(stage: &Stage, agency: &str, name: &str) -> anyhow::Result<String> {
    let connection = stage.db.schema_connection();
    let at = agency::Entity::find().filter(agency::Column::Code.eq(agency)).one(connection).await?;
    let at = at.context("the agency")?.id;
    let found = unit::Entity::find().filter(unit::Column::AgencyId.eq(at)).filter(unit::Column::Name.eq(name));
    Ok(found.one(connection).await?.context("the unit")?.id.to_string())
}

async fn user_id(stage: &Stage, email: &str) -> anyhow::Result<String> {
    let found = user_account::Entity::find().filter(user_account::Column::Email.eq(email));
    Ok(found.one(stage.db.schema_connection()).await?.context("the user")?.id.to_string())
}

/// The latest day until this one on which people work.
fn working_day_until(day: NaiveDate) -> NaiveDate {
    let mut day = day;
    while !is_working_day(day) {
        day = day - Days::new(1);
    }
    day
}
