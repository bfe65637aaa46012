use super::*;
use crate::kernel::code::Code;

#[test]
fn too_long_says_by_how_much_and_where_the_limit_is() {
    for (days, sv, en) in [
        (1, "för länge: 1 dag över gränsen på 6 veckor", "too long: 1 day beyond the limit of 6 weeks"),
        (13, "för länge: 13 dagar över gränsen på 6 veckor", "too long: 13 days beyond the limit of 6 weeks"),
        (20, "för länge: 2 veckor över gränsen på 6 veckor", "too long: 2 weeks beyond the limit of 6 weeks"),
    ] {
        assert_eq!((too_long(Lang::Sv, days, 6), too_long(Lang::En, days, 6)), (sv.to_owned(), en.to_owned()));
    }
}

#[test]
fn what_stands_out_is_told_in_one_go() {
    let told = Doubts { no_party: true, ..Doubts::default() };
    assert_eq!(doubts(Lang::Sv, &told), "Du har inte kryssat i någon part. Kontrollera vilka som var med.");
    let told = Doubts {
        unconsented: vec![Party::SocialInsurance, Party::HealthCare],
        unasked: vec![Party::Jobbtorg],
        ..Doubts::default()
    };
    let words = doubts(Lang::Sv, &told);
    assert!(words.contains("omfattar inte Försäkringskassan och hälso- och sjukvården."), "{words}");
    assert!(words.contains("inte att Jobbtorg skulle vara med."), "{words}");
}

#[test]
fn inside_a_sentence_only_names_begin_with_a_capital() {
    let named = [Attendee::Jobbtorg, Attendee::EmploymentService, Attendee::SocialInsurance];
    for who in Attendee::ALL {
        for lang in [Lang::Sv, Lang::En] {
            let words = the_attendee(*who).get(lang);
            assert_eq!(words.starts_with(char::is_uppercase), named.contains(who), "{words}");
        }
    }
}
