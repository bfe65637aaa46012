//! The scan of a signed paper: received, kept sealed, opened by those who may, taken back.
use crate::{
    referrals::filled::{pairs, with},
    scenarios::Fields,
    support::{Answer, CaseOf, Client, Person, World},
};
use app::{
    access::Role,
    audit::{EventCode, store::entry},
    cases::rules::StateCode,
    consents::scan::{
        rules::{LARGEST, ScanKind, TakeBackReason},
        store::consent_scan,
        texts,
    },
    consents::store::consent,
    kernel::{
        code::Code,
        id::{CaseId, ConsentId, ScanId},
        lang::Lang,
    },
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    participants::store::participant,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr};
use std::path::PathBuf;

mod taken_back;

crate::on_both!(
    it_is_attached_when_the_consent_is_recorded,
    it_is_added_afterwards_and_each_opening_is_noted,
    who_may_not_open_it_learns_nothing,
    what_is_wrong_with_a_file_is_told_and_nothing_else_is_lost,
    a_file_that_was_fine_is_chosen_again_where_the_page_is_made_anew,
    ten_megabytes_come_back_as_they_were,
    nothing_of_the_paper_stands_in_the_database,
    a_pdf_is_shown_where_it_can_do_nothing,
);

/// The demonstration's paper.
pub const PAPER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/demo/samtycke.png");
const BOTH: &[Party] = &[Party::Jobbtorg, Party::HealthCare];
const SECRET: &[u8] = b"UNDERSKRIVET AV YOUNES";

/// Files of one test.
struct Files(PathBuf);

impl Files {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("finsam-scan-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Files(folder)
    }

    fn with(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.0.join(name), bytes).unwrap();
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A PDF of this length that runs a script when it is opened.
fn a_pdf(length: usize) -> Vec<u8> {
    let mut pdf =
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n".to_vec();
    pdf.extend(SECRET);
    let end = b"\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
    pdf.resize(length.max(pdf.len() + end.len()) - end.len(), b' ');
    pdf.extend(end);
    pdf
}

/// What is recorded of a consent on paper, with a scan of it or without.
pub fn on_paper(world: &World, scan: Option<&str>) -> Fields {
    let mut fields = with(super::new_consent(world), "consent_form", &["paper"]);
    fields.retain(|f| f.0 != "heard_by");
    fields.extend(scan.map(|path| ("scan", path.to_owned())));
    fields
}

/// A case of a referrer's with a consent on paper that they have recorded.
pub async fn recorded(world: &World, scan: Option<&str>) -> (Person, CaseId, ConsentId) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::HealthCare])).await;
    let client = world.login(&referrer).await;
    let fields = on_paper(world, scan);
    client.post_files(&format!("/cases/{case}/consents/new"), &pairs(&fields), false).await.expect(303);
    let latest = consent::Entity::find().order_by_desc(consent::Column::Id);
    let latest = latest.one(world.db.schema_connection()).await.unwrap().unwrap();
    (referrer, case, latest.id)
}

pub async fn rows(world: &World) -> Vec<consent_scan::Model> {
    let all = consent_scan::Entity::find().order_by_asc(consent_scan::Column::Id);
    all.all(world.db.schema_connection()).await.unwrap()
}

fn at(case: CaseId, consent: ConsentId) -> String {
    format!("/cases/{case}/consents/{consent}/scan")
}

async fn add(client: &Client, at: &str, path: &str) -> Answer {
    client.post_files(&format!("{at}/new"), &[("scan", path)], false).await
}

/// By which tasks it was opened, the latest last.
async fn openings(world: &World) -> Vec<String> {
    let all = entry::Entity::find().filter(entry::Column::Event.eq(EventCode::ConsentScanOpened));
    let all = all.order_by_asc(entry::Column::Seq).all(world.db.schema_connection()).await.unwrap();
    all.into_iter().map(|e| e.role).collect()
}

