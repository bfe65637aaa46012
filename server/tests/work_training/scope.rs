//! The lists' query and the policy say the same, for those whose task the lists are.
use crate::support::{CaseOf, Person, World};
use app::db::Tx;
use app::{
    access::{Actor, Role},
    accounts::store as accounts,
    cases::rules::StateCode,
    kernel::{
        id::{PlacementId, SessionId},
        lang::Lang,
    },
    organisation::rules::Party,
    work_training::{actions, policy::OpenPlacement, scope::visible_to, store::placement},
};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;

crate::on_both!(the_lists_show_what_the_policy_allows);

async fn the_lists_show_what_the_policy_allows(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let one = world.user(Role::WorkTraining, None).await;
    let mut all = vec![];
    for protected in [false, true] {
        for consent in [&[][..], &[Party::Jobbtorg][..], &[Party::HealthCare][..]] {
            let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::Met, consent) };
            all.push(world.placement_of_case(world.case(of).await).await);
        }
        all.push(world.placement_of_another_way(protected, None).await);
        all.push(world.placement_of_another_way(protected, Some(one.id)).await);
    }
    let withdrawn = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let consent = world.consent(withdrawn, &[Party::Jobbtorg]).await;
    world.change_consent(consent, |c| c.withdrawn_at = Some(c.recorded_at)).await;
    all.push(world.placement_of_case(withdrawn).await);
    let of_cases = 2 * 3 + 1;

    let both = world.user(Role::WorkTraining, None).await;
    world.grant(&both, Role::Coordinator, None).await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    // without a protected identity: two cases with a consent, two who came another way
    let unprotected = 2 + 2;
    let people = [
        ("who registered a protected one", one, unprotected + 1),
        ("who is a coordinator too", both, of_cases + 2),
        ("work training", world.user(Role::WorkTraining, None).await, unprotected),
        ("a coordinator", world.user(Role::Coordinator, None).await, of_cases),
        ("the office", world.user(Role::Office, None).await, 0),
        ("an administrator", world.user(Role::Administrator, None).await, 0),
        ("a lots", world.user(Role::Lots, None).await, 0),
        ("work training elsewhere", world.user_in(elsewhere, Role::WorkTraining, None).await, 0),
    ];
    for (who, person, sees) in &people {
        let actor = actor_of(&world, person).await;
        let (listed, allowed) = (listed(&world, &actor).await, allowed(&world, &actor, &all).await);
        assert_eq!(listed, allowed, "{who}: {:?}", actor.grants);
        assert_eq!(listed.len(), *sees, "{who} sees so many of {}", all.len());
    }
}

async fn actor_of(world: &World, person: &Person) -> Actor {
    let tx = world.db.read().await.expect("a read begins");
    Actor {
        user: person.id,
        session: SessionId::new(),
        association: person.association,
        association_name: String::new(),
        name: person.name.clone(),
        lang: Lang::Sv,
        shows_names: false,
        grants: accounts::grants_at(&tx, person.id, person.association).await.expect("grants"),
        seats: vec![],
        today: tx.today(),
    }
}

async fn listed(world: &World, actor: &Actor) -> BTreeSet<PlacementId> {
    let tx = world.db.read().await.expect("a read begins");
    let find = placement::Entity::find().select_only().column(placement::Column::Id);
    let found: Vec<PlacementId> =
        find.filter(visible_to(&tx, actor)).into_tuple().all(tx.conn()).await.expect("placements can be listed");
    found.into_iter().collect()
}

async fn allowed(world: &World, actor: &Actor, all: &[PlacementId]) -> BTreeSet<PlacementId> {
    let tx = world.db.read().await.expect("a read begins");
    let mut allowed = BTreeSet::new();
    for id in all {
        if let Ok((facts, _)) = actions::look(&tx, actor, *id).await
            && actor.may::<OpenPlacement>(facts).is_ok()
        {
            allowed.insert(*id);
        }
    }
    allowed
}
