//! Passwords: hashing with argon2id, one-time passwords, and what counts as too weak.
//!
//! Parameters from OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. Stored as PHC strings, which carry
//! their parameters, so that they can be raised later. The async functions are for requests: the work is done outside the
//! runtime's own threads and by two at a time, so that a storm of logins can take no more than 38 MiB.

mod strength;

pub use strength::{LONGEST, PasswordWeakness, SHORTEST, strength};

use argon2::password_hash::phc::PasswordHash;
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::{Semaphore, SemaphorePermit};
use zeroize::Zeroizing;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash of no password, with the parameters above: constant, so that even the first unknown account takes no longer.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm8gYWNjb3VudCBoZXJlIQ$bm8gcGFzc3dvcmQgaGFzaGVzIHRvIHRoaXMgdGV4dCE";

/// Without l, o, 0 and 1, which are read one for another; 32 signs, so each is worth five bits.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How many passwords are worked on at the same time.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// [`hash`] for requests: waits for its turn, then works outside the runtime's own threads.
pub async fn hash_async(password: String) -> String {
    let password = Zeroizing::new(password);
    in_turn(move || hash(&password)).await
}

/// [`verify`] for requests, or, without a hash (unknown account), [`verify_against_nothing`].
pub async fn verify_async(password: String, phc: Option<String>) -> bool {
    let password = Zeroizing::new(password);
    in_turn(move || match phc {
        Some(phc) => verify(&password, &phc),
        None => verify_against_nothing(&password),
    })
    .await
}

/// The permit goes with the work, not with the request: who hangs up doesn't let another one in before it is done.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let permit: SemaphorePermit<'static> = AT_ONCE.acquire().await.expect("the semaphore is never closed");
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(permit);
        result
    });
    done.await.expect("hashing neither panics nor is cancelled")
}

/// The PHC string to store for `password`, with a random salt. Takes some 20 ms and 19 MiB: not on the runtime's threads.
///
/// # Panics
/// When the operating system has no random numbers.
pub fn hash(password: &str) -> String {
    hasher()
        .hash_password(password.as_bytes())
        .expect("the parameters are right and random numbers at hand")
        .to_string()
}

/// Whether `password` is the one that `phc` was made from. False also for a text that is no argon2id hash.
pub fn verify(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|stored| {
        stored.algorithm == ARGON2ID_IDENT && hasher().verify_password(password.as_bytes(), &stored).is_ok()
    })
}

/// The same work as [`verify`] for an account that does not exist: the time taken must not tell who has one. Always false.
pub fn verify_against_nothing(password: &str) -> bool {
    // Nobody has a password to this constant, but a lucky one shall not open anything either.
    let _ = std::hint::black_box(verify(password, NOBODYS_HASH));
    false
}

/// A password to be read out or written on paper and changed at the first login: `k7mq-…`, 4 groups of 4, 80 bits.
///
/// # Panics
/// When the operating system has no random numbers.
pub fn one_time_password() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random numbers");
    let groups: Vec<String> = bytes
        .chunks(4)
        .map(|group| group.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
        .collect();
    groups.join("-")
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("OWASP's parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    const PASSWORD: &str = "fyra gröna äpplen";

    #[test]
    fn a_password_is_known_again() {
        let phc = hash(PASSWORD);
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify(PASSWORD, &phc));
        assert!(!verify("fyra gröna applen", &phc) && !verify("", &phc));
        assert_ne!(phc, hash(PASSWORD));
    }

    #[test]
    fn what_is_no_argon2id_hash_never_fits() {
        let phc = hash(PASSWORD);
        let cut = phc.rsplit_once('$').unwrap().0;
        for wrong in ["", "hej", "$argon2id$", cut, &phc.replace("argon2id", "argon2i"), &phc.replace("19456", "1")] {
            assert!(!verify(PASSWORD, wrong), "{wrong}");
        }
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let (nobody, real) = (PasswordHash::new(NOBODYS_HASH).unwrap(), hash(PASSWORD));
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((nobody.algorithm, nobody.version, &nobody.params), (real.algorithm, real.version, &real.params));
        assert_eq!(nobody.salt.unwrap().len(), real.salt.unwrap().len());
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
        assert!(!verify_against_nothing(PASSWORD));
    }

    #[test]
    fn one_time_passwords_are_readable_and_strong() {
        let password = one_time_password();
        assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [4; 4]);
        assert!(password.bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
        assert_ne!(password, one_time_password());
        assert_eq!(strength(&password, "anna@example.se"), Ok(()));
        let distinct: std::collections::HashSet<_> = ALPHABET.iter().collect();
        assert_eq!(distinct.len(), 32);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn requests_hash_and_verify() {
        let phc = hash_async(PASSWORD.into()).await;
        assert!(verify_async(PASSWORD.into(), Some(phc.clone())).await);
        assert!(!verify_async("something else".into(), Some(phc)).await);
        assert!(!verify_async(PASSWORD.into(), None).await);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn no_more_than_two_at_once_even_when_requests_are_dropped() {
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let work = |running: Arc<AtomicUsize>, most: Arc<AtomicUsize>| {
            in_turn(move || {
                let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(40));
                running.fetch_sub(1, Ordering::SeqCst);
            })
        };
        let tasks: Vec<_> = (0..8).map(|_| tokio::spawn(work(running.clone(), most.clone()))).collect();
        tokio::time::sleep(Duration::from_millis(10)).await;
        tasks.iter().take(4).for_each(tokio::task::JoinHandle::abort);
        for task in tasks {
            let _ = task.await;
        }
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
    }
}
