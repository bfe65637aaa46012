//! A draft filled in through the real pages.
use crate::support::{Answer, Client, Person, World};
use app::{
    cases::store::{case_party, cases},
    consents::store::consent,
    kernel::{
        id::{CaseId, DistrictId},
        identity_number::IdentityNumber,
    },
    participants::store::participant,
    referrals::store::referral_draft,
};
use sea_orm::EntityTrait;

/// Names and values.
pub type Fields = Vec<(&'static str, String)>;

/// Words that must never stand readable in the database.
pub const SECRET: &str = "Orkar inte öppna posten";

/// An identity number that is reserved for tests, of someone born on that day.
pub fn identity(world: &World, birth: &str, number: u32) -> String {
    let today = world.clock.today();
    let complete = |digit: u32| format!("{birth}-{number:03}{digit}");
    let right = (0..10).map(complete).find(|n| IdentityNumber::parse(n, today).is_ok());
    right.expect("one of ten check digits fits")
}

pub fn fields(of: &[(&'static str, &str)]) -> Fields {
    of.iter().map(|(n, v)| (*n, (*v).to_owned())).collect()
}

/// The fields with one of them changed.
pub fn with(mut fields: Fields, name: &'static str, values: &[&str]) -> Fields {
    fields.retain(|f| f.0 != name);
    fields.extend(values.iter().map(|v| (name, (*v).to_owned())));
    fields
}

/// The four pages of a draft that can be submitted.
#[derive(Clone, Debug)]
pub struct Pages {
    pub participant: Fields,
    pub situation: Fields,
    pub question: Fields,
    pub consent: Fields,
}

impl Pages {
    pub fn new(world: &World, district: DistrictId, identity: &str) -> Self {
        let today = world.clock.today().to_string();
        let mut participant = fields(&[
            ("given_name", "Younes"),
            ("family_name", "Ahmadi"),
            ("gender", "man"),
            ("language", "sv"),
            ("interpreter", "no"),
            ("protected", "no"),
            ("phone", "070-123 45 67"),
        ]);
        participant.push(("district", district.to_string()));
        participant.push(("identity", identity.to_owned()));
        Pages {
            participant,
            situation: fields(&[
                ("livelihood", "income_support"),
                ("support_band", "1_2"),
                ("education", "compulsory"),
                ("handler_health_care", "Petra Ek"),
                ("tried", SECRET),
            ]),
            question: fields(&[
                ("question", "Hur kommer han vidare?"),
                ("own_words", "Jag vill förstå varför det inte har fungerat."),
                ("asked_for", "social_services"),
                ("asked_for", "health_care"),
                ("track", "team_meeting"),
            ]),
            consent: with(
                fields(&[
                    ("covered", "social_services"),
                    ("covered", "health_care"),
                    ("consent_form", "paper"),
                    ("consent_language", "sv"),
                    ("consent_interpreter", "no"),
                    ("sus", "no"),
                ]),
                "given_on",
                &[&today],
            ),
        }
    }

    /// Posts the four pages to the draft: each is taken.
    pub async fn keep(&self, client: &Client, draft: &str) {
        for (page, fields) in self.pages() {
            client.post(&format!("/referrals/{draft}/{page}"), &pairs(fields)).await.expect(303);
        }
    }

    /// Posts the four pages: the one with this field is kept, and says beside the field what it fails. Where only the
    /// participant can put that right one goes on meanwhile, and it is said when one comes back.
    pub async fn keep_failing(&self, client: &Client, draft: &str, field: &str) {
        for (page, fields) in self.pages() {
            let path = format!("/referrals/{draft}/{page}");
            let answer = client.post(&path, &pairs(fields)).await;
            let shown = client.get(&path).await;
            let fails = shown.has(&format!("form.form [name='{field}']"));
            let stops = fails && field != "covered";
            assert_eq!(answer.status(), if stops { 422 } else { 303 }, "{path} with a wrong {field}");
            assert_eq!(shown.error_of(field).is_empty(), !fails, "{path} and {field}");
            if stops {
                assert_eq!(answer.error_of(field), shown.error_of(field), "it stands there still");
            }
        }
    }

    fn pages(&self) -> [(&'static str, &Fields); 4] {
        [
            ("participant", &self.participant),
            ("situation", &self.situation),
            ("question", &self.question),
            ("consent", &self.consent),
        ]
    }
}

pub fn pairs(fields: &Fields) -> Vec<(&str, &str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

/// Begins a draft at the person's unit; gives its id.
pub async fn begin(client: &Client, person: &Person) -> String {
    let unit = person.unit.expect("a referrer has a unit").to_string();
    let to = client.post("/referrals/new", &[("unit", &unit)]).await.location();
    to.split('/').nth(2).expect("the draft's id").to_owned()
}

/// A draft with these pages, ready to be submitted.
pub async fn ready(client: &Client, person: &Person, pages: &Pages) -> String {
    let draft = begin(client, person).await;
    pages.keep(client, &draft).await;
    draft
}

pub async fn submit(client: &Client, draft: &str) -> Answer {
    client.post(&format!("/referrals/{draft}/review"), &[]).await
}

/// Everything that a thief of the database could read in the rows about people, bytes as text.
pub async fn as_read_by_a_thief(world: &World) -> String {
    let connection = world.db.schema_connection();
    let mut read = String::new();
    let mut bytes = |sealed: &Option<Vec<u8>>| {
        read.push_str(&sealed.as_deref().map(String::from_utf8_lossy).unwrap_or_default());
        read.push('\n');
    };
    for row in cases::Entity::find().all(connection).await.expect("cases") {
        let sealed = [&row.question_sealed, &row.tried_sealed, &row.own_words_sealed, &row.own_goal_sealed];
        sealed.into_iter().for_each(&mut bytes);
        [&row.exception_reason_sealed, &row.return_words_sealed].into_iter().for_each(&mut bytes);
    }
    for row in participant::Entity::find().all(connection).await.expect("participants") {
        let sealed = [&row.identity_sealed, &row.identity_index, &row.phone_sealed, &row.email_sealed];
        sealed.into_iter().for_each(&mut bytes);
    }
    for row in case_party::Entity::find().all(connection).await.expect("parties") {
        bytes(&row.handler_sealed);
    }
    for row in consent::Entity::find().all(connection).await.expect("consents") {
        bytes(&row.heard_by_sealed);
    }
    for row in referral_draft::Entity::find().all(connection).await.expect("drafts") {
        bytes(&Some(row.sealed));
    }
    read
}

/// A district of the home association.
pub async fn district(world: &World) -> DistrictId {
    let name = format!("Område {}", world.next());
    world.district(world.home().await, &name).await
}

/// A submitted referral of the person's own; gives its case.
pub async fn submitted(world: &World, client: &Client, person: &Person, identity: &str) -> CaseId {
    let pages = Pages::new(world, district(world).await, identity);
    let draft = ready(client, person, &pages).await;
    let answer = submit(client, &draft).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    answer.location().trim_start_matches("/cases/").parse().expect("the case")
}
