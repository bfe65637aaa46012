//! A database, its clock, the router above it, and builders for who and what a test needs.
use super::{
    client::Client,
    database::{self, Kind},
};
use app::{
    access::Role,
    accounts::store::{role_grant, user_account},
    db::Db,
    kernel::{
        clock::Clock,
        code::Code,
        id::{AgencyId, AssociationId, DistrictId, GrantId, SeatHolderId, SeatId, TeamId, UnitId, UserId},
        keys::Keys,
        lang::Lang,
        password,
    },
    organisation::{
        rules::Party,
        store::{agency, association, district, unit},
    },
    teams::{
        rules::HolderKind,
        store::{seat, seat_holder, team},
    },
};
use axum::Router;
use chrono::{Days, Duration};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, ModelTrait, QueryFilter};
use server::router::{Site, router};
use std::{
    net::IpAddr,
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::sync::OnceCell;

/// The password of everyone that a test makes.
pub const PASSWORD: &str = "fyra gula cyklar vid ån";

/// Someone who can log in.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub password: String,
    pub association: AssociationId,
    pub unit: Option<UnitId>,
}

/// One test's world. Cheap to clone.
#[derive(Clone)]
pub struct World {
    pub db: Db,
    pub kind: Kind,
    pub clock: Clock,
    pub router: Router,
    pub https: bool,
    url: Arc<str>,
    home: Arc<OnceCell<AssociationId>>,
    made: Arc<AtomicU32>,
}

impl World {
    pub async fn new(kind: Kind) -> Self {
        let url = database::create(kind).await;
        let clock = Clock::default();
        let db = Db::open(&url, clock.clone(), keys()).await.expect("the database opens");
        app::installation::check_key(&db).await.expect("the key is noted");
        let router = router(site(&db));
        let (home, made) = (Arc::new(OnceCell::new()), Arc::new(AtomicU32::new(0)));
        World { db, kind, clock, router, https: false, url: url.into(), home, made }
    }

    pub async fn remove(self) {
        database::remove(&self.url).await;
    }

    /// The same world behind a server that is set up otherwise.
    pub fn serving(&self, change: impl FnOnce(&mut Site)) -> World {
        let mut site = site(&self.db);
        change(&mut site);
        World { https: site.https, router: router(site), ..self.clone() }
    }

    /// A second handle to the same database, with its own connections and the same clock: another server.
    pub async fn another_db(&self) -> Db {
        Db::open(&self.url, self.clock.clone(), keys()).await.expect("the database opens")
    }

    /// A world on another database that was made with the same key.
    pub async fn on(&self, url: &str) -> World {
        let db = Db::open(url, self.clock.clone(), keys()).await.expect("the database opens");
        World { router: router(site(&db)), db, url: url.into(), ..self.clone() }
    }

