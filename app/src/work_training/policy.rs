//! Who may see and do what with places and placements (`domain.md` section 6). Pure: a table test covers it.
use super::rules::PlacementState;
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    cases::{
        policy::{CaseFacts, Sight, coordinates, refers_it, sight},
        rules::Track,
    },
    kernel::id::{AssociationId, ParticipantId, PlaceId, PlacementId, ProviderId, UserId},
};

/// The association whose work training is looked at or added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkTraining {
    pub association: AssociationId,
}

/// A provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderFacts {
    pub association: AssociationId,
    pub id: ProviderId,
    pub name: String,
    pub closed: bool,
}

/// A place at a provider. Its row is locked in a write: its seats are counted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFacts {
    pub provider: ProviderFacts,
    pub id: PlaceId,
    pub seats: i32,
    pub started: u64,
    /// Closed itself, or its provider is.
    pub closed: bool,
}

/// A placement with what access rules ask about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacementFacts {
    pub association: AssociationId,
    pub id: PlacementId,
    pub reference: String,
    pub participant: ParticipantId,
    pub requested_by: Option<UserId>,
    pub protected_identity: bool,
    pub origin: Origin,
    pub place: Option<PlaceId>,
    pub state: PlacementState,
}

/// How the person came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Another way than through a case.
    AnotherWay,
    /// Through a case, with its facts.
    Case(Box<CaseFacts>),
}

fn of_association(association: AssociationId) -> Subject {
    Subject { kind: SubjectKind::Association, id: association.0, association: Some(association) }
}

impl HasSubject for WorkTraining {
    fn subject(&self) -> Subject {
        of_association(self.association)
    }
}

impl HasSubject for ProviderFacts {
    fn subject(&self) -> Subject {
        of_association(self.association)
    }
}

impl HasSubject for PlaceFacts {
    fn subject(&self) -> Subject {
        of_association(self.provider.association)
    }
}

impl HasSubject for PlacementFacts {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Placement, id: self.id.0, association: Some(self.association) }
    }
}

/// Those who work with places: work-training coordinators; the association's coordinators read.
fn keeps(actor: &Actor, association: AssociationId) -> Verdict {
    match (actor.association == association, actor.has(Role::WorkTraining), actor.has(Role::Coordinator)) {
        (true, true, _) => Verdict::Yes(Role::WorkTraining),
        (true, false, true) => Verdict::No,
        _ => Verdict::Hidden,
    }
}

/// Sees the overview and the lists: which seats are free, who waits, who is in training.
pub struct SeeWorkTraining;

impl Verb for SeeWorkTraining {
    type Facts = WorkTraining;
    fn allows(actor: &Actor, f: &WorkTraining) -> Verdict {
        if actor.association != f.association {
            return Verdict::Hidden;
        }
        Verdict::by_roles(actor, &[Role::WorkTraining, Role::Coordinator])
    }
}

/// Adds a provider.
pub struct AddProvider;

impl Verb for AddProvider {
    type Facts = WorkTraining;
    fn allows(actor: &Actor, f: &WorkTraining) -> Verdict {
        keeps(actor, f.association)
    }
}

/// Registers the request of a person who comes another way than through a case.
pub struct AddPlacement;

impl Verb for AddPlacement {
    type Facts = WorkTraining;
    fn allows(actor: &Actor, f: &WorkTraining) -> Verdict {
        keeps(actor, f.association)
    }
}

/// Sees a provider with its places.
pub struct SeeProvider;

impl Verb for SeeProvider {
    type Facts = ProviderFacts;
    fn allows(actor: &Actor, f: &ProviderFacts) -> Verdict {
        SeeWorkTraining::allows(actor, &WorkTraining { association: f.association })
    }
}

/// Changes or closes a provider, and adds places to it.
pub struct ChangeProvider;

impl Verb for ChangeProvider {
    type Facts = ProviderFacts;
    fn allows(actor: &Actor, f: &ProviderFacts) -> Verdict {
        keeps(actor, f.association)
    }
}

/// Changes, confirms or closes a place.
pub struct ChangePlace;

impl Verb for ChangePlace {
    type Facts = PlaceFacts;
    fn allows(actor: &Actor, f: &PlaceFacts) -> Verdict {
        keeps(actor, f.provider.association)
    }
}

