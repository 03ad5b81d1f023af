"""Does a test notice when a decision changes? `python -m tests.mutants [name…]` tries it.

mutmut makes one small change after another, each a mutant, and runs the tests that pass there.
What no test notices must stand in mutants.yaml with the reason why it changes nothing; what
stands there must be what no test notices. pyproject.toml, [tool.mutmut], names the modules and
their tests. A name, as in `screening.gate.*`, leaves out all mutants but its own.
"""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "mutants"
REVIEWED = Path(__file__).with_suffix(".yaml")
NOTICED = ("killed", "timeout")
# CI: hypothesis tries the same examples at every run. No plugins: none that starts Django.
CALM = {"CI": "true", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def lay_out() -> None:
    """Copy what mutmut changes and what it runs into a folder of its own."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    for room in (*told["source_paths"], "tests"):
        shutil.copytree(ROOT / room, FOLDER / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", FOLDER)
    for module in told["only_mutate"]:
        path = FOLDER / module
        path.write_text(without_decorators(path.read_text()))


PROPERTIES = ("property", "cached_property")


def without_decorators(source: str) -> str:
    """The same module with `name = property(name)` below each property, kept or not.

    mutmut passes over what is decorated, and properties decide too.
    """
    lines = source.splitlines()
    properties = [
        (node, ast.unparse(node.decorator_list[0]))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and len(node.decorator_list) == 1
        and ast.unparse(node.decorator_list[0]) in PROPERTIES
    ]
    for node, kind in sorted(properties, key=lambda found: found[0].lineno, reverse=True):
        lines.insert(node.end_lineno, f"{' ' * node.col_offset}{node.name} = {kind}({node.name})")
        del lines[node.decorator_list[0].lineno - 1]
    return "\n".join(lines) + "\n"


def mutmut(*arguments: str, shown: bool = False) -> str:
    """What mutmut prints, unless it is shown as it goes."""
    done = subprocess.run(
        [Path(sys.executable).with_name("mutmut"), *arguments],
        cwd=FOLDER,
        env={**os.environ, **CALM},
        stdout=None if shown else subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(f"mutmut {arguments[0]} failed.\n{done.stdout or ''}")
    return done.stdout or ""


def describe(mutant: str) -> tuple[str, str]:
    """The function that a mutant changes, and the lines that go and come.

    Its number is left out: it is another after every edit of the function.
    """
    function = mutant.partition("__mutmut_")[0].replace(".xǁ", ".").replace(".x_", ".")
    lines = mutmut("show", mutant).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return function.replace("ǁ", "."), "\n".join(changed)


def main(names: list[str]) -> int:
    lay_out()
    mutmut("run", *names, shown=sys.stdout.isatty())
    lines = mutmut("results", "--all", "true").splitlines()
    found = dict(line.strip().rsplit(": ", 1) for line in lines)
    tried = [mutant for mutant in found if not names or found[mutant] != "not checked"]
    unnoticed = {describe(mutant) for mutant in tried if found[mutant] not in NOTICED}
    reviewed = {
        (one["in"], one["diff"].strip("\n"))
        for one in yaml.safe_load(REVIEWED.read_text())
        if one["why"]
    }
    new, gone = unnoticed - reviewed, set() if names else reviewed - unnoticed
    print(f"{len(tried)} mutants, {len(unnoticed)} of them unnoticed, {len(new)} not reviewed.")
    for title, mutants in (("No test notices:", new), ("Reviewed, but noticed or gone:", gone)):
        for function, changed in sorted(mutants):
            print(f"\n{title}\n- in: {function}\n{changed}")
    return int(bool(new or gone))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