async fn it_is_attached_when_the_consent_is_recorded(world: World) {
    let (referrer, case, consent) = recorded(&world, Some(PAPER)).await;
    let events = world.events().await;
    assert!(events.ends_with(&[EventCode::ConsentRecorded, EventCode::ConsentScanAdded]), "{events:?}");
    let client = world.login(&referrer).await;
    let (page, at) = (client.get(&format!("/cases/{case}")).await.expect(200), at(case, consent));
    assert!(page.text(".consent details").contains(texts::MARK_THERE.get(Lang::Sv)));
    assert!(page.has(&format!(".consent details a[href='{at}']")));
    assert!(page.text(".tl li").contains("Skanning av samtycke tillagd · dela uppgifter i teamet"));
    let page = client.get(&at).await.expect(200);
    assert!(page.has(&format!("main img[src='{at}/file'][alt]")));
    assert!(page.text("main .meta").contains("bild (PNG)") && page.text("main .meta").contains(&referrer.name));
    let file = client.get(&format!("{at}/file")).await.expect(200);
    assert!(file.bytes().starts_with(b"\x89PNG\r\n\x1a\n") && file.bytes().len() > 1_000);
    assert_eq!(file.header("content-type"), Some("image/png"));
    assert_eq!(file.header("content-disposition"), Some("inline; filename=\"samtycke.png\""));
    // without one it stands, too, and says so
    let (referrer, case, consent) = recorded(&world, None).await;
    let (client, at) = (world.login(&referrer).await, self::at(case, consent));
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text(".consent details").contains(texts::MARK_NOT_THERE.get(Lang::Sv)));
    assert!(page.has(&format!(".consent details a[href='{at}/new']")));
    assert!(client.get(&at).await.expect(200).body().contains(texts::NOT_THERE.get(Lang::Sv)));
    client.get(&format!("{at}/file")).await.expect(404);
}

async fn it_is_added_afterwards_and_each_opening_is_noted(world: World) {
    let (referrer, case, consent) = recorded(&world, None).await;
    let (own, coordinator) = (world.login(&referrer).await, world.login_as(Role::Coordinator).await);
    let at = at(case, consent);
    add(&coordinator, &at, PAPER).await.expect_to(&at);
    assert_eq!(world.events().await.last(), Some(&EventCode::ConsentScanAdded));
    // its page tells of it; the paper itself is opened, each time anew
    own.get(&at).await.expect(200);
    assert!(openings(&world).await.is_empty());
    for _ in 0..2 {
        own.get(&format!("{at}/file")).await.expect(200);
    }
    coordinator.get(&format!("{at}/file")).await.expect(200);
    let by = [Role::Referrer, Role::Referrer, Role::Coordinator].map(|role| role.code().to_owned());
    assert_eq!(openings(&world).await, by);
    // and is told to the participant as a reading
    let told = coordinator.get(&format!("/cases/{case}/shared")).await.expect(200);
    assert!(told.text("section[aria-labelledby=readers]").contains("Koordinator"));
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}

async fn who_may_not_open_it_learns_nothing(world: World) {
    let (_, case, consent) = recorded(&world, Some(PAPER)).await;
    let team = world.team(world.home().await, BOTH).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let unit = world.unit(world.agency(Party::HealthCare).await).await;
    let representative = world.user(Role::Representative, unit).await;
    world.seat(team, Party::HealthCare, &representative).await;
    let lots = world.user(Role::Lots, None).await;
    world.assignment(case, lots.id).await;
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let foreign = world.user_in(elsewhere, Role::Coordinator, None).await;
    let (at, nothing) = (at(case, consent), at(case, ConsentId::new()));
    let before = world.events().await;
    let sees = world.login(&representative).await;
    let page = sees.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text(".consent details").contains(texts::MARK_THERE.get(Lang::Sv)), "that it is there is no secret");
    assert!(!page.has(&format!(".consent details a[href='{at}']")));
    for (client, status) in [
        (sees, 403),
        (world.login(&lots).await, 403),
        (world.login_as(Role::WorkTraining).await, 403),
        (world.login_as(Role::Administrator).await, 403),
        (world.login_as(Role::Office).await, 403),
        (world.login_as(Role::Referrer).await, 404),
        (world.login(&foreign).await, 404),
    ] {
        for path in [at.clone(), format!("{at}/file"), format!("{at}/new"), format!("{at}/take-back")] {
            client.get(&path).await.expect(status);
        }
        if status == 404 {
            let (theirs, none) =
                (client.get(&format!("{at}/file")).await, client.get(&format!("{nothing}/file")).await);
            assert_eq!((theirs.status(), theirs.body()), (none.status(), none.body()), "alike");
        }
    }
    let visitor = world.visitor();
    visitor.get(&format!("{at}/file")).await.expect_to(&format!("/login?next={at}"));
    assert!(openings(&world).await.is_empty());
    let left = world.events().await.split_off(before.len());
    let (opened, logged_in) = (EventCode::CaseOpened, EventCode::LoggedIn);
    assert!(left.iter().all(|e| [opened, logged_in].contains(e)), "{left:?}");
}

