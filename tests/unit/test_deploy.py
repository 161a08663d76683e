"""The deploy files say what they must, agree with each other and with the server, and the audit speaks plainly."""

import configparser
import json
import re
from pathlib import Path

import pytest
import yaml

from benchmarks.drill.nginx import LIMITS, filled
from dashboard.config import ROOT, Settings
from dashboard.server.trying.routes import AROUND, LARGEST
from deploy import supply

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
KUBERNETES = {one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))}
#: Whoever serves in a container.
USER = 10001


def settings_named(text):
    return set(re.findall(r"DASHBOARD_[A-Z_]+", text))


def test_every_setting_that_is_named_is_one():
    known = settings_named((ROOT / "dashboard" / "config.py").read_text("utf-8"))
    for path in sorted(DEPLOY.iterdir()):
        if path.is_file():
            assert settings_named(path.read_text("utf-8")) <= known | {"DASHBOARD_"}, path.name


def test_the_image_is_made_of_the_locked_packages_and_runs_as_a_number():
    assert "--require-hashes" in CONTAINERFILE
    stages = re.split(r"^FROM ", CONTAINERFILE, flags=re.M)[1:]
    named = {stage.split("\n")[0].split(" AS ")[1]: stage for stage in stages}
    assert list(named) == ["plotly", "packages", "app", "pictures", "web"]
    assert "uninstall" in named["app"]
    assert "chromium" not in named["app"] + named["web"]
    for name in ("app", "pictures"):
        assert re.findall(r"^USER (.*)$", named[name], flags=re.M)[-1] == f"{USER}:{USER}"
    assert "/readyz" in named["web"]


def test_what_the_image_copies_is_there_and_not_ignored():
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.*)$", CONTAINERFILE, flags=re.M):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists()
            assert f"!{source}" in ignore
    assert ignore[1] == "*"


