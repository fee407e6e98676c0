"""What a reviewer can do, and what of it counts."""

from __future__ import annotations

import threading
from pathlib import Path

from seriatim.model import Case, Reviewed
from seriatim.present.series import render_series
from seriatim.series import open_store
from seriatim.workflow import assess_agreement, decided_cases, draw_series
from series.reviewed import TEXT, add_reading, read, store_with
from web.desk import Client, review


def decided(db: Path) -> Case:
    with open_store(db) as store:
        return next(decided_cases(store))


def about(fact: dict, action: str, **more: object) -> dict:
    return {"key": fact["key"], "action": action, "after": fact["own"]["id"] if fact["own"] else ""} | more


def test_the_list_tells_how_far_the_reviewer_has_come(ada: Client) -> None:
    assert [(r["title"], r["facts"], r["decided"]) for r in ada.read("/api/series")["reports"]] == [
        ("A rash", 5, 0)
    ]
    ada.decide(about(ada.fact("Malar rash"), "accept"), about(ada.fact("Fever"), "reject"))
    assert [r["decided"] for r in ada.read("/api/series")["reports"]] == [2]


def test_a_rejected_fact_leaves_the_series_and_an_edited_one_counts(ada: Client, db: Path) -> None:
    ada.decide(about(ada.fact("Fever"), "reject"))
    status, answer = ada.decide(
        about(ada.fact("Malar rash"), "edit", wanted={"status": "absent"}, reason="denied")
    )
    assert status == 200
    assert [(f["now"]["status"], f["machine"]["status"]) for f in answer["facts"] if f["now"]["label"] == "Malar rash"] == [("absent", "present")]  # fmt: skip
    facts = {f.label: f for f in decided(db).facts}
    assert "Fever" not in facts
    assert facts["Malar rash"].status == "absent"
    assert facts["Malar rash"].review
    assert facts["Malar rash"].review.reason == "denied"


def test_changing_code_and_label_alone_is_recoding(ada: Client, db: Path) -> None:
    wanted = {"code": "HP:0000988", "label": "Skin rash"}
    ada.decide(about(ada.fact("Malar rash"), "edit", wanted=wanted))
    assert ada.fact("Skin rash")["own"]["action"] == "recode"
    assert ("HP:0000988", "Skin rash") in [(f.code, f.label) for f in decided(db).facts]


def test_an_undone_decision_leaves_the_fact_as_it_was_read_and_stays_on_record(ada: Client, db: Path) -> None:
    before = decided(db)
    ada.decide(about(ada.fact("Fever"), "reject"))
    ada.decide(about(ada.fact("Fever"), "undo"))
    assert ada.fact("Fever")["own"] is None
    assert decided(db).facts == before.facts
    with open_store(db) as store:
        assert [d.action for d in store.decisions.of()] == ["reject", "undo"]


def test_a_missed_fact_is_added_edited_and_taken_out_again(ada: Client, db: Path) -> None:
    place = {"start": TEXT.index("brother"), "end": TEXT.index("brother") + len("brother")}
    wanted = {"kind": "phenotype", "label": "Affected brother", "subject": "family"}
    assert ada.decide({"action": "add", "wanted": wanted, **place})[0] == 200
    ada.decide(about(ada.fact("Affected brother"), "edit", wanted={"label": "Affected sibling"}))
    assert "Affected brother" not in [f.label for f in decided(db).facts]
    (added,) = [f for f in decided(db).facts if f.label == "Affected sibling"]
    assert (added.id, added.spans[0].text, added.subject) == ("R1", "brother", "family")
    ada.decide(about(ada.fact("Affected sibling"), "reject"))
    assert "Affected sibling" not in [f.label for f in decided(db).facts]
    ada.decide(about(ada.fact("Affected sibling"), "undo"))
    assert "Affected sibling" in [f.label for f in decided(db).facts]


def test_two_facts_may_be_added_to_the_same_words_but_not_one_that_is_read_there(
    ada: Client, db: Path
) -> None:
    start = TEXT.index("fever")
    place = {"action": "add", "start": start, "end": start + 5}
    for label in ("Night fever", "Night fever"):
        assert ada.decide(place | {"wanted": {"label": label, "patient": "P1"}})[0] == 200
    assert [f.label for f in decided(db).facts].count("Night fever") == 2
    same = {"label": "Fever", "code": "HP:0001945", "patient": "P1"}
    status, answer = ada.decide(place | {"wanted": same})
    assert (status, "read there already" in answer["error"]) == (400, True)


