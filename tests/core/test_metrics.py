from __future__ import annotations

import msgspec
import numpy as np
import pytest
import scipy.optimize
import scipy.special
import sklearn.metrics

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.metrics import (
    Evaluation,
    auroc,
    balanced_accuracy,
    calibration_bins,
    evaluation,
    expected_calibration_error,
    fit_temperature,
    tempered,
)


@pytest.fixture(scope="module")
def answers():
    """Probabilities of an imperfect network, and labels in which one class is rare."""
    rng = np.random.default_rng(5)
    labels = rng.choice(10, 3000, p=[0.01] + [0.11] * 9)
    logits = rng.normal(0, 1.5, (3000, 10))
    logits[np.arange(3000), labels] += 2.5
    return scipy.special.softmax(logits, axis=1), labels


def test_figures_equal_those_of_scikit_learn(answers):
    probabilities, labels = answers
    result = evaluation(probabilities, labels, data="made up", model="m", seconds=1.5)
    said = probabilities.argmax(axis=1)
    report = sklearn.metrics.classification_report(
        labels, said, target_names=CLASS_NAMES, output_dict=True, zero_division=0.0
    )
    assert result.accuracy == report["accuracy"]
    for name, figures in result.per_class.items():
        assert (figures.precision, figures.recall, figures.f1, figures.support) == tuple(
            report[name].values()
        )
    for ours, theirs in ((result.macro_average, "macro avg"), (result.weighted_average, "weighted avg")):
        assert (ours.precision, ours.recall, ours.f1, ours.support) == tuple(report[theirs].values())
    assert result.balanced_accuracy == pytest.approx(sklearn.metrics.balanced_accuracy_score(labels, said))
    assert [sum(row) for row in result.confusion_matrix] == [f.support for f in result.per_class.values()]
    assert (result.model, result.seconds, result.count) == ("m", 1.5, 3000)


def test_an_evaluation_survives_being_written(answers):
    result = evaluation(*answers, data="made up")
    assert msgspec.json.decode(msgspec.json.encode(result), type=Evaluation) == result


def test_missing_classes_are_no_error():
    probabilities = np.eye(10)[[1, 1, 2]]
    result = evaluation(probabilities, np.array([1, 1, 1]), data="one class")
    assert result.per_class["Trouser"].recall == pytest.approx(2 / 3)
    assert result.per_class["Bag"].support == 0
    assert result.balanced_accuracy == pytest.approx(2 / 3)
    assert balanced_accuracy(np.array([]), np.array([])) == 0.0


def test_calibration_error_of_known_cases():
    labels = np.array([0, 0, 0, 1])  # 75 % right at 75 % confidence
    calibrated = np.tile([0.75, 0.25] + [0.0] * 8, (4, 1))
    assert expected_calibration_error(calibrated, labels) == pytest.approx(0)
    certain = np.tile([1.0] + [0.0] * 9, (4, 1))
    assert expected_calibration_error(certain, labels) == pytest.approx(0.25)
    assert calibration_bins(certain, labels)[-1] == (1.0, 0.75, 4)
    assert sum(count for *_, count in calibration_bins(calibrated, labels)) == 4


def test_bins_are_open_below_and_closed_above():
    probabilities = np.array([[0.6, 0.4], [0.6000001, 0.3999999]])
    counts = [count for *_, count in calibration_bins(probabilities, np.zeros(2), bins=5)]
    assert counts == [0, 0, 1, 1, 0]


@pytest.mark.parametrize("scale", [0.3, 1.0, 4.0])
def test_the_temperature_is_the_likeliest(answers, scale):
    probabilities, labels = answers
    logits = np.log(probabilities) * scale

    def loss(temperature: float) -> float:
        log_softmax = scipy.special.log_softmax(logits / temperature, axis=1)
        return -log_softmax[np.arange(len(labels)), labels].mean()

    best = scipy.optimize.minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-9})
    assert fit_temperature(logits.astype(np.float32), labels) == pytest.approx(best.x, rel=1e-4)


def test_fitting_makes_the_calibration_better(answers):
    probabilities, labels = answers
    logits = np.log(probabilities) * 3
    before = expected_calibration_error(scipy.special.softmax(logits, axis=1), labels)
    after = scipy.special.softmax(logits / fit_temperature(logits, labels), axis=1)
    assert expected_calibration_error(after, labels) < before / 3


def test_probabilities_are_tempered_as_logits_would_be_and_it_can_be_taken_back():
    logits = np.random.default_rng(1).normal(size=(5, 10, 10)) * 4
    calibrated = tempered(scipy.special.softmax(logits, axis=-1), 1.7)
    np.testing.assert_allclose(calibrated, scipy.special.softmax(logits / 1.7, axis=-1), atol=1e-6)
    before = tempered(calibrated, 1 / 1.7)
    np.testing.assert_allclose(before, scipy.special.softmax(logits, axis=-1), atol=1e-5)


def test_a_network_without_a_mistake_gets_a_finite_temperature():
    logits = np.eye(10)[np.arange(10)] * 5
    assert 0.05 <= fit_temperature(logits, np.arange(10)) < 0.1
    assert 19 < fit_temperature(logits, (np.arange(10) + 1) % 10) <= 20


def test_auroc_counts_ties_half():
    assert auroc(np.array([0.9, 0.8]), np.array([0.1, 0.2])) == 1.0
    assert auroc(np.array([0.5]), np.array([0.5])) == 0.5
    rng = np.random.default_rng(1)
    positive, negative = rng.integers(2, 9, 300), rng.integers(0, 7, 200)
    truth = np.repeat([1, 0], [300, 200])
    theirs = sklearn.metrics.roc_auc_score(truth, np.concatenate([positive, negative]))
    assert auroc(positive, negative) == pytest.approx(theirs)