@pytest.mark.parametrize("name", ["web", "pictures", "proxy"])
def test_a_container_may_as_little_as_possible(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(each.startswith("/tmp") for each in service["tmpfs"])
    assert {volume.split(":")[0] for volume in service["volumes"]} <= {*COMPOSE["volumes"], "./nginx.conf"}


def test_the_browser_has_no_network_and_the_same_user_and_socket():
    web, pictures = COMPOSE["services"]["web"], COMPOSE["services"]["pictures"]
    assert pictures["network_mode"] == "none"
    assert web["user"] == pictures["user"] == f"{USER}:{USER}"
    assert web["environment"] == pictures["environment"]
    assert "socket:/run/kartan" in web["volumes"]
    assert "socket:/run/kartan" in pictures["volumes"]
    assert "ports" not in web
    assert "DASHBOARD_PICTURES_SOCKET=/run/kartan" in CONTAINERFILE


def test_a_rollout_never_takes_all_replicas_away():
    spec = KUBERNETES["Deployment"]["spec"]
    assert spec["replicas"] == 3
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert KUBERNETES["PodDisruptionBudget"]["spec"]["minAvailable"] < spec["replicas"]
    pod = spec["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == USER
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    volumes = {one["name"] for one in pod["volumes"]}
    for each in pod["containers"]:
        assert each["securityContext"]["readOnlyRootFilesystem"] is True
        assert each["securityContext"]["allowPrivilegeEscalation"] is False
        assert each["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert each["resources"]["limits"]["memory"]
        assert {one["name"] for one in each["volumeMounts"]} <= volumes
    web = pod["containers"][0]
    paths = [web[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")]
    assert paths == ["/readyz", "/readyz", "/healthz"]
    pause = int(re.search(r"sleep\((\d+)\)", web["lifecycle"]["preStop"]["exec"]["command"][-1])[1])
    assert pause + 30 < pod["terminationGracePeriodSeconds"]
    selector = KUBERNETES["Service"]["spec"]["selector"]
    assert selector.items() <= spec["template"]["metadata"]["labels"].items()
    assert KUBERNETES["Service"]["spec"]["ports"][0]["targetPort"] == web["ports"][0]["name"]


def test_the_worlds_way_in_leaves_the_figures_inside():
    assert re.search(r"location ~\* /metrics/\*\$ \{\s+return 404;", NGINX)
    paths = [one["path"] for one in KUBERNETES["Ingress"]["spec"]["rules"][0]["http"]["paths"]]
    assert paths == ["/metrics", "/"]


def test_the_proxys_log_knows_no_reader():
    form = re.search(r"log_format kartan(.*?);\n", NGINX, flags=re.S)[1]
    assert set(re.findall(r"\$(\w+)", form)) == {
        "time_iso8601", "request_method", "status", "request_time", "bytes_sent", "upstream_cache_status", "request_id",
    }  # fmt: skip
    assert re.findall(r"access_log (.*);", NGINX) == ["/dev/stdout kartan"]
    assert "crit;" in NGINX
    assert re.search(r'proxy_set_header X-Forwarded-For "";', NGINX)


def test_the_proxy_lets_through_what_the_server_takes():
    size = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) << 20
    assert LARGEST + AROUND < size < 2 * LARGEST
    # a file of a reader's is never put on the disk
    assert re.search(r"client_body_buffer_size (\d+)m;", NGINX)[1] == str(size >> 20)


def test_the_drill_fills_the_deployed_file_in(tmp_path):
    text = filled(8123, 8124, tmp_path)
    assert "server 127.0.0.1:8123" in text
    assert "listen 127.0.0.1:8124;" in text
    assert not any(limit in text for limit in LIMITS)
    assert all(limit in filled(1, 2, tmp_path, limits=True) for limit in LIMITS)
    assert "proxy_pass http://kartan/;" in filled(1, 2, tmp_path, prefix="stripped")
    assert "location /karta/" in filled(1, 2, tmp_path, prefix="kept").replace("# location", "")


def test_the_unit_is_hardened_and_reloads_without_breaking_off():
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=["="])
    unit.optionxform = str
    unit.read(DEPLOY / "omstallningskartan.service", encoding="utf-8")
    service = unit["Service"]
    assert service["ExecReload"].endswith("kill -HUP $MAINPID")
    for name in ("DynamicUser", "NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert service[name] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""


def test_the_alerts_ask_for_figures_that_there_are():
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    code = "".join((ROOT / "dashboard" / "server" / name).read_text("utf-8") for name in ("metrics.py",))
    made = set(re.findall(r'"(kartan_\w+)"', code))
    told = set(re.findall(r"kartan_\w+", text))
    assert told
    assert {re.sub(r"_(total|bucket|count|sum)$", "", one) for one in told} <= made | {"kartan_requests"}
    assert made <= {re.sub(r"_(total|bucket|count|sum)$", "", one) for one in told}


def answer(*parts):
    return json.dumps({"dependencies": list(parts)})


def test_a_hole_fails_the_audit_and_a_silent_service_says_so():
    good = {"name": "a", "version": "1", "vulns": []}
    hole = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
    unknown = {"name": "c", "skip_reason": "not found"}
    assert supply.verdict(answer(good), "") == (0, "no known holes in 1 packages")
    code, words = supply.verdict(answer(good, hole, unknown), "")
    assert code == 1
    assert "b 2: CVE-1, mended in 3" in words
    code, words = supply.verdict(answer(unknown, unknown), "")
    assert code == 0
    assert "could not be asked" in words
    assert "NOT AUDITED: c" in supply.verdict(answer(good, unknown), "")[1]
    code, words = supply.verdict("", "Traceback\nConnectionError: no route")
    assert (code, "Traceback" in words, "no route" in words) == (0, False, True)


def test_what_npm_brings_is_listed_with_its_hash():
    (part,) = supply.npm_components(json.loads(supply.NPM_LOCK.read_text("utf-8")))
    assert part["purl"].startswith("pkg:npm/plotly.js-basic-dist-min@")
    assert part["hashes"][0]["alg"] == "SHA-512"
    assert len(part["hashes"][0]["content"]) == 128


def test_the_settings_of_a_deployed_server(tmp_path):
    assert (Settings().log_format, Settings().metrics, Settings().pictures_socket) == ("text", "local", None)
    env = {"DASHBOARD_LOG_FORMAT": "JSON", "DASHBOARD_METRICS": "On", "DASHBOARD_PICTURES_SOCKET": str(tmp_path)}
    chosen = Settings.from_env(env)
    assert (chosen.log_format, chosen.metrics, chosen.pictures_socket) == ("json", "on", Path(tmp_path).resolve())
    # a mistyped word opens nothing
    assert Settings.from_env({"DASHBOARD_METRICS": "yes"}).metrics == "off"
    assert Settings.from_env({"DASHBOARD_LOG_FORMAT": "xml"}).log_format == "text"
