"""The shape and size of the networks, and the dropout that can be resumed."""

from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core.errors import TrainingError
from fashion_gui.core.recipes import RECIPES


@pytest.mark.parametrize("recipe", sorted(RECIPES))
def test_every_recipe_has_a_network_that_answers_with_ten_logits(recipe: str) -> None:
    from fashion_gui.training import networks

    network = networks.build(RECIPES[recipe].network, 0.3, seed=1)
    logits = network(np.zeros((3, 28, 28, 1), np.float32))
    assert logits.shape == (3, 10)
    assert logits.dtype == "float32"


def test_the_accurate_network_has_fewer_than_a_million_parameters() -> None:
    from fashion_gui.training import networks

    assert networks.build("accurate", 0.3, seed=1).count_params() < 1_000_000


def test_the_same_seed_draws_the_same_weights() -> None:
    from fashion_gui.training import networks

    once, again = (networks.build("quick", 0.3, seed=5).get_weights() for _ in range(2))
    for one, other in zip(once, again, strict=True):
        np.testing.assert_array_equal(one, other)


def test_dropout_depends_on_the_number_of_calls_alone() -> None:
    from fashion_gui.training import networks

    ones = np.ones((64, 50), np.float32)
    first, second = networks.SeededDropout(0.4), networks.SeededDropout(0.4)
    second._name = first.name
    drawn = [first(ones, training=True).numpy() for _ in range(3)]
    second(ones, training=False)
    second.set_weights([np.array(2)])
    np.testing.assert_array_equal(second(ones, training=True).numpy(), drawn[2])
    assert not np.array_equal(drawn[0], drawn[1])
    assert abs(float(np.mean(drawn[0] == 0)) - 0.4) < 0.05
    np.testing.assert_array_equal(first(ones, training=False), ones)


def test_an_unknown_network_is_refused() -> None:
    from fashion_gui.training import networks

    with pytest.raises(TrainingError, match="no network called"):
        networks.build("transformer", 0.1, seed=0)