async fn what_is_wrong_with_a_file_is_told_and_nothing_else_is_lost(world: World) {
    let (referrer, case, _) = recorded(&world, None).await;
    let (client, files) = (world.login(&referrer).await, Files::new());
    let (path, before) = (format!("/cases/{case}/consents/new"), rows(&world).await.len());
    let largest = usize::try_from(LARGEST).unwrap();
    let png = std::fs::read(PAPER).unwrap();
    let locked = String::from_utf8(a_pdf(0)).unwrap().replace("/Root", "/Encrypt 2 0 R /Root");
    let consents = consent::Entity::find().count(world.db.schema_connection()).await.unwrap();
    for (name, bytes, told) in [
        ("samtycke.pdf", b"<!doctype html><script>alert(1)</script>".to_vec(), texts::OTHER_TYPE),
        ("före.pdf", [b"<script>alert(1)</script>".as_slice(), &a_pdf(0)].concat(), texts::OTHER_TYPE),
        ("bild.heic", b"\0\0\0\x18ftypheic".to_vec(), texts::OTHER_TYPE),
        ("tom.pdf", Vec::new(), texts::EMPTY),
        ("stor.pdf", a_pdf(largest + 1), texts::LARGER),
        ("mycket-stor.pdf", a_pdf(3 * largest), texts::LARGER),
        ("bruten.png", png[..png.len() / 2].to_vec(), texts::BROKEN),
        ("bruten.pdf", a_pdf(0)[..90].to_vec(), texts::BROKEN),
        ("låst.pdf", locked.into_bytes(), texts::LOCKED),
    ] {
        let file = files.with(name, &bytes);
        let fields = on_paper(&world, Some(&file));
        let answer = client.post_files(&path, &pairs(&fields), false).await.expect(422);
        assert_eq!(answer.error_of("scan"), told.get(Lang::Sv), "{name}");
        for (field, typed) in [("covered", "jobbtorg"), ("consent_form", "paper"), ("consent_language", "ar")] {
            assert_eq!(answer.value_of(field), typed, "{name}");
        }
        assert!(!answer.body().contains(name), "what it is called is not repeated");
        world.change_account(&referrer, |a| a.language = "en".into()).await;
        let answer = client.post_files(&path, &pairs(&fields), true).await.expect(200);
        assert_eq!(answer.errors(), [("scan".to_owned(), told.get(Lang::En).to_owned())], "{name}");
        world.change_account(&referrer, |a| a.language = "sv".into()).await;
    }
    assert_eq!(rows(&world).await.len(), before);
    assert_eq!(consent::Entity::find().count(world.db.schema_connection()).await, Ok(consents));
}

