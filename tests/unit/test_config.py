"""The settings are read once from the environment, and odd ones are put right."""

from dataclasses import FrozenInstanceError

import pytest

from dashboard.config import ROOT, Settings


def test_without_a_word_the_real_data_are_served_from_the_root():
    chosen = Settings.from_env({})
    assert chosen.data == ROOT / "data" / "sverige"
    assert (chosen.base_path, chosen.public_url, chosen.frame_ancestors) == ("/", "", "*")


@pytest.mark.parametrize(
    ("given", "path"), [("kartan", "/kartan/"), ("/a/b", "/a/b/"), ("/", "/"), ("", "/"), ("//", "/")]
)
def test_a_base_path_starts_and_ends_with_a_slash(given, path):
    assert Settings.from_env({"DASHBOARD_BASE_PATH": given}).base_path == path


def test_a_data_set_is_named_or_a_path(tmp_path):
    assert Settings.from_env({"DASHBOARD_DATA": "sverige"}).data == ROOT / "data" / "sverige"
    assert Settings.from_env({"DASHBOARD_DATA": str(tmp_path)}).data == tmp_path.resolve()


def test_a_public_address_has_no_slash_at_its_end():
    assert Settings.from_env({"DASHBOARD_PUBLIC_URL": "https://example.org/"}).public_url == "https://example.org"


def test_settings_do_not_change_while_the_server_runs():
    with pytest.raises(FrozenInstanceError):
        Settings().base_path = "/x/"
