"""What the JSON answers say: options, sites and consent (README, "For reviewers")."""

SIDES = ("left", "right")

# Options that the rules document names in its text but that rules.json does not list.
# rg_front_pinch: "Locks or gives way: consult" (content.md, section 1 D).
OPTIONS_IN_TEXT = {"rg_front_pinch": {"locks": {"level": 3}}}


def all_sites(rules):
    """Every (region, side) of the tap map (section 0, item 4)."""
    return {(region, side) for region in rules["regions"] for side in SIDES}


def sites_named(names, rules):
    """The (region, side) pairs that the three spellings stand for.

    "buttock/left" is one site, "left" is every region there, "buttock" is both sides.
    """
    found = set()
    for name in names:
        region, slash, side = name.partition("/")
        if not slash and name in SIDES:
            region, side = None, name
        elif not slash:
            side = None
        if region not in (None, *rules["regions"]) or side not in (None, *SIDES):
            raise ValueError(f"unknown site: {name}")
        found |= {(r, s) for r, s in all_sites(rules) if region in (None, r) and side in (None, s)}
    return found


def options_of(rule):
    """All options of a rule with what they do: those of rules.json and those in its text."""
    return {**rule["opts"], **OPTIONS_IN_TEXT.get(rule["id"], {})}


def entries(answer, rules):
    """One answer, in any of its forms, as a list of (option, sites or None if none are named)."""
    listed = answer if isinstance(answer, list) else [answer]
    read = []
    for entry in listed:
        if isinstance(entry, str):
            read.append((entry, None))
        else:
            sites = entry.get("sites")
            read.append((entry["option"], None if sites is None else sites_named(sites, rules)))
    return read


def check(answers, rules):
    """Stop at a rule or an option that the documents do not know."""
    by_id = {rule["id"]: rule for rule in rules["rules"]}
    for code, answer in answers.items():
        if code not in by_id:
            raise ValueError(f"unknown rule: {code}")
        known = {"no", "not_sure", *options_of(by_id[code])}
        if code == "cx_partner_consent":
            known.add("yes")
        for option, _ in entries(answer, rules):
            if option not in known:
                raise ValueError(f"unknown option of {code}: {option}")


def agreed_sites(answers, rules):
    """The sites that partner mode may touch, or None where there is no consent.

    cx_partner_consent (section 1 E) and README: what is not named is "no"; "yes" agrees to
    every area; with sites, only to those. Not sure is not a yes here.
    """
    given = entries(answers.get("cx_partner_consent", "no"), rules)
    if any(option != "yes" for option, _ in given):
        return None
    named = [sites for _, sites in given if sites is not None]
    return set().union(*named) if named else all_sites(rules)
