//! The forms of users and their tasks.
use super::{
    rules::{UnitFault, unit_fits},
    texts,
};
use crate::{
    access::Role,
    kernel::id::{AssociationId, UnitId},
    ui::form::{Form, Pairs, Reader},
};

const NAME: usize = 120;

pub struct SearchUsers {
    pub text: String,
}

impl Form for SearchUsers {
    const PATH: &'static str = "/admin/users/search";
    fn read(r: &mut Reader) -> Self {
        Self { text: r.text("text", NAME, texts::SEARCH_MISSING) }
    }
}

impl UnitFault {
    fn words(self) -> crate::kernel::lang::Text {
        match self {
            UnitFault::Missing => texts::UNIT_MISSING,
            UnitFault::NotWanted => texts::UNIT_NOT_WANTED,
        }
    }
}

/// A task, and the unit where it is held.
fn read_task(r: &mut Reader) -> (Role, Option<UnitId>) {
    let before = r.errors.len();
    let role: Role = r.code("role", texts::TASK_MISSING);
    let unit = r.optional_id("unit");
    if r.errors.len() == before
        && let Err(fault) = unit_fits(role, unit.as_ref())
    {
        r.wrong("unit", fault.words());
    }
    (role, unit)
}

pub struct AddUser {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub unit: Option<UnitId>,
    /// What is wrong already: whether the address can be used is told together with it.
    pub errors: Pairs,
}

impl Form for AddUser {
    const PATH: &'static str = "/admin/users/add";
    fn read(r: &mut Reader) -> Self {
        let name = r.text("name", NAME, texts::NAME_MISSING);
        let email = r.email("email", texts::EMAIL_MISSING);
        let (role, unit) = read_task(r);
        Self { name, email, role, unit, errors: std::mem::take(&mut r.errors) }
    }
}

pub struct GrantTask {
    pub role: Role,
    pub unit: Option<UnitId>,
}

impl Form for GrantTask {
    const PATH: &'static str = "/admin/users/{id}";
    fn read(r: &mut Reader) -> Self {
        let (role, unit) = read_task(r);
        Self { role, unit }
    }
}

pub struct EndTask;

impl Form for EndTask {
    const PATH: &'static str = "/admin/users/{id}/tasks/{task}/end";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct ChangeUser {
    pub name: String,
    pub email: String,
}

impl Form for ChangeUser {
    const PATH: &'static str = "/admin/users/{id}/change";
    fn read(r: &mut Reader) -> Self {
        Self { name: r.text("name", NAME, texts::NAME_MISSING), email: r.email("email", texts::EMAIL_MISSING) }
    }
}

pub struct GiveOneTimePassword;

impl Form for GiveOneTimePassword {
    const PATH: &'static str = "/admin/users/{id}/one-time-password";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct CloseUser;

impl Form for CloseUser {
    const PATH: &'static str = "/admin/users/{id}/close";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct AddAssociation {
    pub name: String,
}

impl Form for AddAssociation {
    const PATH: &'static str = "/admin/associations/add";
    fn read(r: &mut Reader) -> Self {
        Self { name: r.text("name", NAME, texts::ASSOCIATION_NAME_MISSING) }
    }
}

pub struct ChangeAssociation {
    pub association: AssociationId,
}

impl Form for ChangeAssociation {
    const PATH: &'static str = "/profile/association";
    fn read(r: &mut Reader) -> Self {
        Self { association: r.id("association", texts::CHOOSE_ASSOCIATION) }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        accounts::{
            searches,
            users::{
                actions::{self, Added, Refusal},
                store::Task,
            },
        },
        kernel::{
            id::{GrantId, UserId},
            lang::Lang,
        },
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    /// The message beside the field that it is about; for the whole form when it is about none.
    fn refused(lang: Lang, refusal: Refusal) -> Failure {
        let (field, text) = match refusal {
            Refusal::EmailTaken => ("email", texts::EMAIL_TAKEN),
            Refusal::EmailOfClosed => ("email", texts::EMAIL_OF_CLOSED),
            Refusal::Unit(fault) => ("unit", fault.words()),
            Refusal::UnknownUnit => ("unit", texts::UNKNOWN_UNIT),
            Refusal::TaskHeld => ("role", texts::TASK_HELD),
            Refusal::Closed => ("", texts::USER_CLOSED),
            Refusal::Oneself => ("", texts::NOT_ONESELF),
            Refusal::NameTaken => ("name", texts::ASSOCIATION_NAME_TAKEN),
            Refusal::Hindered(hinders) => {
                return Failure::Fields(hinders.iter().map(|h| (String::new(), h.words(lang))).collect());
            }
            Refusal::App(e) => return Failure::App(e),
        };
        Failure::field(field, lang, text)
    }

    impl Submit for SearchUsers {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let search = searches::keep(&cx.db, cx.actor()?, &self.text).await?;
            Done::to(format!("/admin/users?search={search}"))
        }
    }

    impl Submit for AddUser {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            if !self.errors.is_empty() {
                let mut errors = self.errors;
                if errors.iter().all(|e| e.0 != "email")
                    && let Err(refusal) = actions::check_address(&cx.db, cx.actor()?, &self.email).await
                {
                    match refused(cx.lang, refusal) {
                        Failure::Fields(taken) => errors.extend(taken),
                        failure => return Err(failure),
                    }
                }
                return Err(Failure::Fields(errors));
            }
            let task = Task { role: self.role, unit: self.unit };
            let added = actions::add_user(&cx.db, cx.actor()?, &self.name, &self.email, task)
                .await
                .map_err(|r| refused(cx.lang, r))?;
            match added {
                Added::New(id) => Done::saying(format!("/admin/users/{id}/one-time-password"), texts::ADDED),
                Added::HadAccount(id) => Done::saying(format!("/admin/users/{id}"), texts::HAD_ACCOUNT),
            }
        }
    }

    impl Submit for GrantTask {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let user: UserId = cx.id()?;
            let task = Task { role: self.role, unit: self.unit };
            actions::grant_task(&cx.db, cx.actor()?, user, task).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/admin/users/{user}"), texts::TASK_GIVEN)
        }
    }

    impl Submit for EndTask {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (user, task): (UserId, GrantId) = (cx.id()?, cx.param("task")?);
            actions::end_task(&cx.db, cx.actor()?, user, task).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/admin/users/{user}"), texts::TASK_ENDED)
        }
    }

    impl Submit for ChangeUser {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let user: UserId = cx.id()?;
            actions::change_user(&cx.db, cx.actor()?, user, &self.name, &self.email)
                .await
                .map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/admin/users/{user}"), texts::SAVED)
        }
    }

    impl Submit for GiveOneTimePassword {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let user: UserId = cx.id()?;
            actions::give_one_time_password(&cx.db, cx.actor()?, user).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/admin/users/{user}/one-time-password"), texts::MADE)
        }
    }

    impl Submit for CloseUser {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let user: UserId = cx.id()?;
            actions::close_user(&cx.db, cx.actor()?, user).await.map_err(|r| match r {
                Refusal::Closed => Failure::form(cx.lang, texts::ALREADY_CLOSED),
                r => refused(cx.lang, r),
            })?;
            Done::saying(format!("/admin/users/{user}"), texts::CLOSED)
        }
    }

    impl Submit for AddAssociation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::add_association(&cx.db, cx.actor()?, &self.name).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(ChangeAssociation::PATH, texts::ASSOCIATION_ADDED)
        }
    }

    impl Submit for ChangeAssociation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::change_association(&cx.db, cx.actor()?, self.association).await?;
            Done::to("/")
        }
    }
}
