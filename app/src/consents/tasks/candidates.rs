//! The cases whose consent to share may lack something.
use crate::{
    access::Actor,
    cases::{
        rules::StateCode,
        scope::{awake, by_row},
        store::cases,
    },
    consents::{
        policy::is_told,
        rules::{Purpose, RENEW_DAYS},
        store::{consent, consent_party},
    },
    db::{ReadTx, Tx},
    kernel::error::AppError,
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, Query},
};

/// Live cases with a consent to share that was withdrawn, wholly or for a party, has run out, or soon does: to a coordinator
/// all, to a referrer the own ones. Whether anything is lacking beside what else was given, [`Read`](super::Read) tells:
/// asked here for each party it is a question that takes longer to plan than to answer.
pub(super) async fn find(tx: &ReadTx, actor: &Actor) -> Result<Vec<cases::Model>, AppError> {
    let mut shaken = Query::select();
    shaken
        .expr(Expr::value(1))
        .from(consent::Entity)
        .inner_join(
            consent_party::Entity,
            Expr::col((consent_party::Entity, consent_party::Column::ConsentId))
                .equals((consent::Entity, consent::Column::Id)),
        )
        .and_where(Expr::col((consent::Entity, consent::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .and_where(consent::Column::Given.eq(true))
        .cond_where(
            Condition::any()
                .add(consent::Column::ValidUntil.lte(tx.today() + Duration::days(RENEW_DAYS)))
                .add(Expr::col((consent::Entity, consent::Column::WithdrawnAt)).is_not_null())
                .add(Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)).is_not_null()),
        );
    by_row(&mut shaken);
    let mut find = cases::Entity::find()
        .filter(cases::Column::Id.in_subquery(awake(actor, StateCode::LIVE)))
        .filter(Expr::exists(shaken));
    if !is_told(actor) {
        find = find.filter(cases::Column::ReferrerId.eq(actor.user));
    }
    Ok(find.all(tx.conn()).await?)
}
