//! The key figures of the register of 2021 are those that were published.
use crate::{
    on_both,
    register_import::{import, register_2021},
    support::World,
};
use app::statistics::actions;

on_both!(the_year_2021_is_as_expected, a_year_without_anything_is_empty, another_association_counts_nothing);

async fn the_year_2021_is_as_expected(world: World) {
    import(&world, &register_2021(), false).await;
    let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Exempelstad", 2021).await;
    let figures = figures.expect("counted").expect("the association is there");
    let expected = std::fs::read_to_string(register_2021().join("expected.json")).expect("the expected figures");
    let printed = serde_json::to_string_pretty(&figures).expect("JSON");
    assert_eq!(printed, expected.trim_end(), "the very same text");
}

async fn a_year_without_anything_is_empty(world: World) {
    import(&world, &register_2021(), false).await;
    let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Exempelstad", 2019).await;
    let figures = figures.expect("counted").expect("the association is there");
    assert_eq!(figures, app::statistics::rules::KeyFigures { year: 2019, ..Default::default() });
}

async fn another_association_counts_nothing(world: World) {
    import(&world, &register_2021(), false).await;
    world.association("Samordningsförbundet Grannstad").await;
    let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Grannstad", 2021).await;
    assert_eq!(figures.expect("counted").expect("there").meetings_held, 0);
    assert!(actions::key_figures_of(&world.db, "Ingenstad", 2021).await.expect("asked").is_none());
}
