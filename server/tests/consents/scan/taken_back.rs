//! A scan that is one of two, the wrong one, or of a consent that is withdrawn.
use super::*;

crate::on_both!(
    two_who_add_one_at_once,
    a_wrong_one_is_erased_and_another_takes_its_place,
    a_withdrawal_leaves_the_paper_to_the_referrer,
    the_same_submission_twice_is_one,
    only_a_consent_on_paper_of_this_case_has_one,
);

async fn two_who_add_one_at_once(world: World) {
    let (referrer, case, consent) = recorded(&world, None).await;
    let (a, b) = (world.login(&referrer).await, world.login_as(Role::Coordinator).await);
    let at = at(case, consent);
    let (first, second) = tokio::join!(add(&a, &at, PAPER), add(&b, &at, PAPER));
    let mut answers = [first.status(), second.status()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 422]);
    let refused = if first.status() == 422 { first } else { second };
    assert!(refused.text(".summary").contains(texts::ALREADY_THERE.get(Lang::Sv)), "{}", refused.text(".summary"));
    assert_eq!(rows(&world).await.len(), 1);
    let added = world.events().await.into_iter().filter(|e| *e == EventCode::ConsentScanAdded).count();
    assert_eq!(added, 1);
}

async fn a_wrong_one_is_erased_and_another_takes_its_place(world: World) {
    let (referrer, case, consent) = recorded(&world, Some(PAPER)).await;
    let (client, at) = (world.login(&referrer).await, at(case, consent));
    let first = rows(&world).await.remove(0);
    let (id, take_back) = (first.id.to_string(), format!("{at}/take-back"));
    client.get(&take_back).await.expect(200);
    client.post(&take_back, &[("scan", &id), ("reason", "other_person")]).await.expect_to(&at);
    let erased = rows(&world).await.remove(0);
    assert_eq!((erased.bytes_sealed, erased.removed_by), (None, Some(referrer.id)));
    assert_eq!(erased.removed_for, Some(TakeBackReason::OtherPerson));
    client.get(&format!("{at}/file")).await.expect(404);
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text(".consent").contains("Jobbtorg ja"), "the consent stands: {}", page.text(".consent"));
    assert!(page.text(".tl li").contains("Skanning av samtycke borttagen · det är någon annans papper"));
    // what stood on an old page takes nothing else back
    add(&client, &at, PAPER).await.expect_to(&at);
    let answer = client.post(&take_back, &[("scan", &id), ("reason", "unreadable")]).await.expect(422);
    assert!(answer.text(".summary").contains(texts::ANOTHER_NOW.get(Lang::Sv)));
    client.get(&format!("{at}/file")).await.expect(200);
    let kept: Vec<_> = rows(&world).await.into_iter().map(|r| r.bytes_sealed.is_some()).collect();
    assert_eq!(kept, [false, true]);
}

async fn a_withdrawal_leaves_the_paper_to_the_referrer(world: World) {
    let (referrer, case, consent) = recorded(&world, Some(PAPER)).await;
    let (own, coordinator) = (world.login(&referrer).await, world.login_as(Role::Coordinator).await);
    let at = at(case, consent);
    own.post(&format!("/cases/{case}/consents/withdraw/everything"), &[]).await.expect(303);
    let before = openings(&world).await.len();
    coordinator.get(&format!("{at}/file")).await.expect(403);
    let page = coordinator.get(&at).await.expect(200);
    assert!(page.body().contains(texts::NOT_NOW.get(Lang::Sv)) && !page.has("main img"));
    assert!(!page.body().contains("Younes"));
    let scan = rows(&world).await.remove(0).id.to_string();
    let fields = [("scan", scan.as_str()), ("reason", "unreadable")];
    coordinator.post(&format!("{at}/take-back"), &fields).await.expect(403);
    assert_eq!(openings(&world).await.len(), before, "who may not leaves no trace");
    own.get(&at).await.expect(200);
    own.get(&format!("{at}/file")).await.expect(200);
    assert!(rows(&world).await.remove(0).bytes_sealed.is_some());
}

async fn the_same_submission_twice_is_one(world: World) {
    let (referrer, case, _) = recorded(&world, None).await;
    let (client, path) = (world.login(&referrer).await, format!("/cases/{case}/consents/new"));
    let before = consent::Entity::find().count(world.db.schema_connection()).await.unwrap();
    let mut fields = on_paper(&world, Some(PAPER));
    fields.push(("_token", "0123456789abcdef0123456789abcdef".into()));
    let posted = pairs(&fields);
    let (first, second) =
        tokio::join!(client.post_files(&path, &posted, false), client.post_files(&path, &posted, false));
    client.post_files(&path, &posted, false).await.expect(303);
    assert_eq!((first.status(), second.status()), (303, 303));
    let now = consent::Entity::find().count(world.db.schema_connection()).await.unwrap();
    assert_eq!((now - before, rows(&world).await.len()), (1, 1));
    // another file is another submission
    let files = Files::new();
    let other = files.with("samtycke.png", &a_pdf(0));
    let fields = with(fields, "scan", &[&other]);
    client.post_files(&path, &pairs(&fields), false).await.expect(303);
    assert_eq!(rows(&world).await.len(), 2);
}

async fn only_a_consent_on_paper_of_this_case_has_one(world: World) {
    let (referrer, case, consent) = recorded(&world, Some(PAPER)).await;
    let client = world.login(&referrer).await;
    let oral = with(on_paper(&world, Some(PAPER)), "consent_form", &["oral"]);
    let oral = with(oral, "heard_by", &["Karin Ståhl"]);
    let path = format!("/cases/{case}/consents/new");
    let answer = client.post_files(&path, &pairs(&oral), false).await.expect(422);
    assert_eq!(answer.error_of("scan"), texts::ONLY_PAPER.get(Lang::Sv));
    let oral: Fields = oral.into_iter().filter(|f| f.0 != "scan").collect();
    client.post_files(&path, &pairs(&oral), false).await.expect(303);
    let latest = consent::Entity::find().order_by_desc(consent::Column::Id);
    let oral = latest.one(world.db.schema_connection()).await.unwrap().unwrap().id;
    let other = world.case(CaseOf::new(&referrer, StateCode::Booked, BOTH)).await;
    for at in [at(case, oral), at(other, consent)] {
        client.get(&at).await.expect(404);
        client.get(&format!("{at}/file")).await.expect(404);
        add(&client, &at, PAPER).await.expect(404);
    }
    // what is over takes no more, and keeps what it has
    let closed = world.case(CaseOf::new(&referrer, StateCode::Closed, BOTH)).await;
    let moved = consent::Entity::update_many().col_expr(consent::Column::CaseId, Expr::value(closed));
    moved.filter(consent::Column::Id.eq(consent)).exec(world.db.schema_connection()).await.unwrap();
    let at = at(closed, consent);
    assert!(!client.get(&at).await.expect(200).has(&format!("main a[href='{at}/new']")));
    let answer = add(&client, &at, PAPER).await.expect(422);
    assert!(answer.text(".summary").contains(texts::OVER.get(Lang::Sv)), "{}", answer.text(".summary"));
}