def test_a_decision_made_on_an_outdated_page_is_refused_and_loses_nothing(ada: Client) -> None:
    seen = ada.fact("Fever")
    assert ada.decide(about(seen, "reject"))[0] == 200
    assert ada.decide(about(seen, "accept"))[0] == 409
    assert ada.fact("Fever")["own"]["action"] == "reject"


def test_of_several_decisions_all_are_stored_or_none(ada: Client, db: Path) -> None:
    assert (
        ada.decide(about(ada.fact("Fever"), "accept"), {"action": "accept", "key": "no such fact"})[0] == 404
    )
    with open_store(db) as store:
        assert store.decisions.of() == []


def test_a_second_reviewer_works_blind(ada: Client, db: Path) -> None:
    ada.decide(about(ada.fact("Fever"), "reject", reason="a secret reason"))
    with review(db, "Jo") as jo:
        told = [jo.ask("GET", path)[2] for path in ("/api/series", "/api/reports/1", "/api/agreement")]
        assert not any(b"Ada" in content or b"secret" in content for content in told)
        assert jo.fact("Fever")["own"] is None
        assert [r["decided"] for r in jo.read("/api/series")["reports"]] == [0]
        assert jo.ask("GET", "/api/agreement")[0] == 403
        status, _ = jo.decide({"action": "take", "key": jo.fact("Fever")["key"], "of": "Ada"})
        assert status == 400


