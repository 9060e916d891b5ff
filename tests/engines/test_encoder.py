"""The coder that ships."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engines.ondevice import inference
from assistant.engines.ondevice.calibration import Calibration
from assistant.engines.ondevice.encoder import KINDS, Encoder
from assistant.engines.ondevice.inference import ahead
from assistant.engines.ondevice.token_spans import best_run, runs_above, whole_words
from assistant.errors import EngineError

SENTENCES = [
    "The checkout keeps rejecting my card and nobody answers the phone.",
    "I love the little map next to the list.",
    "I clicked on the button and nothing happened.",
    "Okay, so now I'm going to click on next.",
    "",
    "Um, thank you, that's all 🙂",
    "and then we waited and waited " * 80,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(threads=2)


def test_every_answer_is_complete(encoder: Encoder) -> None:
    """Each sentence, an empty and a very long one too, gets all kinds, 28 emotions, tone and severity in range."""
    for answer in encoder.predict(SENTENCES):
        assert tuple(answer.kinds) == KINDS
        assert len(answer.emotions) == 28
        assert all(0 <= value <= 1 for value in (*answer.kinds.values(), *answer.emotions.values()))
        assert -1 <= answer.sentiment <= 1
        assert 0 <= answer.severity <= 1


def test_pain_and_gain_are_told_apart(encoder: Encoder) -> None:
    """A complaint is a pain and no gain, praise is a gain and no pain."""
    complaint, praise = encoder.predict(SENTENCES[:2])

    assert complaint.kinds["pain"] >= encoder.thresholds["pain"] > praise.kinds["pain"]
    assert praise.kinds["gain"] >= encoder.thresholds["gain"] > complaint.kinds["gain"]
    assert praise.sentiment > 0 > complaint.sentiment


def test_batch_and_threads_change_nothing(encoder: Encoder) -> None:
    """An answer is the same to the last bit alone, in any batch and on any number of threads."""
    together = encoder.predict(SENTENCES)
    alone = [encoder.predict([sentence])[0] for sentence in SENTENCES]
    single = Encoder(threads=1).predict(SENTENCES[::-1])[::-1]

    assert together == alone
    assert together == single


def test_no_sentences_give_no_answers(encoder: Encoder) -> None:
    """An empty list is answered with an empty list."""
    assert encoder.predict([]) == []


def test_thresholds_cover_kinds_and_emotions(encoder: Encoder) -> None:
    """Every kind and every emotion has a threshold between 0 and 1."""
    answer = encoder.predict(["fine"])[0]

    assert set(encoder.thresholds) == set(answer.kinds) | set(answer.emotions)
    assert all(0 < value < 1 for value in encoder.thresholds.values())


def test_nothing_is_read_twice(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that are the same in all that is read with them run through the model once."""
    read: list[Sequence[int]] = []
    original = Encoder._run

    def spy(self: Encoder, windows: Sequence[Sequence[int]]) -> object:
        read.extend(windows)
        return original(self, windows)

    monkeypatch.setattr(Encoder, "_run", spy)
    encoder.predict(["one thing", "another thing", "one thing"])
    encoder.predict(["one thing", "another thing"] * 3, [1, 1, 2, 2, 3, 3])

    assert len(read) == 2 + 1


TEXT = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aeiou  the app é́ \u0301\u200d🙂👩‍👧\ud83d\r\n\ufeffß中"),
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(before=TEXT, after=TEXT)
def test_spans_lie_in_the_sentence(encoder: Encoder, before: str, after: str) -> None:
    """Spans are non-empty slices of the sentence, in order, whatever characters it holds."""
    sentence = before + " the checkout page crashed again " + after
    answer = encoder.predict([sentence])[0]
    spans = [span[:2] for span in answer.touchpoint_spans]
    if answer.pain_span:
        spans.append(answer.pain_span)

    assert all(0 <= start < end <= len(sentence) for start, end in spans)
    assert list(answer.touchpoint_spans) == sorted(answer.touchpoint_spans)


def test_offsets_are_exact_beside_odd_characters(encoder: Encoder) -> None:
    """Characters of several bytes or code points before a word do not shift its span."""
    plain = "The checkout page crashed and I lost my order."
    prefix = "👩‍👧 e\u0301 \ud83d 🙂 "
    known = encoder.predict([plain])[0]
    odd = encoder.predict([prefix + plain])[0]

    assert known.touchpoint_spans or known.pain_span
    for start, end, _ in odd.touchpoint_spans:
        assert (prefix + plain)[start:end].strip() == (prefix + plain)[start:end]


def test_changed_settings_are_refused(tmp_path: Path) -> None:
    """Thresholds that somebody altered by hand are named and not used."""
    folder = tmp_path / "weights"
    shutil.copytree(inference.WEIGHTS, folder)
    with (folder / "coder.json").open("a") as file:
        file.write(" ")

    with pytest.raises(EngineError, match=r"coder\.json.*sha-256 differs"):
        Encoder(folder=folder)


