//! The list of placements: its filter, its order, and the search.
use super::lists::{self, information_meeting_days, lines, place_names, provider_models};
use crate::{
    access::Actor,
    accounts::searches,
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{PlaceId, ProviderId},
        identity_number::IdentityNumber,
        page::{Cursor, Page, PageRequest, page},
    },
    participants::{
        rules::folded,
        store::{case_person, participant},
    },
    work_training::{
        api::{Filter, PlacementsPage},
        policy::{AddProvider, SeeWorkTraining},
        rules::{Entry, Order, Stage},
        scope,
        store::{self, place, placement},
    },
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Select,
    sea_query::{Expr, LikeExpr, Query},
};

/// A page of placements: those longest in their stage first, of those that are over the latest.
pub async fn placements(
    db: &Db,
    actor: &Actor,
    filter: Filter,
    request: PageRequest,
) -> Result<PlacementsPage, AppError> {
    let tx = db.read().await?;
    let subject = actor.may::<SeeWorkTraining>(store::of_association(&tx, actor.association))?.into_subject();
    let days = information_meeting_days(&tx, actor.association).await?;
    let visible = placement::Entity::find().filter(scope::visible_to(&tx, actor));
    let mut find = narrowed(visible, &filter, filter.search.is_some());
    if filter.late {
        find = find.filter(lists::without_meeting_in_time(&tx, days));
    }
    if let Some(id) = filter.search {
        let found = match searches::words(&tx, actor.session, id).await? {
            Some(words) => matching(&tx, actor, &words),
            // no longer kept: the page says to search again
            None => Condition::all().add(Expr::value(false)),
        };
        find = find.filter(found);
    }
    let total = find.clone().count(tx.conn()).await?;
    let newest_first = match Order::from_code(&filter.order) {
        Ok(order) => order == Order::NewestFirst,
        Err(_) => Stage::from_code(&filter.stage).is_ok_and(|s| !s.is_live()),
    };
    let by = (placement::Column::StageSince, placement::Column::Id);
    let key = |r: &placement::Model| Cursor { at: r.stage_since, id: r.id.0 };
    let found = page(tx.conn(), find, by, newest_first, &request, key).await?;
    let (next, previous) = (found.next, found.previous);
    let rows = lines(&tx, actor, found.rows, days).await?;
    let providers = provider_models(&tx, actor.association).await?;
    let place = match filter.place.parse() {
        Ok(id) => place_names(&tx, vec![id]).await?.remove(&id),
        Err(_) => None,
    };
    Ok(PlacementsPage {
        page: Page { rows, next, previous, total: Some(total) },
        providers: providers.into_iter().map(|p| (p.id.to_string(), p.name)).collect(),
        place,
        may_keep: actor.might::<AddProvider>(&subject),
    })
}

/// What the address asks for; anything that is not one of ours narrows nothing.
fn narrowed(mut find: Select<placement::Entity>, filter: &Filter, searching: bool) -> Select<placement::Entity> {
    find = match (filter.stage.as_str(), Stage::from_code(&filter.stage)) {
        (_, Ok(stage)) => find.filter(placement::Column::Stage.eq(stage)),
        ("all", _) => find,
        // who searches wants to find: what is over too
        _ if searching => find,
        _ => find.filter(placement::Column::Stage.is_in(Stage::LIVE)),
    };
    if let Ok(entry) = Entry::from_code(&filter.entry) {
        find = find.filter(placement::Column::Entry.eq(entry));
    }
    if let Ok(id) = filter.place.parse::<PlaceId>() {
        find = find.filter(placement::Column::PlaceId.eq(id));
    }
    if let Ok(id) = filter.provider.parse::<ProviderId>() {
        let mut of = Query::select();
        of.column(place::Column::Id).from(place::Entity).and_where(Expr::col(place::Column::ProviderId).eq(id));
        find = find.filter(placement::Column::PlaceId.in_subquery(of));
    }
    find
}

/// A reference by its beginning; an identity number whole; names by the beginning of each word.
///
/// Whose name is not shown is not found by it: without a consent in force only the reference finds a case's placement,
/// and one who came another way is found by what they were registered as.
fn matching(tx: &ReadTx, actor: &Actor, words: &str) -> Condition {
    let words = words.trim();
    let mut any = Condition::any().add(placement::Column::Reference.like(beginning(words)));
    let another_way = || Condition::all().add(placement::Column::CaseId.is_null());
    let of_case = || Condition::all().add(placement::Column::CaseId.is_not_null()).add(scope::of_open_case(tx));
    if let Ok(identity) = IdentityNumber::parse(words, tx.today()) {
        let index = tx.keys().blind_index(actor.association.0, identity.digits()).to_vec();
        let mut people = Query::select();
        people.column(participant::Column::Id).from(participant::Entity);
        people.and_where(participant::Column::AssociationId.eq(actor.association));
        people.and_where(participant::Column::IdentityIndex.eq(index));
        let theirs = placement::Column::ParticipantId.in_subquery(people);
        return any.add(theirs.and(Expr::from(Condition::any().add(another_way()).add(of_case()))));
    }
    let mut registered = another_way();
    let mut named = Query::select();
    named.column(case_person::Column::CaseId).from(case_person::Entity);
    named.and_where(case_person::Column::AssociationId.eq(actor.association));
    for word in folded(words).split_whitespace() {
        let either = |given: Expr, family: Expr| Condition::any().add(given).add(family);
        registered = registered.add(either(
            placement::Column::GivenFolded.like(beginning(word)),
            placement::Column::FamilyFolded.like(beginning(word)),
        ));
        named.cond_where(either(
            case_person::Column::GivenFolded.like(beginning(word)),
            case_person::Column::FamilyFolded.like(beginning(word)),
        ));
    }
    any = any.add(registered);
    any.add(of_case().add(placement::Column::CaseId.in_subquery(named)))
}

fn beginning(word: &str) -> LikeExpr {
    let plain = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("{plain}%")).escape('\\')
}
