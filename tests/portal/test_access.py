"""Every page and act is somebody's: tried as everybody else, from the application's own routes."""

from starlette.routing import Route
from starlette.testclient import TestClient

from emulation_workflow.office.office import Office
from emulation_workflow.portal.application import application
from emulation_workflow.portal.pages import PAGES
from emulation_workflow.settings import Settings
from tests.support.builders import CITY, COMMUNE
from tests.support.offices import CHAIR, CLERK, DEPUTY, HEAD, bring_to_opinion, sealed_acts
from tests.support.pages.person import LINKS, Noted, Person

PEOPLE = {
    "board": HEAD.email,
    "committee": CHAIR.email,
    "recorder": CLERK.email,
    "deputy": DEPUTY.email,
    "own unit": f"{CITY.code.lower()}@tinh.example",
    "other unit": f"{COMMUNE.code.lower()}@tinh.example",
}

BOARD = {"board", "recorder"}

WHO: dict[str, set[str]] = {
    "home": set(PEOPLE),
    "sign_out": set(PEOPLE),
    "show_case": {"board", "committee", "recorder"},
    "answer_case": {"board", "committee", "recorder"},
    "attachment": {"board", "committee", "recorder"},
    "draft": {"board", "committee", "recorder"},
    "show_figures": {"board", "committee", "recorder"},
    "show_report": {"board", "committee", "recorder"},
    "report_file": {"board", "committee", "recorder"},
    "show_picture": {"board", "committee", "recorder"},
    "consolidated": {"board", "committee", "recorder"},
    "show_published": {"board", "committee", "recorder"},
    "show_unit": {"own unit"},
    "send_form": {"own unit"},
    "ask_for_help": {"own unit"},
    "unit_form": {"own unit"},
    "show_typed": {"own unit"},
    "send_typed": {"own unit"},
    "show_part": {"own unit"},
    "save_part": {"own unit"},
    "show_taking_back": {"own unit"},
    "take_plan_back": {"own unit"},
    "show_list": {"own unit"},
    "send_list": {"own unit"},
    "unit_letter": {"own unit"},
    "show_desk": BOARD,
    "show_late": BOARD,
    "search": BOARD,
    "show_unit_to_board": BOARD,
    "show_people": BOARD,
    "show_letters": BOARD,
    "settle_letters": BOARD,
    "show_items": BOARD,
    "close_items": BOARD,
    "show_letter": BOARD,
    "show_entries": BOARD,
    "show_entry": BOARD,
    "enter": BOARD,
    "offer_papers": BOARD,
    "make_paper": BOARD,
}
"""Who may open what, written down beside the rules: a rule that lets in more fails here."""

REFUSED = (401, 403)
FILLED = {"unit": CITY.code, "sha256": "0" * 64, "version": "1", "number": "1", "part": "hoi-nghi"}
FILLED |= dict.fromkeys(("token", "form", "kind", "name", "file"), "x")


def test_every_route_stands_in_the_table(person: Person) -> None:
    """Nothing is served that says not who may open it; and this test's own table has all that are somebody's."""
    served = [(route.name, route.path, route.methods) for route in person.app.routes if isinstance(route, Route)]
    assert len(person.app.routes) == len(served)
    assert served == [(page.make.__name__, page.path, {page.method}) for page in PAGES]
    assert set(WHO) == {page.make.__name__ for page in PAGES if page.rule is not None}


def test_the_health_page_tells_whoever_asks_what_works_and_nothing_else(office: Office) -> None:
    """A balancer takes a machine out by it: 503 as soon as anything that the pages rest on does not work."""
    seen = {"record": True, "prefect": True}
    app = application(office, Settings(), links=LINKS, aftermath=Noted(), health=lambda: seen)
    client = TestClient(app, base_url="http://127.0.0.1:4280")
    well = client.get("/health")
    seen["prefect"] = False
    ill = client.get("/health")
    assert (well.status_code, well.json()) == (200, {"record": True, "prefect": True})
    assert (ill.status_code, ill.json()) == (503, {"record": True, "prefect": False})


def test_every_page_is_tried_as_everybody_else(office: Office) -> None:
    """Who is not named for it is refused, and that leaves a row; whoever is not signed in is asked to."""
    bring_to_opinion(office)
    stranger = Person(office)
    people = {who: Person(office) for who in PEOPLE}
    for who, person in people.items():
        assert person.sign_in(PEOPLE[who]).status_code == 303, who
    tokens = {who: person.token("/") for who, person in people.items()}
    for method, route, make, rule in PAGES:
        name, path = make.__name__, route.format(**FILLED)
        if rule is None or name == "sign_out":
            continue
        token = {"form_token": stranger.token("/vao")} if method == "POST" else None
        assert stranger.client.request(method, path, data=token).status_code == 401, path
        for who, person in people.items():
            before = len(sealed_acts(office))
            given = {"form_token": tokens[who]} if method == "POST" else None
            status = person.client.request(method, path, data=given).status_code
            assert (status not in REFUSED) == (who in WHO[name]), (name, who, status)
            if who not in WHO[name]:
                assert len(sealed_acts(office)) == before + 1


def test_a_browser_is_told_what_not_to_do(person: Person) -> None:
    """No script, no frame, nothing from elsewhere, nothing kept; also where nothing is shown."""
    for path in ("/vao", "/", "/khong-co", "/vao/x"):
        headers = person.open(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_another_name_for_this_machine_is_turned_away(person: Person) -> None:
    """A page elsewhere cannot point its own name here and read along."""
    assert person.client.get("/vao", headers={"Host": "evil.example"}).status_code == 400


def test_more_than_a_page_needs_is_not_taken(person: Person) -> None:
    """Whatever it is."""
    person.token()
    sent = person.client.post("/vao", data={"form_token": "x" * (33 * 1024 * 1024)})
    assert sent.status_code == 413


def test_pages_bring_one_script_of_their_own_and_ask_nobody_outside(person: Person) -> None:
    """It is htmx, whole, which runs no text of a page as a script; no template has one, or an address, besides."""
    script = person.client.get("/htmx.js")
    assert (script.status_code, "htmx" in script.text) == (200, True)
    assert '"allowEval":false' in person.open("/vao").text
    for template in person.app.state.portal.templates.env.list_templates():
        if template.endswith(".html"):
            source = person.app.state.portal.templates.env.loader.get_source(
                person.app.state.portal.templates.env, template
            )[0]
            assert source.count("<script") == (template == "base.html")
            assert "hx-on" not in source
            assert " style=" not in source
            assert "://" not in source