    /// The address of the database, for a process of its own.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The key that every test's database is made with, as a file for a process of its own.
    pub fn write_key(&self, path: &std::path::Path) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::write(path, key_text()).expect("the key is written");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("the key is the owner's alone");
    }

    /// Moves the clock.
    pub fn pass(&self, time: Duration) {
        self.clock.shift_by(time);
    }

    /// The association in which people are made unless the test says otherwise.
    pub async fn home(&self) -> AssociationId {
        *self.home.get_or_init(|| self.association("Samordningsförbundet Provstad")).await
    }

    pub async fn association(&self, name: &str) -> AssociationId {
        let row = association::Model {
            id: AssociationId::new(),
            name: name.to_owned(),
            inbox_days: 5,
            queue_weeks: 6,
            plan_days: 14,
            follow_up_grace_days: 14,
            information_meeting_days: 14,
            created_at: self.clock.now(),
        };
        let id = row.id;
        self.insert(row).await;
        id
    }

    pub async fn district(&self, association: AssociationId, name: &str) -> DistrictId {
        let id = DistrictId::new();
        self.insert(district::Model { id, association_id: association, name: name.to_owned(), closed_at: None }).await;
        id
    }

    /// An agency of this party in the association where people are made.
    pub async fn agency(&self, party: Party) -> AgencyId {
        self.agency_in(self.home().await, party).await
    }

    pub async fn agency_in(&self, association: AssociationId, party: Party) -> AgencyId {
        let (id, n) = (AgencyId::new(), self.next());
        let name = format!("{} {n}", party.words().get(Lang::Sv));
        let code = format!("{}-{n}", party.code());
        self.insert(agency::Model { id, association_id: association, code, name, party, closed_at: None }).await;
        id
    }

    /// A unit whose colleagues cover for each other.
    pub async fn unit(&self, agency: AgencyId) -> UnitId {
        self.unit_where(agency, true).await
    }

    pub async fn unit_where(&self, agency: AgencyId, covers_colleagues: bool) -> UnitId {
        let (id, name) = (UnitId::new(), format!("Enhet {}", self.next()));
        self.insert(unit::Model { id, agency_id: agency, name, covers_colleagues, closed_at: None }).await;
        id
    }

    /// Someone with this task: at the unit, or, where none is given and the task needs one, at a new unit of Jobbtorg.
    pub async fn user(&self, role: Role, unit: impl Into<Option<UnitId>>) -> Person {
        let unit = match unit.into() {
            None if role.is_held_at_a_unit() => Some(self.unit(self.agency(Party::Jobbtorg).await).await),
            unit => unit,
        };
        let association = match unit {
            Some(unit) => self.association_of(unit).await,
            None => self.home().await,
        };
        self.user_in(association, role, unit).await
    }

    /// Someone with this task at this association.
    pub async fn user_in(&self, association: AssociationId, role: Role, unit: Option<UnitId>) -> Person {
        let person = self.user_without_tasks(association, unit).await;
        self.grant(&person, role, unit).await;
        person
    }

    /// Someone who can log in but holds no task.
    pub async fn user_without_tasks(&self, association: AssociationId, unit: Option<UnitId>) -> Person {
        let (id, n) = (UserId::new(), self.next());
        let (email, name) = (format!("person{n}@provstad.example"), format!("Person {n}"));
        self.insert(user_account::Model {
            id,
            email: email.clone(),
            name: name.clone(),
            password_hash: Some(password_hash().to_owned()),
            must_change_password: false,
            one_time_until: None,
            language: "sv".into(),
            shows_names: false,
            closed_at: None,
            created_at: self.clock.now(),
        })
        .await;
        Person { id, email, name, password: PASSWORD.into(), association, unit }
    }

    /// Gives the person one more task.
    pub async fn grant(&self, person: &Person, role: Role, unit: Option<UnitId>) {
        self.insert(role_grant::Model {
            id: GrantId::new(),
            user_id: person.id,
            association_id: person.association,
            role,
            unit_id: unit,
            granted_at: self.clock.now(),
            ended_at: None,
        })
        .await;
    }

    /// The id of the person's first task.
    pub async fn task(&self, person: &Person) -> String {
        let of = role_grant::Entity::find().filter(role_grant::Column::UserId.eq(person.id));
        let found = of.one(self.db.schema_connection()).await.expect("tasks can be read");
        found.expect("the person holds a task").id.to_string()
    }

    /// A team with a seat for each of these parties.
    pub async fn team(&self, association: AssociationId, parties: &[Party]) -> TeamId {
        let (id, n) = (TeamId::new(), self.next());
        let (code, name) = (format!("team-{n}"), format!("Team {n}"));
        self.insert(team::Model { id, association_id: association, code, name, phone: String::new(), closed_at: None })
            .await;
        for party in parties {
            self.insert(seat::Model { id: SeatId::new(), team_id: id, party: *party }).await;
        }
        id
    }

    /// Puts the person on the team's seat of this party, from yesterday on.
    pub async fn seat(&self, team: TeamId, party: Party, person: &Person) {
        let seat = seat::Entity::find()
            .filter(seat::Column::TeamId.eq(team).and(seat::Column::Party.eq(party)))
            .one(self.db.schema_connection())
            .await
            .expect("the seats can be read")
            .expect("the team has a seat for the party");
        self.insert(seat_holder::Model {
            id: SeatHolderId::new(),
            seat_id: seat.id,
            user_id: person.id,
            kind: HolderKind::Representative,
            from_day: self.clock.today() - Days::new(1),
            until_day: None,
        })
        .await;
    }

    /// Changes an account as an administrator would: a one-time password, English, a closed account.
    pub async fn change_account(&self, person: &Person, change: impl FnOnce(&mut user_account::Model)) {
        let connection = self.db.schema_connection();
        let found = user_account::Entity::find_by_id(person.id).one(connection).await.expect("accounts can be read");
        let mut row = found.expect("the account is there");
        change(&mut row);
        let row = row.into_active_model().reset_all();
        user_account::Entity::update(row).exec(connection).await.expect("the account can be changed");
    }

    /// A browser that nobody has used.
    pub fn visitor(&self) -> Client {
        Client::new(self)
    }

    /// A browser in which the person has logged in, through the real form.
    pub async fn login(&self, person: &Person) -> Client {
        let client = self.visitor();
        let answer = client.log_in(&person.email, &person.password).await;
        assert_eq!(answer.status(), 303, "{} can't log in: {}", person.email, answer.body());
        client
    }

    /// A browser in which someone with this task has logged in.
    pub async fn login_as(&self, role: Role) -> Client {
        self.login(&self.user(role, None).await).await
    }

    /// Writes a row past every rule, as only a test may.
    pub async fn insert<M>(&self, row: M)
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity>,
    {
        let row = row.into_active_model().reset_all();
        M::Entity::insert(row)
            .exec_without_returning(self.db.schema_connection())
            .await
            .expect("the test's row can be written");
    }

    async fn association_of(&self, id: UnitId) -> AssociationId {
        let connection = self.db.schema_connection();
        let unit = unit::Entity::find_by_id(id).one(connection).await.expect("units can be read").expect("the unit");
        let agency = agency::Entity::find_by_id(unit.agency_id).one(connection).await.expect("agencies can be read");
        agency.expect("the agency").association_id
    }

    /// A number that nothing in this world has yet.
    pub fn next(&self) -> u32 {
        self.made.fetch_add(1, Ordering::Relaxed) + 1
    }
}

fn site(db: &Db) -> Site {
    Site {
        db: db.clone(),
        is_demo: false,
        https: false,
        public_url: "http://localhost:3000".into(),
        trusted_proxies: Arc::new(Vec::<IpAddr>::new()),
        files: PathBuf::from("/nonexistent"),
        parts: Arc::default(),
        waiting: Arc::default(),
    }
}

/// One key for the whole process: making one is no test's business.
pub fn keys() -> Keys {
    Keys::parse(key_text()).expect("a generated key can be read")
}

fn key_text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| Keys::generate().to_string())
}

/// A hash takes 20 ms: made once.
fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash(PASSWORD))
}

/// A form's token that was never sent before.
pub fn fresh_token() -> String {
    app::kernel::keys::hex(&app::kernel::keys::random_token())
}
