"""Sharing by hand: choices by keyboard, codes that are copied, frames that follow their content, and Back."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SHARE = "/sv/share?view=trajectory&cities=umea"


def code_of(page) -> str:
    return page.locator("#react-entry-point #share-code").input_value()


@pytest.mark.parametrize(("lang", "theme", "width"), [("sv", "light", 1280), ("en", "dark", 390)])
def test_the_share_page_excludes_nobody_and_asks_nobody_else(visitor, base, lang, theme, width):
    reader = visitor(color_scheme=theme, viewport={"width": width, "height": 900})
    page = reader.open(f"/{lang}/share?view=trajectory&cities=umea,lund")
    # The frames are pages of their own, and are tested as such.
    options = {"resultTypes": ["violations"], "iframes": False}
    found = Axe().run(page, options=options).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert reader.hosts <= {base.removeprefix("http://"), ""}
    assert page.context.cookies() == []


def test_a_choice_by_keyboard_changes_code_and_address_and_back_takes_it_back(visitor):
    reader = visitor()
    page = reader.open(SHARE)
    page.locator("#react-entry-point #share-view").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.getElementById('share-code').value.includes('/embed/sectors/umea')")
    assert reader.path() == "/sv/share?view=sectors&cities=umea"
    page.wait_for_function("() => document.activeElement.id === 'share-view'")
    page.locator("[data-frame*=sectors] iframe").first.wait_for()
    # One step and not one more: neither frames nor fields leave steps of their own.
    page.go_back()
    page.wait_for_function("() => document.getElementById('share-code').value.includes('/embed/trajectory/umea')")
    assert reader.path() == SHARE
    assert page.locator("#share-view").input_value() == "trajectory"
    page.locator("[data-frame*=trajectory] iframe").first.wait_for()


def test_a_city_is_added_by_its_name_and_removed_by_its_button(visitor):
    reader = visitor()
    page = reader.open(SHARE)
    page.locator("#share-add").fill("skelleft")
    page.keyboard.press("Enter")
    page.wait_for_url("**cities=umea,skelleftea")
    gone = page.get_by_role("button", name="Ta bort Umeå")
    gone.wait_for()
    page.wait_for_function("() => document.getElementById('share-add').value === ''")
    gone.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**cities=skelleftea")
    page.wait_for_function("() => document.getElementById('share-code').value.includes('/embed/trajectory/skelleftea')")
    page.wait_for_function("() => document.activeElement.id === 'share-add'")
    page.locator("#share-add").fill("Atlantis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Ingen kommun heter så.")
    assert page.locator("#share-add").get_attribute("aria-invalid") == "true"
    assert reader.path().endswith("cities=skelleftea")
    # A wrong name hinders no other choice.
    page.locator("#share-view").select_option("sectors")
    page.wait_for_url("**view=sectors&cities=skelleftea")


def test_the_code_is_copied_and_the_reader_is_told(visitor):
    reader = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open(SHARE)
    page.get_by_role("button", name="Kopiera: Kod utan skript").click()
    expect(page.get_by_role("status").filter(has_text="Kopierat")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code_of(page)


def test_where_copying_is_refused_the_text_is_selected(visitor):
    page = visitor().open(SHARE)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Kopiera: Kod utan skript").click()
    expect(page.get_by_role("status").filter(has_text="markerad")).to_be_visible()
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == code_of(page)
    assert page.evaluate("document.activeElement.id") == "share-code"


def test_the_theme_of_the_embed_is_not_that_of_the_page(visitor):
    page = visitor(color_scheme="light").open(f"{SHARE}&theme=dark")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "light"
    assert "theme=dark" in code_of(page)


def test_without_scripts_choices_are_made_with_a_button(visitor):
    reader = visitor(java_script_enabled=False)
    page = reader.page
    page.goto(f"{reader.base}{SHARE}")
    assert "/sv/embed/trajectory/umea" in page.locator("#share-code").input_value()
    page.get_by_label("Vy", exact=True).select_option("sectors")
    page.get_by_label("Lägg till en kommun").fill("lund")
    page.get_by_role("button", name="Visa det jag har valt").click()
    assert page.locator("iframe").first.bounding_box()["width"] == 320
    assert reader.path() == "/sv/share?view=sectors&cities=umea,lund"
    assert page.locator("iframe").first.get_attribute("src") == "/sv/embed/sectors?cities=umea,lund"
    page.get_by_role("button", name="Ta bort Umeå").click()
    assert reader.path() == "/sv/share?view=sectors&cities=lund"


HOST = """<!doctype html><html lang="sv"><title>En kommuns sida</title><body>{body}
<script src="{base}/embed.js" async></script></body></html>"""
HEIGHTS = "() => [...document.querySelectorAll('iframe')].map((one) => one.clientHeight)"


@pytest.fixture
def neighbour(base) -> Iterator[tuple[str, list[str]]]:
    """Another site on this machine: its address, and the body of its page for the test to fill."""
    body: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(HOST.format(base=base, body="".join(body)).encode())

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}/", body
        site.shutdown()


def framed(reader, address: str):
    """The other site's page, with frames of ours that say whatever they are told to say."""
    page = reader.page
    says = "onmessage = (e) => { if (e.source === parent && e.data.echo) parent.postMessage(e.data.echo, '*'); }"
    stub = f"<!doctype html><title>x</title><script>{says}</script>"
    for stubbed in ("**/sv/embed/**", "**/sv/elsewhere"):
        page.route(stubbed, lambda it: it.fulfill(body=stub, content_type="text/html"))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def say(page, frame: int, told: object) -> None:
    """Let a frame tell the page around it something."""
    page.evaluate(f"() => frames[{frame}].postMessage({{ echo: {json.dumps(told)} }}, '*')")
    page.wait_for_timeout(60)


