"""What all tests share: the real data, one application, one small data set, and how hypothesis behaves."""

import os

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from dashboard.app import Kartan, create_app
from dashboard.tables import store
from dashboard.tables.loading import Tables
from tests import dataset

# The same examples every time, so that a run that passed passes again; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The real data, as the repository holds them."""
    return store.current()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """A data set of three made-up municipalities."""
    return dataset.tables(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def app() -> Kartan:
    """The application on the real data, put together once."""
    return create_app()


@pytest.fixture(scope="session")
def client(app: Kartan) -> FlaskClient:
    """A client without cookies: it asks, and keeps nothing."""
    return app.server.test_client(use_cookies=False)
