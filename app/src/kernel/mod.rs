//! What every room stands on and what knows no room: identifiers, codes with their words, errors, time, keys.
pub mod code;
pub mod day_page;
pub mod days;
pub mod error;
pub mod holidays;
pub mod id;
pub mod identity_number;
pub mod lang;
pub mod page;
pub mod swedish;

#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod keys;
#[cfg(feature = "ssr")]
pub mod local_time;
#[cfg(feature = "ssr")]
pub mod password;

/// Declares tables as SeaORM entities, one module each:
/// `entities! { slot = "slot" { #[sea_orm(primary_key, auto_increment = false)] id: SlotId, … } }`.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! entities {
    ($($(#[$doc:meta])* $module:ident = $table:literal { $($(#[$attr:meta])* $field:ident : $kind:ty),+ $(,)? })+) => { $(
        $(#[$doc])*
        pub mod $module {
            #[allow(unused_imports)] // each table uses some of its room's types
            use super::*;
            #[allow(unused_imports)] // what the derives name depends on the table
            use sea_orm::{ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait};

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$attr])* pub $field: $kind),+ }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )+ };
}