def test_calibration_is_a_line_through_what_is_mixed(tmp_path: Path) -> None:
    """A probability is the logistic of slope * (own + share of another output) + offset."""
    path = tmp_path / "coder.json"
    levels = {"precision": 0.6, "balanced": 0.4, "recall": 0.2}
    pain = {"name": "pain", "slope": 2.0, "offset": 1.0, "mix": {"fear": 0.5}, **levels}
    fear = {"name": "fear", "slope": 1.0, "offset": 0.0, **levels}
    path.write_text(json.dumps({"outputs": [pain, fear], "tokens": [], "touchpoint_threshold": 0.5}), "utf-8")
    calibration = Calibration.read(path)
    found = calibration.probabilities(np.float32([[1.0, -2.0], [-1.0, 4.0]]))

    assert found[:, 0] == pytest.approx(1 / (1 + np.exp(-(2 * np.array([0.0, 1.0]) + 1))), abs=1e-5)
    assert found[:, 1] == pytest.approx(1 / (1 + np.exp(np.array([2.0, -4.0]))), abs=1e-5)
    assert dict(calibration.thresholds) == {"pain": 0.4, "fear": 0.4}


def test_interviews_may_have_thresholds_of_their_own(tmp_path: Path) -> None:
    """People who answer questions tell much that is no finding; a kind without others has the same in both."""
    levels = {"precision": 0.6, "balanced": 0.4, "recall": 0.2}
    line = {"slope": 1.0, "offset": 0.0, **levels}
    pain = {"name": "pain", **line, "talk": {"precision": 0.9, "balanced": 0.7, "recall": 0.5}}
    path = tmp_path / "coder.json"
    outputs = [pain, {"name": "need", **line}]
    path.write_text(json.dumps({"outputs": outputs, "tokens": [], "touchpoint_threshold": 0.5}), "utf-8")
    calibration = Calibration.read(path)

    assert calibration.leaning["pain"] == levels
    assert calibration.leaning_in_talk["pain"]["balanced"] == 0.7
    assert calibration.leaning_in_talk["need"] == levels


def test_sentences_around_count(encoder: Encoder) -> None:
    """Beside complaints a doubtful sentence is more likely a pain than beside praise; alone it lies between."""
    doubtful = "So I went back to the page."
    bad = "It crashed and I lost everything, I was furious."
    good = "It was wonderful, so easy and clear."
    among_pain = encoder.predict([bad, doubtful, bad], [1, 1, 1])[1].kinds["pain"]
    among_praise = encoder.predict([good, doubtful, good], [1, 1, 1])[1].kinds["pain"]
    alone = encoder.predict([bad, doubtful, good], [1, 2, 3])[1].kinds["pain"]

    assert among_pain > alone > among_praise
    assert alone == encoder.predict([doubtful])[0].kinds["pain"]


def test_a_run_across_slabs_is_one(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many sentences are read at a time changes nothing, beside which a sentence stands neither."""
    together = encoder.predict(SENTENCES, [1] * len(SENTENCES))
    monkeypatch.setattr("assistant.engines.ondevice.encoder.SLAB", 2)

    assert encoder.predict(SENTENCES, [1] * len(SENTENCES)) == together


def test_meaning_is_read_with_the_sentence(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """One pass gives what a sentence means too; like meanings lie close, and what was asked for is remembered."""
    texts = ["The courier never came.", "My parcel was not delivered.", "I love the colour of the walls."]
    first, like, other = encoder.embed(texts)
    with monkeypatch.context() as patched:
        patched.setattr(Encoder, "_read", None)
        assert np.array_equal(encoder.embed(texts[:1])[0], first)

    assert first @ like > first @ other + 0.2
    assert np.array_equal(encoder.read(texts)[1], [first, like, other])
    assert encoder.read(texts, [1, 1, 1])[1][0] @ first > 0.7


def test_leans_are_in_order(encoder: Encoder) -> None:
    """Who leans to precision asks for more than who leans to recall."""
    both = [*encoder.leaning(in_talk=True).items(), *encoder.leaning(in_talk=False).items()]
    for name, levels in both:
        assert levels["precision"] >= levels["balanced"] >= levels["recall"], name


def test_runs_of_tokens() -> None:
    """Stretches above a threshold are found whole, at the ends too; the best run has the largest sum."""
    assert list(runs_above([0.9, 0.1, 0.8, 0.7], 0.5)) == [(0, 1), (2, 4)]
    assert best_run([1.0, -3.0, 2.0, -0.5, 1.0]) == (2, 5)
    assert best_run([-1.0, -2.0]) is None


def test_spans_take_whole_words() -> None:
    """A span that ends inside a word, or before its combining accent, is widened to the word."""
    assert whole_words("the checkouts fail", 4, 12) == (4, 13)
    assert whole_words("cafe\u0301 is shut", 0, 4) == (0, 5)


@pytest.mark.slow
def test_throughput_is_near_the_bare_runtime(encoder: Encoder) -> None:
    """Reading sentences costs little more than the runtime itself takes for the same batches."""
    sentences = [f"{text} {number}" for number in range(150) for text in SENTENCES[:4]]
    windows = [[101, *e.ids, 102] for e in encoder._model.tokenizer.encode_batch(sentences, add_special_tokens=False)]
    ours, bare = [], []
    for _ in range(3):
        start = time.perf_counter()
        encoder.predict(sentences)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        encoder._run(windows)
        bare.append(time.perf_counter() - start)

    assert min(bare) / min(ours) > 0.6  # 0.8 and more on a quiet machine; CI machines are not quiet


def test_work_goes_on_ahead_and_in_order() -> None:
    """What comes next is begun while the one before is made use of."""
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        return 10 * item

    results = ahead(work, iter(range(1, 6)))
    assert next(results) == 10
    assert begun[0] == 1
    assert set(begun) <= {1, 2, 3}
    assert list(results) == [20, 30, 40, 50]
    assert list(ahead(work, [])) == []