def test_the_height_script_heeds_only_frames_of_ours_and_only_heights(visitor, base, neighbour):
    reader, (site, filled) = visitor(), neighbour
    address = f"{base}/sv/embed/trajectory"
    port = urlsplit(base).port
    filled.append(
        f"<iframe src='{address}/umea' style='height:400px;border:0'></iframe>"
        f"<iframe src='{address}/lund' style='height:500px;border:0'></iframe>"
        f"<iframe src='http://localhost:{port}/sv/embed/goals/umea' style='height:600px;border:0'></iframe>"
        f"<iframe src='{base}/sv/elsewhere' style='height:700px;border:0'></iframe>"
        f"<script src='{base}/embed.js' async></script>"
    )
    page = framed(reader, site)
    height = {"type": "omstallningskartan:height", "height": 731.2}
    say(page, 1, height)
    assert page.evaluate(HEIGHTS) == [400, 732, 600, 700]
    for odd in ({**height, "type": "other"}, {**height, "height": "900"}, {**height, "height": None}, "x", None, 7):
        say(page, 0, odd)
    assert page.evaluate(HEIGHTS) == [400, 732, 600, 700]
    # Another origin, and a page of ours that is no embed.
    say(page, 2, height)
    say(page, 3, height)
    assert page.evaluate(HEIGHTS) == [400, 732, 600, 700]
    say(page, 0, {**height, "height": 1})
    say(page, 1, {**height, "height": 10**7})
    assert page.evaluate(HEIGHTS) == [100, 10000, 600, 700]
    # A little spare room is left as it is; too little is not.
    say(page, 0, {**height, "height": 98})
    say(page, 1, {**height, "height": 9998})
    assert page.evaluate(HEIGHTS) == [100, 10000, 600, 700]
    say(page, 1, {**height, "height": 900})
    say(page, 1, {**height, "height": 901})
    assert page.evaluate(HEIGHTS) == [100, 901, 600, 700]
    # A frame of ours in which something else has been opened since.
    page.evaluate(f"() => frames[1].location.href = 'http://localhost:{port}/sv/embed/goals/umea'")
    # And a frame of another's that has come to us.
    page.evaluate(f"() => frames[2].location.href = '{address}/umea'")
    page.wait_for_timeout(300)
    say(page, 1, height)
    say(page, 2, height)
    assert page.evaluate(HEIGHTS) == [100, 901, 600, 700]
    # The page itself, and what stands in it later.
    page.evaluate(f"() => postMessage({json.dumps(height)}, '*')")
    page.evaluate(
        "(src) => document.body.append(Object.assign(document.createElement('iframe'), { src }))", f"{address}/ale"
    )
    page.wait_for_function("() => frames.length === 5")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    say(page, 4, height)
    assert page.evaluate(HEIGHTS)[4] == 732
    assert page.evaluate("() => Object.keys(window).filter((name) => /kartan|embed|origin_/i.test(name))") == []
    assert [one for one in reader.complaints if "omstallningskartan" in one] == []


def test_the_height_script_is_small_and_kept_a_day(client):
    answer = client.get("/embed.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert len(answer.data) < 2000
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
