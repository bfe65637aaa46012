//! Whose address a request counts under.
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, request::Parts},
};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The client's address, as failed logins are counted: an IPv6 network of 64 bits is one, as one household or office
/// has it whole.
pub fn client_address(parts: &Parts, trusted: &[IpAddr]) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    peer.map(|peer| counted(last_hop(peer, &parts.headers, trusted))).unwrap_or_default()
}

/// The last hop that is not a trusted proxy. A hop that can't be read ends the walk: what stands before it may be invented.
fn last_hop(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|v| v.to_str().unwrap_or_default().split(','))
        .map(str::trim)
        .collect();
    let mut at = peer.to_canonical();
    for hop in hops.into_iter().rev() {
        if !trusted.iter().any(|t| t.to_canonical() == at) {
            break;
        }
        let Some(hop) = read(hop) else { break };
        at = hop;
    }
    at
}

/// An address, or one with its port, as some proxies write it.
fn read(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().or_else(|_| hop.parse::<SocketAddr>().map(|a| a.ip())).ok();
    address.map(|a| a.to_canonical())
}

fn counted(address: IpAddr) -> String {
    match address {
        IpAddr::V4(a) => a.to_string(),
        IpAddr::V6(a) => {
            let [a, b, c, d, ..] = a.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn from(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for hop in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(hop.as_bytes()).expect("a header"));
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|t| t.parse().expect("an address")).collect();
        counted(last_hop(peer.parse().expect("an address"), &headers, &trusted))
    }

    #[test]
    fn the_last_hop_that_no_trusted_proxy_speaks_for_is_the_client() {
        for (peer, forwarded, trusted, client) in [
            ("10.0.0.1", &["192.0.2.7"][..], &["10.0.0.1"][..], "192.0.2.7"),
            ("10.0.0.1", &["192.0.2.7"], &[], "10.0.0.1"),
            ("10.0.0.1", &[], &["10.0.0.1"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.9, 192.0.2.7, 10.0.0.2"], &["10.0.0.1", "10.0.0.2"], "192.0.2.7"),
            ("10.0.0.1", &["198.51.100.9", "192.0.2.7"], &["10.0.0.1"], "192.0.2.7"),
            // one that listens on both kinds sees IPv4 in IPv6's clothes
            ("::ffff:10.0.0.1", &["192.0.2.7"], &["10.0.0.1"], "192.0.2.7"),
            ("10.0.0.1", &["::ffff:192.0.2.7"], &["::ffff:10.0.0.1"], "192.0.2.7"),
            ("10.0.0.1", &["192.0.2.7:4711"], &["10.0.0.1"], "192.0.2.7"),
            ("10.0.0.1", &["[2001:db8:1:2::9]:4711"], &["10.0.0.1"], "2001:db8:1:2::/64"),
            // what can't be read ends the walk: the address before it is the client's own invention
            ("10.0.0.1", &["203.0.113.5, unknown"], &["10.0.0.1"], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.5, , 10.0.0.2"], &["10.0.0.1", "10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["203.0.113.5", "\u{e5}"], &["10.0.0.1"], "10.0.0.1"),
            ("2001:db8:1:2:3:4:5:6", &[], &[], "2001:db8:1:2::/64"),
            ("2001:db8:1:2::ffff", &[], &[], "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", &[], &[], "2001:db8:1:3::/64"),
        ] {
            assert_eq!(from(peer, forwarded, trusted), client, "{peer} {forwarded:?} {trusted:?}");
        }
    }
}
