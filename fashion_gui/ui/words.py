"""Answers and figures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashion_gui.core.labels import CLASS_NAMES

if TYPE_CHECKING:
    from fashion_gui.core.prediction import Milliseconds, ModelTag, Prediction

STEPS = ("Read the picture", "Find the garment", "Make it 28 × 28", "Ask the network", "Altogether")
"""The way from file to answer, and its sum."""


def percent(share: float) -> str:
    """0.973 → "97%"; never "100%" or "0%" for what is only close to it."""
    if 0.99 <= share < 1:
        return f"{min(share * 100, 99.9):.1f}%"
    if 0 < share < 0.005:
        return "<1%"
    return f"{share * 100:.0f}%"


def sentence(text: str) -> str:
    """A text with its end marked, for what is read out: "Shirt" → "Shirt."; "One moment …" stays."""
    return text if text.endswith((".", "…", "?")) else f"{text}."


def unbroken(text: str) -> str:
    """The same with word joiners in the names of classes, for labels of several lines; only for the eye."""
    for name in CLASS_NAMES:
        text = text.replace(name, name.replace("-", "-\N{WORD JOINER}").replace("/", "/\N{WORD JOINER}"))
    return text


def answer(prediction: Prediction) -> str:
    """The answer as a headline: "Ankle boot", or "Not sure: Shirt or Coat?"."""
    return prediction.label if prediction.accepted else doubt(prediction)


def doubt(prediction: Prediction) -> str:
    """Between what the answer wavers: "Not sure: Shirt or Coat?", or "None of the ten?"."""
    if not prediction.familiar:
        return "None of the ten?"
    (first, _), (second, _) = prediction.ranking()[:2]
    return f"Not sure: {first} or {second}?"


def certainty(prediction: Prediction) -> str:
    """How sure the answer is: "97% sure", or both guesses with their probabilities."""
    if prediction.accepted:
        return f"{percent(prediction.confidence)} sure"
    (first, p), (second, q) = prediction.ranking()[:2]
    return f"{first} {percent(p)}, {second} {percent(q)}"


def model_line(tag: ModelTag) -> str:
    """Which network answered, and where: "accurate · Intel Core i7 · FP16 weights"."""
    return f"{tag.model} · {tag.device} · {tag.precision}"


def steps(milliseconds: Milliseconds) -> list[tuple[str, str]]:
    """The times of `STEPS` with their names."""
    times = (
        milliseconds.decode,
        milliseconds.segment,
        milliseconds.prepare,
        milliseconds.infer,
        milliseconds.total,
    )
    told = (f"{time:.1f} ms" if time < 99.95 else f"{time:.0f} ms" for time in times)
    return list(zip(STEPS, told, strict=True))


def plain_text(prediction: Prediction, name: str) -> str:
    """The whole answer for the clipboard: picture, answer, the ten probabilities, model and times."""
    lines = [f"{name}: {answer(prediction)} ({certainty(prediction)})", ""]
    lines += [f"{label:<12} {probability:7.2%}" for label, probability in prediction.ranking()]
    lines += ["", model_line(prediction.tag)]
    lines += [", ".join(f"{step.lower()} {time}" for step, time in steps(prediction.milliseconds))]
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """How long something will take: "8 s", "3 min", "1 h 20 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
