"""Bars in rows, measured in a browser: every word can be read, at the narrowest phone and on a wide screen."""

import pytest

#: Of every word in a view's picture: what it says, and its box as drawn; hidden ones have none.
WORDS = """(view) => {
  const svg = document.querySelector(`[data-view="${view}"] .js-plotly-plot`);
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('.annotation-text, .bartext')].map((one) => {
    const box = one.getBoundingClientRect();
    return [one.textContent, box.left - edge.left, box.top - edge.top, box.right - edge.left, box.bottom - edge.top,
      edge.width];
  }).filter((word) => word[0].trim() && word[3] > word[1]);
}"""


def collisions(words):
    found = []
    for place, (text, left, top, right, bottom, _width) in enumerate(words):
        for other, left_2, top_2, right_2, bottom_2, _ in words[place + 1 :]:
            across, down = min(right, right_2) - max(left, left_2), min(bottom, bottom_2) - max(top, top_2)
            if across > 2 and down > 3:
                found.append((text, other, round(across), round(down)))
    return found


@pytest.mark.parametrize(
    ("slug", "width"),
    [("umea", 320), ("stockholm", 320), ("umea", 768), ("helsingborg", 1920)],
)
def test_no_word_is_cut_or_lies_on_another(visitor, slug, width):
    page = visitor(viewport={"width": width, "height": 900}).open(f"/{'sv' if width < 500 else 'en'}/city/{slug}")
    for view in ("scopes", "modal-share"):
        if page.locator(f'[data-view="{view}"]').get_attribute("data-status") != "ready":
            continue
        words = page.evaluate(WORDS, view)
        assert len(words) > 8
        assert [word for word in words if word[1] < -1 or word[3] > word[5] + 1] == []
        assert collisions(words) == []
