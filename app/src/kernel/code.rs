//! Closed lists of codes: what is stored and sent is the code, what is shown are its words.

/// A code that does not stand in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code of this list")]
pub struct UnknownCode;

/// What every list of codes can do; made by [`codes!`](crate::codes).
pub trait Code: Copy + Eq + Sized + Send + Sync + 'static {
    /// Every code, in the order in which they are shown.
    const ALL: &'static [Self];
    /// What is stored, posted and exported.
    fn code(self) -> &'static str;
    /// What is shown.
    fn words(self) -> crate::kernel::lang::Text;
    /// The entry with this code.
    fn from_code(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|c| c.code() == code).ok_or(UnknownCode)
    }
    /// Choices for a select or a group of radio buttons.
    fn choices(lang: crate::kernel::lang::Lang) -> Vec<(String, String)> {
        Self::ALL.iter().map(|c| (c.code().to_owned(), c.words().get(lang).to_owned())).collect()
    }
}

/// Declares a closed list: an enum with codes and words, stored as its code.
///
/// ```ignore
/// codes! { /// What a person is counted as.
///     pub enum Gender { Woman = "woman", "kvinna", "woman"; Man = "man", "man", "man"; } }
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $sv:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        $vis enum $name { $($(#[$vdoc])* $variant),+ }

        impl $crate::kernel::code::Code for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            fn words(self) -> $crate::kernel::lang::Text {
                match self { $(Self::$variant => $crate::kernel::lang::Text { sv: $sv, en: $en }),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::kernel::code::Code::code(*self))
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::kernel::code::UnknownCode;
            fn from_str(s: &str) -> Result<Self, Self::Err> { <Self as $crate::kernel::code::Code>::from_code(s) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str($crate::kernel::code::Code::code(*self))
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                code.parse().map_err(serde::de::Error::custom)
            }
        }
        #[cfg(feature = "ssr")]
        const _: () = {
            use sea_orm::{ColIdx, DbErr, QueryResult, TryGetError, TryGetable, sea_query};
            impl From<$name> for sea_query::Value {
                fn from(v: $name) -> Self { $crate::kernel::code::Code::code(v).into() }
            }
            impl TryGetable for $name {
                fn try_get_by<I: ColIdx>(res: &QueryResult, index: I) -> Result<Self, TryGetError> {
                    let code = <String as TryGetable>::try_get_by(res, index)?;
                    code.parse().map_err(|e| TryGetError::DbErr(DbErr::Type(format!("{}: {e}", stringify!($name)))))
                }
            }
            impl sea_query::ValueType for $name {
                fn try_from(v: sea_query::Value) -> Result<Self, sea_query::ValueTypeErr> {
                    <String as sea_query::ValueType>::try_from(v)?.parse().map_err(|_| sea_query::ValueTypeErr)
                }
                fn type_name() -> String { stringify!($name).to_owned() }
                fn array_type() -> sea_query::ArrayType { sea_query::ArrayType::String }
                fn column_type() -> sea_query::ColumnType { sea_query::ColumnType::Text }
            }
            impl sea_query::Nullable for $name {
                fn null() -> sea_query::Value { sea_query::Value::String(None) }
            }
            impl sea_orm::TryFromU64 for $name {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> { Err(DbErr::ConvertFromU64(stringify!($name))) }
            }
        };
    };
}
