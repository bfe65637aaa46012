//! Settings: environment variables and flags, the same for every command.
use clap::Args;
use std::{net::SocketAddr, path::PathBuf};

/// Where the data is and the key that opens it.
#[derive(Args, Clone, Debug)]
pub struct DataSettings {
    /// The database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://data/finsam.db",
        hide_env_values = true,
        global = true
    )]
    pub database_url: String,
    /// The key file; made when the database is new. Keep a copy apart from the backups
    #[arg(long, env = "FINSAM_KEY_FILE", default_value = "data/finsam.key", global = true)]
    pub key_file: PathBuf,
}

/// Where the server listens and how it is reached.
#[derive(Args, Clone, Debug)]
pub struct ServeSettings {
    /// The address to listen on
    #[arg(long, env = "FINSAM_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// The address that users type. With https, cookies are __Host- and HSTS is sent
    #[arg(long, env = "FINSAM_PUBLIC_URL", default_value = "http://localhost:3000")]
    pub public_url: String,
    /// Proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, env = "FINSAM_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// The built client and styles
    #[arg(long, env = "FINSAM_SITE", default_value = "target/site")]
    pub site: PathBuf,
}

impl ServeSettings {
    /// Whether users reach the server over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
