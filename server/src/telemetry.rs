//! Logging: to stderr, in words on a terminal and as JSON lines elsewhere. Never personal data, never SQL.
use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Begins logging. `RUST_LOG` chooses what; without it, the product's own lines from *info* and others from *warn*.
pub fn begin() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,app=info,server=info,sqlx=error,sea_orm_migration=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    // a second call (tests) keeps the first
    let _ = if std::io::stderr().is_terminal() {
        registry.with(fmt::layer().with_writer(std::io::stderr)).try_init()
    } else {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init()
    };
}
