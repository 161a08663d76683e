"""The API does what its own description says, for whatever its parameters may be."""

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from dashboard.app import create_app

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app().server)


@schema.parametrize()
@settings(max_examples=12, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_every_answer_is_as_the_description_says(case) -> None:
    # Inside the process nobody unpacks what was compressed on its way.
    case.call_and_validate(
        headers={"Accept-Encoding": "identity"},
        checks=[not_a_server_error, status_code_conformance, response_schema_conformance],
    )
