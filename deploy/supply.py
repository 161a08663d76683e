"""What the server is made of, and whether any of it has known holes: ``python -m deploy.supply sbom`` or ``audit``.

``sbom`` writes ``build/sbom.json`` (CycloneDX) from the lock files. ``audit`` asks the advisory service and exits with
1 when it knows of a hole. A service that cannot be asked is told of in words and is no hole.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK, NPM_LOCK, SBOM = ROOT / "requirements.lock", ROOT / "package-lock.json", ROOT / "build" / "sbom.json"
BIN = Path(sys.executable).parent
#: Seconds that the service may take.
PATIENCE = 180


def npm_components(lock: dict[str, Any]) -> list[dict[str, Any]]:
    """What npm brings, as CycloneDX components, from ``package-lock.json``."""
    found = []
    for path, one in lock["packages"].items():
        if not path:
            continue
        name = path.removeprefix("node_modules/")
        purl = f"pkg:npm/{name}@{one['version']}"
        kind, _, digest = one["integrity"].partition("-")
        hashes = [{"alg": kind.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}]
        part = {"type": "library", "bom-ref": purl, "name": name, "version": one["version"], "purl": purl}
        licences = [{"license": {"id": one["license"]}}] if one.get("license") else []
        found.append({**part, "hashes": hashes, **({"licenses": licences} if licences else {})})
    return found


def write_sbom(to: Path = SBOM) -> int:
    """Write the list and return how many parts it names. Raises CalledProcessError when cyclonedx-py fails."""
    to.parent.mkdir(parents=True, exist_ok=True)
    command = [str(BIN / "cyclonedx-py"), "requirements", str(LOCK), "--pyproject", str(ROOT / "pyproject.toml")]
    said = subprocess.run(
        [*command, "--of", "JSON", "--output-reproducible", "-o", "-"], check=True, capture_output=True, text=True
    )
    listed = json.loads(said.stdout)
    listed["components"] += npm_components(json.loads(NPM_LOCK.read_text("utf-8")))
    to.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(listed["components"])


def verdict(answer: str, trouble: str) -> tuple[int, str]:
    """The exit code and the words for what pip-audit has answered (its JSON) or said in trouble."""
    try:
        parts = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        lines = [line for line in trouble.splitlines() if line.strip()]
        why = lines[-1][:200] if lines else "it gave no answer"
        return 0, f"NOT AUDITED: the advisory service could not be asked ({why})"
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in parts
        for hole in one.get("vulns", ())
    ]
    unknown = [one["name"] for one in parts if "skip_reason" in one]
    if holes:
        return 1, "\n".join([*holes, f"{len(holes)} known holes in {len(parts)} packages"])
    if unknown and len(unknown) == len(parts):
        return 0, f"NOT AUDITED: the advisory service could not be asked (it knows none of {len(parts)} packages)"
    told = f"no known holes in {len(parts) - len(unknown)} packages"
    return 0, f"{told}; NOT AUDITED: {', '.join(unknown)}" if unknown else told


def audit() -> tuple[int, str]:
    """Ask the advisory service about every package that is locked."""
    command = [str(BIN / "pip-audit"), "--requirement", str(LOCK), "--disable-pip", "--require-hashes"]
    try:
        said = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            check=False, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return verdict("", f"no answer in {PATIENCE} seconds")
    return verdict(said.stdout, said.stderr)


def main() -> None:
    """Do what the command line says."""
    if sys.argv[1:] == ["sbom"]:
        number = write_sbom()
        print(f"written: {SBOM.relative_to(ROOT)}, {number} parts")
    elif sys.argv[1:] == ["audit"]:
        code, words = audit()
        print(words)
        sys.exit(code)
    else:
        sys.exit("python -m deploy.supply sbom|audit")


if __name__ == "__main__":
    main()
