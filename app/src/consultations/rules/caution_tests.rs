use super::*;
use crate::consultations::rules::names::name_like;
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case::twelve("Personnumret är 19900101-2385.", "19900101-2385")]
#[case::twelve_in_one("nr 199001012385", "199001012385")]
#[case::twelve_with_a_space("19900101 2385", "19900101 2385")]
#[case::ten("hon, 900101-2385, är sjuk", "900101-2385")]
#[case::ten_in_one("9001012385", "9001012385")]
#[case::ten_with_a_space("900101 2385", "900101 2385")]
#[case::over_a_hundred("900101+2385", "900101+2385")]
#[case::wrong_check_digit("900101-2386", "900101-2386")]
#[case::in_parts("1990-01-01-2385", "1990-01-01-2385")]
#[case::digit_by_digit("9 0 0 1 0 1 2 3 8 5", "9 0 0 1 0 1 2 3 8 5")]
#[case::a_coordination_number("19900161-2383", "19900161-2383")]
#[case::a_short_coordination_number("900161-2383", "900161-2383")]
#[case::a_dash("900101–2385", "900101–2385")]
#[case::after_another_number("2 barn, 19900101-2385", "19900101-2385")]
#[case::last_four_apart("900101-23 85", "900101-23 85")]
fn an_identity_number_is_caught(#[case] text: &str, #[case] found: &str) {
    assert_eq!(caught(text), Some((Caught::Identity, found.to_owned())));
}

#[rstest]
#[case::mobile("Ring 070-123 45 67 efter tre", "070-123 45 67")]
#[case::mobile_in_one("0701234567", "0701234567")]
#[case::spaced("07 01 23 45 67", "07 01 23 45 67")]
#[case::international("+46 70 123 45 67", "46 70 123 45 67")]
#[case::international_in_one("+46701234567", "46701234567")]
#[case::with_a_zero("+46 (0)70-123 45 67", "46 (0)70-123 45 67")]
#[case::by_zeros("0046 70 123 45 67", "0046 70 123 45 67")]
#[case::another_country("+47 22 12 34 56", "47 22 12 34 56")]
#[case::stockholm("08-465 004 12", "08-465 004 12")]
#[case::in_brackets("(08) 465 004 12", "08) 465 004 12")]
#[case::an_area("0227-123 45", "0227-123 45")]
#[case::landline_in_one("0846500412", "0846500412")]
fn a_telephone_number_is_caught(#[case] text: &str, #[case] found: &str) {
    assert_eq!(caught(text), Some((Caught::Phone, found.to_owned())));
}

#[rstest]
#[case("skriv till anna.berg@mail.se.", "anna.berg@mail.se")]
#[case("a+b@stad.example, tack", "a+b@stad.example")]
#[case("<åsa@exempel.nu>", "åsa@exempel.nu")]
fn an_e_mail_address_is_caught(#[case] text: &str, #[case] found: &str) {
    assert_eq!(caught(text), Some((Caught::Email, found.to_owned())));
}

#[rstest]
#[case("En person i Kista som har varit hemma i tre år.")]
#[case("Sjukskriven sedan 2021-10-12, provade 2022-01-10 igen.")]
#[case("Sjukskriven 2021-10-12 – 2022-01-10.")]
#[case("Kan komma kl 08.30-16.30 på tisdagar.")]
#[case("Hyran är 7 500 kronor och skulden 125 000 kronor.")]
#[case("Har läst SFI A, B och C 2019, 2020 och 2021.")]
#[case("Mötet var 08-05-2024.")]
#[case("Arbetar 25 %, 10 timmar i veckan.")]
#[case("Följ 2003:1210 och ring 1177.")]
#[case("Vi ses @ jobbtorget.")]
#[case("")]
fn what_is_no_such_thing_goes_through(#[case] text: &str) {
    assert_eq!(caught(text), None);
}

#[rstest]
#[case("Hon är 23 år och vill arbeta.", &[Detail::ExactAge])]
#[case("En 23-åring", &[Detail::ExactAge])]
#[case("en 23-årig man", &[Detail::ExactAge])]
#[case("a 23-year-old man", &[Detail::ExactAge])]
#[case("has turned 40 years old", &[Detail::ExactAge])]
#[case("Man 34 år", &[Detail::ExactAge])]
#[case("Kvinna, 23 år, sjukskriven", &[Detail::ExactAge])]
#[case("född 1990", &[Detail::ExactAge])]
#[case("född -90", &[Detail::ExactAge])]
#[case("för 20 år sedan", &[])]
#[case("900101", &[Detail::Date])]
#[case("har arbetat i 20 år", &[])]
#[case("Skadade sig 2021-05-06.", &[Detail::Date])]
#[case("den 12 maj 2021", &[Detail::Date])]
#[case("on May 12", &[Detail::Date])]
#[case("född 19900101", &[Detail::Date])]
#[case("sedan våren 2021", &[])]
#[case("har två barn", &[])]
#[case("har fem barn", &[Detail::ManyChildren])]
#[case("mother of 6 children", &[Detail::ManyChildren])]
#[case("Hans tvillingbror är döv.", &[Detail::Rare])]
#[case("behöver struktur och någon som väntar", &[])]
fn a_detail_that_few_share_is_found(#[case] text: &str, #[case] found: &[Detail]) {
    assert_eq!(details(&[text]), found);
}

#[test]
fn a_pasted_table_of_numbers_is_soon_read() {
    let table = "1 ".repeat(2_000);
    assert_eq!((caught(&table), details(&[&table])), (None, vec![]));
}

proptest! {
    #[test]
    fn two_days_in_a_row_are_no_identity_number(
        from in (2000..=2030, 1..=12, 1..=28), to in (2000..=2030, 1..=12, 1..=28)
    ) {
        let day = |(y, m, d): (i32, i32, i32)| format!("{y}-{m:02}-{d:02}");
        let text = format!("Sjukskriven {} – {}.", day(from), day(to));
        prop_assert_eq!(caught(&text), None);
    }

    #[test]
    fn any_text_can_be_read(text in "(?s).{0,60}", name in "[A-ZÅÄÖ][a-zåäö’']{1,8}") {
        for text in [text.clone(), format!("{text} 2021 {name} {name} 19{text}@{name}.se"), name] {
            let _ = (caught(&text), details(&[&text]), name_like(&text, &[]));
        }
    }

    #[test]
    fn an_identity_number_is_caught_wherever_it_stands(
        before in "[a-zåäö ]{0,12}", year in 1930..2010, month in 1..=12, day in 1..=28, last in 0..=9999, after in "[a-zåäö ]{0,12}"
    ) {
        for number in [format!("{year}{month:02}{day:02}-{last:04}"), format!("{year}{month:02}{day:02}{last:04}")] {
            let found = caught(&format!("{before} {number} {after}"));
            prop_assert_eq!(found, Some((Caught::Identity, number)));
        }
    }
}
