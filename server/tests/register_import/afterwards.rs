//! What the product does with what came in: incomplete placements, rows read again after renaming, known accounts,
//! places with seats, and rows that contradict what was made since.
use super::{Copy, NAME, count, import, register_2021};
use crate::{on_both, support::World};
use app::{
    access::Role,
    cases::store::cases,
    kernel::{
        id::{AssociationId, CaseId, PlacementId},
        lang::Lang,
    },
    lots::store::lots_assignment as lots,
    organisation::store::association,
    register_import::report::{DifferenceKind, ToldFault},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

on_both!(
    placements_that_a_register_left_incomplete_open_and_end,
    the_queue_hides_what_was_imported_until_it_is_taken_up,
    a_case_that_is_taken_up_wakes_its_placements,
    a_second_import_makes_nothing_whatever_was_renamed,
    a_closed_account_is_no_referrer,
    an_account_without_the_task_becomes_a_referrer,
    an_import_raises_the_seats_of_a_place,
    what_was_made_since_is_told_as_a_fault,
    other_data_of_a_known_person_is_a_difference,
    a_name_that_only_a_placement_gives_stays_with_it,
    the_rows_are_counted_for_the_planner,
);

async fn association_of_the_register(world: &World) -> AssociationId {
    let find = association::Entity::find().filter(association::Column::Name.eq(NAME));
    find.one(world.db.schema_connection()).await.expect("associations").expect("the register's").id
}

async fn as_role(world: &World, role: Role) -> crate::support::Client {
    let association = association_of_the_register(world).await;
    world.login(&world.user_in(association, role, None).await).await
}

async fn placement(world: &World, reference: &str) -> PlacementId {
    world.placements().await.into_iter().find(|p| p.reference == reference).expect("the placement").id
}

async fn case(world: &World, number: &str) -> CaseId {
    let find = cases::Entity::find().filter(cases::Column::Number.eq(number));
    find.one(world.db.schema_connection()).await.expect("cases").expect("the case").id
}

fn leave_incomplete(copy: &Copy) {
    copy.append("placements.csv", "P2021-901;;;Ada;Ek;woman;osa;;;2021-02-01;;2021-03-01;;started;;");
    copy.append("placements.csv", "P2021-902;;;Bo;Ek;man;osa;;;2021-02-01;;2021-03-01;2021-04-01;ended;;");
    copy.append("placements.csv", "P2021-903;;;;;;osa;;;2021-02-01;;;;stopped_before_start;;");
}

async fn placements_that_a_register_left_incomplete_open_and_end(world: World) {
    let copy = Copy::of_2021();
    leave_incomplete(&copy);
    let report = import(&world, copy.path(), false).await;
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    let client = as_role(&world, Role::WorkTraining).await;
    for (reference, unknown) in [("P2021-901", 1), ("P2021-902", 2), ("P2021-903", 2)] {
        let page = client.get(&format!("/work-training/placements/{}", placement(&world, reference).await)).await;
        let page = page.expect(200);
        let told = page.texts("dl.facts dd").iter().filter(|t| *t == "inte angett").count();
        assert_eq!(told, unknown, "{reference}: {}", page.body());
    }
    let nameless = format!("/work-training/placements/{}", placement(&world, "P2021-903").await);
    assert!(client.get(&nameless).await.body().contains("namn inte angivet"));
    client.get("/work-training").await.expect(200);
    client.get("/work-training/placements?stage=all").await.expect(200);
    let id = placement(&world, "P2021-901").await;
    let path = format!("/work-training/placements/{id}/end");
    client.fill(&path, &[("on", "2021-06-01"), ("reason", "1"), ("hours", "10")]).await.expect(303);
    assert_eq!(world.placement_row(id).await.place_id, None);
    client.get(&format!("/work-training/placements/{id}")).await.expect(200);
}

async fn the_queue_hides_what_was_imported_until_it_is_taken_up(world: World) {
    import(&world, &register_2021(), false).await;
    let client = as_role(&world, Role::Coordinator).await;
    let shows = async || client.get("/queue").await.expect(200).body().contains("2021-0160");
    assert!(!shows().await, "what a register brought is nobody's work");
    let id = case(&world, "2021-0160").await;
    client.fill(&format!("/cases/{id}/take-up"), &[]).await.expect(303);
    assert!(shows().await, "taken up, it stands in the queue");
}

async fn a_case_that_is_taken_up_wakes_its_placements(world: World) {
    import(&world, &register_2021(), false).await;
    let (case, id) = (case(&world, "2021-0097").await, placement(&world, "P2021-013").await);
    let overview = async |client: &crate::support::Client| client.get("/work-training").await.expect(200).body();
    let work_training = as_role(&world, Role::WorkTraining).await;
    assert!(overview(&work_training).await.contains("P2021-014"), "who trains takes a seat, taken up or not");
    let coordinator = as_role(&world, Role::Coordinator).await;
    assert!(world.placement_row(id).await.dormant);
    coordinator.fill(&format!("/cases/{case}/take-up"), &[]).await.expect(303);
    assert!(!world.placement_row(id).await.dormant);
}

async fn a_second_import_makes_nothing_whatever_was_renamed(world: World) {
    import(&world, &register_2021(), false).await;
    for sql in [
        "UPDATE agency SET code = 'X-' || code, name = name || ' (ny)'",
        "UPDATE unit SET name = 'Mottagning'",
        "UPDATE team SET code = 'X-' || code, name = name || ' (ny)'",
        "UPDATE district SET name = name || ' (nytt)'",
        "UPDATE user_account SET email = 'ny.' || email",
        "UPDATE provider SET name = name || ' (ny)'",
        "UPDATE place SET name = name || ' (ny)'",
    ] {
        world.tamper(sql).await.expect(sql);
    }
    let before = world.contents().await;
    let report = import(&world, &register_2021(), false).await;
    assert!(report.faults.is_empty() && !report.changed, "{:?} {:?}", report.faults, report.created);
    assert!(report.created.values().all(|n| *n == 0), "{:?}", report.created);
    assert!(world.contents().await == before, "nothing is written");
    // and a new row joins the agency that its code meant then
    let copy = Copy::of_2021();
    let row = "2021-0901;2021-05-01;FK-STHLM;ny@fk-sthlm.example;;Ada;Ek;woman;;;;;;;;team_meeting;in_queue;;;;;;;;";
    copy.append("referrals.csv", row);
    let report = import(&world, copy.path(), false).await;
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    assert_eq!((report.created["agencies"], report.created["teams"], report.created["referrals"]), (0, 0, 1));
    assert_eq!(count(&world, "agency").await, 22);
}

/// Imports a copy that was spoilt, and gives the only fault.
async fn only_fault(world: &World, copy: &Copy) -> ToldFault {
    let before = world.contents().await;
    let report = import(world, copy.path(), false).await;
    assert!(world.contents().await == before && !report.changed, "nothing is changed");
    let mut faults = report.told(Lang::En).errors;
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

async fn a_closed_account_is_no_referrer(world: World) {
    let closed = world.user(Role::Referrer, None).await;
    world.change_account(&closed, |a| a.closed_at = Some(a.created_at)).await;
    let copy = Copy::of_2021();
    copy.change(
        "referrals.csv",
        "handlaggare2@fk-sthlm.example;19780121-9960",
        &format!("{};19780121-9960", closed.email),
    );
    let fault = only_fault(&world, &copy).await;
    assert_eq!((fault.file.as_str(), fault.line, fault.column.as_str()), ("referrals.csv", 2, "referrer_email"));
    assert_eq!(fault.value, "····");
}

async fn an_account_without_the_task_becomes_a_referrer(world: World) {
    // someone of another association, who has never referred here
    let person = world.user(Role::Coordinator, None).await;
    let copy = Copy::of_2021();
    copy.change(
        "referrals.csv",
        "handlaggare2@fk-sthlm.example;19780121-9960",
        &format!("{};19780121-9960", person.email),
    );
    let report = import(&world, copy.path(), false).await;
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    let here = association_of_the_register(&world).await;
    let tx = world.db.read().await.expect("a read");
    let grants = app::accounts::store::grants_at(&tx, person.id, here).await.expect("grants");
    assert_eq!(grants.iter().map(|g| g.role).collect::<Vec<_>>(), [Role::Referrer]);
    drop(tx);
    assert_eq!(count(&world, "audit_entry WHERE event = 'role_granted' AND subject_kind = 'user'").await, 1);
}

async fn an_import_raises_the_seats_of_a_place(world: World) {
    import(&world, &register_2021(), false).await;
    world.tamper("UPDATE place SET confirmed_on = '2026-01-01'").await.expect("confirmed");
    let find = "FROM place JOIN provider ON provider.id = place.provider_id WHERE provider.name = 'Odlingen'";
    let seats = async || {
        let sql = format!(
            "SELECT CAST(place.seats AS TEXT) || CASE WHEN confirmed_on IS NULL THEN ' no' ELSE ' yes' END AS value {find}"
        );
        world.column(&sql).await.remove(0)
    };
    let before = seats().await;
    let most: i32 = before.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    assert!(before.ends_with(" yes"));
    let copy = Copy::of_2021();
    for n in 0..=most {
        let row = format!("P2021-95{n};;;Ada{n};Ek;woman;osa;Odlingen;Arbetsträning;2021-10-01;;2021-10-01;;started;;");
        copy.append("placements.csv", &row);
    }
    let report = import(&world, copy.path(), false).await;
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    let after = seats().await;
    let now: i64 = after.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    let training = format!("placement WHERE stage = 'started' AND place_id IN (SELECT place.id {find})");
    assert!(now > i64::from(most) && now >= count(&world, &training).await, "{before} to {after}");
    assert!(after.ends_with(" no"), "the raised seats are unconfirmed");
}

async fn what_was_made_since_is_told_as_a_fault(world: World) {
    import(&world, &register_2021(), false).await;
    // as if the product had used them
    world.tamper("UPDATE activity SET ordinal = 9 WHERE ordinal = 1").await.expect("changed");
    world.tamper("UPDATE follow_up SET months = 12 WHERE months = 2").await.expect("changed");
    world.tamper("UPDATE slot SET cancelled_at = starts_at").await.expect("changed");
    let fault_of = async |file: &str, row: &str| {
        let copy = Copy::of_2021();
        copy.append(file, row);
        let fault = only_fault(&world, &copy).await;
        assert_eq!(fault.file, file);
        fault.column
    };
    assert_eq!(fault_of("activities.csv", "2021-0008;9;Ringa igen;lots;;planned").await, "no");
    assert_eq!(fault_of("followups.csv", "2021-0008;12;2022-01-10;all_done").await, "months");
    assert_eq!(fault_of("meetings.csv", "2021-0003;SODER;2021-01-08 13:00;phone;moved").await, "starts_at");
    // an assignment that the product made: the register's own rows know nothing of it
    let (of, to) = (case(&world, "2021-0111").await, case(&world, "2021-0008").await);
    let moved = lots::Entity::update_many()
        .col_expr(lots::Column::CaseId, sea_orm::sea_query::Expr::value(to))
        .filter(lots::Column::CaseId.eq(of));
    moved.exec(world.db.schema_connection()).await.expect("moved");
    assert_eq!(fault_of("lots.csv", "2021-0008;2021-06-03;meeting;;4").await, "ended_on");
}

async fn other_data_of_a_known_person_is_a_difference(world: World) {
    import(&world, &register_2021(), false).await;
    let copy = Copy::of_2021();
    let person = "19780121-9960;Tova;Çelik;man";
    let row = format!(
        "2021-0902;2021-06-01;FK-STHLM;handlaggare2@fk-sthlm.example;{person};;;;;;;;team_meeting;in_queue;;;;;;;;"
    );
    copy.append("referrals.csv", &row);
    let report = import(&world, copy.path(), false).await;
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    let known = report.differences.iter().find(|d| d.kind == DifferenceKind::OtherKnownPerson).expect("listed");
    assert_eq!((known.reference.as_str(), known.register.as_str()), ("2021-0902", "given_name|gender"));
    // the latest follow-up that has a result is compared, not one that is still to come
    let copy = Copy::of_2021();
    copy.append("followups.csv", "2021-0127;12;;");
    let report = import(&world, copy.path(), true).await;
    let compared = |number: &str| {
        report.differences.iter().any(|d| d.kind == DifferenceKind::FollowUpResult && d.reference == number)
    };
    assert!(compared("2021-0127"), "{:?}", report.differences);
}

async fn a_name_that_only_a_placement_gives_stays_with_it(world: World) {
    let copy = Copy::of_2021();
    // a person with a case, called otherwise by another intervention
    copy.append("placements.csv", "P2021-904;;19780121-9960;Ada;Lind;woman;osa;;;2021-02-01;;;;requested;;");
    import(&world, copy.path(), false).await;
    let client = as_role(&world, Role::WorkTraining).await;
    let page = client.get(&format!("/work-training/placements/{}", placement(&world, "P2021-904").await)).await;
    let page = page.expect(200).body();
    assert!(page.contains("Ada Lind") && !page.contains("Çelik"), "a name that a case gave is not shown");
}

/// Without it PostgreSQL plans by what it believed of empty tables, until it counts them by itself.
async fn the_rows_are_counted_for_the_planner(world: World) {
    let counted = match world.db.is_postgres() {
        true => "SELECT reltuples::bigint::text AS value FROM pg_class WHERE oid = 'cases'::regclass",
        false => "SELECT stat AS value FROM sqlite_stat1 WHERE tbl = 'cases' AND idx = 'cases_number'",
    };
    import(&world, &register_2021(), false).await;
    let cases = count(&world, "cases").await.to_string();
    let found = world.column(counted).await;
    assert_eq!(found.first().and_then(|stat| stat.split(' ').next()), Some(cases.as_str()), "{found:?}");
}