/// How much of a placement someone sees, and by which task. None: it must not be known of.
pub fn placement_sight(actor: &Actor, f: &PlacementFacts) -> Option<(Role, Sight)> {
    if actor.association != f.association {
        return None;
    }
    match &f.origin {
        Origin::AnotherWay => {
            // with protected identity only the one who handles it
            let named = !f.protected_identity || f.requested_by == Some(actor.user);
            (actor.has(Role::WorkTraining) && named).then_some((Role::WorkTraining, Sight::Whole))
        }
        Origin::Case(case) => match sight(actor, case)? {
            (role, Sight::Whole) => Some((role, Sight::Whole)),
            // one who refers the case too sees more of it as referrer, and ends the placement as coordinator
            (_, Sight::Shell | Sight::Referral) => {
                actor.has(Role::Coordinator).then_some((Role::Coordinator, Sight::Shell))
            }
        },
    }
}

/// Opens a placement: without a consent in force its reference, stage and days alone.
pub struct OpenPlacement;

impl Verb for OpenPlacement {
    type Facts = PlacementFacts;
    fn allows(actor: &Actor, f: &PlacementFacts) -> Verdict {
        placement_sight(actor, f).map_or(Verdict::Hidden, |(role, _)| Verdict::Yes(role))
    }
}

/// Moves a placement on, chooses its place and starts it.
pub struct MovePlacement;

impl Verb for MovePlacement {
    type Facts = PlacementFacts;
    fn allows(actor: &Actor, f: &PlacementFacts) -> Verdict {
        match placement_sight(actor, f) {
            Some((_, Sight::Whole)) if handles(actor, f) => Verdict::Yes(Role::WorkTraining),
            Some(_) => Verdict::No,
            None => Verdict::Hidden,
        }
    }
}

/// Ends a placement, or stops it before its start. Where work-training coordinators must not see it any longer,
/// coordinators do it: the seat must come free.
pub struct EndPlacement;

impl Verb for EndPlacement {
    type Facts = PlacementFacts;
    fn allows(actor: &Actor, f: &PlacementFacts) -> Verdict {
        match placement_sight(actor, f) {
            Some((_, Sight::Whole)) if handles(actor, f) => Verdict::Yes(Role::WorkTraining),
            Some(_) if !is_open_to_work_training(f) && actor.has(Role::Coordinator) => Verdict::Yes(Role::Coordinator),
            Some(_) => Verdict::No,
            None => Verdict::Hidden,
        }
    }
}

/// Whether the actor, who sees the case, is the one to end its placements.
pub fn ends_in_case(actor: &Actor, case: &CaseFacts) -> bool {
    let task = if case_is_open_to_work_training(case) { Role::WorkTraining } else { Role::Coordinator };
    actor.has(task)
}

/// A work-training coordinator who sees the case by that very task, not only by another one they hold.
fn handles(actor: &Actor, f: &PlacementFacts) -> bool {
    actor.has(Role::WorkTraining) && is_open_to_work_training(f)
}

fn is_open_to_work_training(f: &PlacementFacts) -> bool {
    match &f.origin {
        Origin::AnotherWay => true,
        Origin::Case(case) => case_is_open_to_work_training(case),
    }
}

fn case_is_open_to_work_training(case: &CaseFacts) -> bool {
    case.consent.is_some() && !case.protected_identity
}

/// Asks for work training from a case: coordinators, or the referrer where the case is for nothing else.
pub struct RequestPlacement;

impl Verb for RequestPlacement {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        let referred = match (f.track, sight(actor, f)) {
            (Track::WorkTraining, Some((_, Sight::Whole))) => refers_it(actor, f),
            _ => Verdict::No,
        };
        match (coordinates(actor, f), referred) {
            (Verdict::No, Verdict::Yes(role)) => Verdict::Yes(role),
            (coordinators, _) => coordinators,
        }
    }
}

/// Sees a case's placements on its page. A case opened without a consent in force shows them to coordinators alone.
pub struct SeeCasePlacements;

impl Verb for SeeCasePlacements {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        match sight(actor, f) {
            Some((role, Sight::Whole)) => Verdict::Yes(role),
            Some(_) if actor.has(Role::Coordinator) => Verdict::Yes(Role::Coordinator),
            Some(_) => Verdict::No,
            None => Verdict::Hidden,
        }
    }
}

#[cfg(test)]
mod tests;