def test_reviewers_at_work_at_once_lose_nothing(db: Path) -> None:
    def work(name: str) -> None:
        with review(db, name) as client:
            for label in ("Malar rash", "Fever", "Oral ulcer"):
                for action in ("accept", "reject"):
                    assert client.decide(about(client.fact(label), action))[0] == 200

    workers = [threading.Thread(target=work, args=(name,)) for name in ("Ada", "Jo", "Max")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with open_store(db) as store:
        assert len(store.decisions.of()) == 18
        assert store.decisions.reviewers() == ["Ada", "Jo", "Max"]


def test_who_settles_sees_both_and_takes_one(ada: Client, db: Path) -> None:
    ada.decide(about(ada.fact("Fever"), "reject", reason="a misprint"))
    with review(db, "Jo") as jo:
        jo.decide(about(jo.fact("Fever"), "edit", wanted={"status": "uncertain"}))
    assert [n.code for n in decided(db).notes].count("review-disagreement") == 1
    with review(db, "Max", adjudicates=True) as judge:
        assert [(r["open"], r["settled"]) for r in judge.read("/api/series")["reports"]] == [(1, 0)]
        fever = judge.fact("Fever")
        assert fever["disputed"]
        assert [(o["reviewer"], o["action"], o["reason"]) for o in fever["others"]] == [("Ada", "reject", "a misprint"), ("Jo", "edit", "")]  # fmt: skip
        assert judge.decide(about(fever, "take", of="Jo"))[0] == 200
        assert [(r["open"], r["settled"]) for r in judge.read("/api/series")["reports"]] == [(0, 1)]
        (pair,) = judge.read("/api/agreement")["pairs"]
    assert [(row["title"], row["n"], row["agreed"]) for row in pair["rows"]] == [
        ("Findings", 1, 0),
        ("All", 1, 0),
    ]
    (fact,) = [f for f in decided(db).facts if f.label == "Fever"]
    assert (fact.status, fact.review and fact.review.settled, fact.review and fact.review.reviewers) == ("uncertain", True, ("Max",))  # fmt: skip
    assert "review-disagreement" not in [n.code for n in decided(db).notes]


def test_what_one_reviewer_added_can_be_settled(ada: Client, db: Path) -> None:
    start = TEXT.index("brother")
    ada.decide({"action": "add", "start": start, "end": start + 7, "wanted": {"label": "Affected brother"}})
    with review(db, "Max", adjudicates=True) as judge:
        judge.decide(about(judge.fact("Affected brother"), "reject"))
    assert "Affected brother" not in [f.label for f in decided(db).facts]


def test_a_later_reading_asks_the_reviewer_to_look_again(ada: Client, db: Path) -> None:
    ada.decide(about(ada.fact("Malar rash"), "accept"))
    with open_store(db) as store:
        later = read(status="absent", code="HP:0000988", label="Skin rash")
        add_reading(store, later, "2")
        number = store.documents()[0].id
    assert [(r["decided"], r["stale"]) for r in ada.read("/api/series")["reports"]] == [(0, 1)]
    assert "review-stale" in [n.code for n in decided(db).notes]
    assert "Malar rash" in [f.label for f in decided(db).facts]
    (fact,) = [f for f in ada.read(f"/api/reports/{number}")["facts"] if f["own"]]
    assert (fact["own"]["stale"], fact["machine"]["label"]) == ("changed", "Skin rash")
    assert ada.decide(about(fact, "accept"), document=number)[0] == 200
    assert [(r["decided"], r["stale"]) for r in ada.read("/api/series")["reports"]] == [(1, 0)]
    assert [f.label for f in decided(db).facts if "rash" in f.spans[0].text] == ["Skin rash"]
    assert "review-stale" not in [n.code for n in decided(db).notes]


def test_what_a_later_reading_no_longer_gives_can_be_kept_by_hand(ada: Client, db: Path) -> None:
    ada.decide(about(ada.fact("Malar rash"), "accept"))
    later = read()
    with open_store(db) as store:
        without = Case(
            later.report, later.patients, tuple(f for f in later.facts if f.id != "F3"), releases={}
        )
        add_reading(store, without, "2")
        number = store.documents()[0].id
    (fact,) = [f for f in ada.read(f"/api/reports/{number}")["facts"] if f["own"]]
    assert (fact["own"]["stale"], fact["read"]) == ("gone", False)
    ada.decide(about(fact, "accept"), document=number)
    (fact,) = [f for f in ada.read(f"/api/reports/{number}")["facts"] if f["own"]]
    assert (fact["own"]["action"], fact["own"]["stale"]) == ("add", "")
    assert "Malar rash" in [f.label for f in decided(db).facts]


def test_offsets_count_letters_beyond_the_basic_plane_as_one(tmp_path: Path) -> None:
    text = "\U0001d6c3 \U0001f600 A 40-year-old woman had a malar rash and fever. Ulcers were absent."
    store_with(tmp_path / "s.db", read(text)).close()
    with review(tmp_path / "s.db", "Ada") as client:
        report = client.read("/api/reports/1")
        (start, end) = client.fact("Malar rash")["spans"][0]
        assert report["text"][start:end] == "malar rash"


def test_terms_are_found_for_the_kind_of_fact(ada: Client) -> None:
    assert ada.read("/api/terms?kind=phenotype&words=malar+ra")["terms"][0]["code"] == "HP:0025300"
    assert ada.read("/api/terms?kind=medication&words=hydroxychl")["terms"][0]["code"] == "ATC:P01BA02"
    assert ada.read("/api/terms?kind=demographic&words=age")["terms"] == []
    assert ada.read("/api/terms?kind=phenotype&words=")["terms"] == []


def test_agreement_is_of_every_two_reviewers(ada: Client, db: Path) -> None:
    ada.decide(about(ada.fact("Fever"), "accept"))
    for name in ("Jo", "Max"):
        with review(db, name) as other:
            other.decide(about(other.fact("Fever"), "accept"))
    with open_store(db) as store:
        assert [(c.first, c.second, c.rows[-1].agreed) for c in assess_agreement(store)] == [("Ada", "Jo", 1), ("Ada", "Max", 1), ("Jo", "Max", 1)]  # fmt: skip


def test_the_methods_of_a_series_say_how_its_facts_were_reviewed(ada: Client, db: Path) -> None:
    with open_store(db) as store:
        assert draw_series(store).reviewed is None
    start = TEXT.index("brother")
    ada.decide({"action": "add", "start": start, "end": start + 7, "wanted": {"label": "Affected brother"}})
    ada.decide(about(ada.fact("Fever"), "reject"), about(ada.fact("age"), "accept"))
    ada.decide(about(ada.fact("Malar rash"), "edit", wanted={"status": "uncertain"}))
    with open_store(db) as store:
        series = draw_series(store)
    assert series.reviewed == Reviewed(("Ada",), facts=5, accepted=1, changed=1, rejected=1, added=1)
    assert (
        "of the 5 facts read, reviewers (Ada) accepted 1, changed 1 and rejected 1, and they added 1"
        in render_series(series)
    )