async fn a_file_that_was_fine_is_chosen_again_where_the_page_is_made_anew(world: World) {
    let (referrer, case, _) = recorded(&world, None).await;
    let (client, path) = (world.login(&referrer).await, format!("/cases/{case}/consents/new"));
    let mut fields = on_paper(&world, Some(PAPER));
    fields.retain(|f| f.0 != "consent_language");
    let answer = client.post_files(&path, &pairs(&fields), false).await.expect(422);
    assert!(!answer.error_of("consent_language").is_empty());
    assert!(answer.error_of("scan").contains("Välj igen"), "{}", answer.error_of("scan"));
    assert!(!answer.has("input[type=hidden][name=scan]"), "nothing is named that is gone");
    // with JavaScript the page still holds it
    let answer = client.post_files(&path, &pairs(&fields), true).await.expect(200);
    assert!(answer.errors().iter().all(|e| e.0 == "consent_language"), "{:?}", answer.errors());
}

async fn ten_megabytes_come_back_as_they_were(world: World) {
    let (referrer, case, consent) = recorded(&world, None).await;
    let (client, files, at) = (world.login(&referrer).await, Files::new(), at(case, consent));
    let pdf = a_pdf(usize::try_from(LARGEST).unwrap());
    add(&client, &at, &files.with("a.pdf", &pdf)).await.expect_to(&at);
    let file = client.get(&format!("{at}/file")).await.expect(200);
    assert!(file.bytes() == pdf, "{} bytes", file.bytes().len());
    let page = client.get(&at).await.expect(200);
    assert!(page.text("main .meta").contains("PDF, 10,0 MB"), "{}", page.text("main .meta"));
}

async fn nothing_of_the_paper_stands_in_the_database(world: World) {
    let files = Files::new();
    let pdf = files.with("Younes Ahmadi.pdf", &a_pdf(0));
    let (referrer, case, consent) = recorded(&world, Some(&pdf)).await;
    let client = world.login(&referrer).await;
    let row = rows(&world).await.remove(0);
    assert_eq!((row.consent_id, row.kind, row.added_by), (consent, ScanKind::Pdf, referrer.id));
    let sealed = row.bytes_sealed.clone().expect("the bytes");
    for plain in [SECRET, b"%PDF", b"JavaScript"] {
        assert!(!sealed.windows(plain.len()).any(|w| w == plain));
    }
    assert!(sealed.len() > SECRET.len());
    let hex: String = b"Younes Ahmadi.pdf".iter().map(|b| format!("{b:02X}")).collect();
    for (table, contents) in world.contents().await {
        assert!(!contents.contains("Ahmadi.pdf") && !contents.contains(&hex), "{table} holds the file's name");
    }
    // moved to another row it opens nowhere
    let id = row.id;
    let moved = consent_scan::Model { id: ScanId::new(), bytes_sealed: Some(sealed), ..row };
    consent_scan::Entity::delete_by_id(id).exec(world.db.schema_connection()).await.unwrap();
    world.insert(moved).await;
    client.get(&format!("{}/file", at(case, consent))).await.expect(500);
    // and a person who is forgotten has none
    let forget = participant::Entity::update_many();
    let forget = forget.col_expr(participant::Column::DataKey, Expr::value(None::<Vec<u8>>));
    forget.exec(world.db.schema_connection()).await.unwrap();
    client.get(&format!("{}/file", at(case, consent))).await.expect(404);
}

async fn a_pdf_is_shown_where_it_can_do_nothing(world: World) {
    let files = Files::new();
    let (referrer, case, consent) = recorded(&world, Some(&files.with("a.pdf", &a_pdf(0)))).await;
    let (client, at) = (world.login(&referrer).await, at(case, consent));
    let page = client.get(&at).await.expect(200);
    assert!(page.has(&format!("main a[href='{at}/file'][rel=external]")));
    assert_eq!(page.count("main img, main iframe, main object, main embed"), 0, "it does not come with the page");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("script-src 'self' 'nonce-") && !policy.contains("sandbox"), "{policy}");
    let file = client.get(&format!("{at}/file")).await.expect(200);
    assert!(file.body().contains("/JavaScript"));
    for (header, value) in [
        ("content-type", "application/pdf"),
        ("content-disposition", "inline; filename=\"samtycke.pdf\""),
        (
            "content-security-policy",
            "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(file.header(header), Some(value), "{header}");
    }
    assert_eq!(file.header("content-encoding"), None);
}
