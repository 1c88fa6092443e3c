"""The kinds of customer. Each maker takes a scene (shop, speech, now) and gives a customer with a goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.personas.customer import Customer, Goal, typo
from benchmarks.personas.shops import Offered, Shop
from benchmarks.personas.speech import Speech


@dataclass(frozen=True)
class Scene:
    """Where and when a customer talks."""

    shop: Shop
    speech: Speech
    now: datetime

    def service(self) -> Offered:
        return self.speech.pick.choice(self.shop.services)

    def called(self, service: Offered) -> str:
        return self.speech.pick.choice((service.name, *service.called))

    def some(self, service: Offered, low: int = 1, high: int = 13) -> datetime:
        return self.shop.some(self.speech.pick, self.now, service, low, high)

    def when(self, start: datetime) -> str:
        return self.speech.when(start, self.now.date())

    def line(self, name: str, service: Offered, start: datetime) -> str:
        return self.speech.one(name, service=self.called(service), when=self.when(start))


Maker = Callable[[Scene], Customer]
KINDS: dict[str, Maker] = {}


def kind(maker: Maker) -> Maker:
    """Adds a kind under its name."""
    KINDS[maker.__name__] = maker
    return maker


def book(
    scene: Scene, name: str, style: str, start: datetime | None = None, service: Offered | None = None
) -> Customer:
    """A customer who wants one appointment and says so in some style."""
    chosen = service or scene.service()
    moment = start or scene.some(chosen)
    goal = Goal(chosen, moment)
    opening = scene.line(style, chosen, moment)
    return Customer(name, scene.shop, scene.speech, scene.now, opening, goal, [goal])


def _styled(style: str) -> None:
    def make(scene: Scene) -> Customer:
        return book(scene, style, style)

    KINDS[style] = make


for _style in ("hurried", "polite", "chatty", "foreign", "daughter"):
    _styled(_style)


@kind
def typos(scene: Scene) -> Customer:
    talk = book(scene, "typos", "hurried")
    talk.opening = typo(talk.opening, scene.speech.pick)
    return talk


@kind
def lower_case(scene: Scene) -> Customer:
    talk = book(scene, "lower_case", scene.speech.pick.choice(("polite", "daughter")))
    talk.opening = talk.opening.lower()
    return talk


@kind
def one_by_one(scene: Scene) -> Customer:
    talk = book(scene, "one_by_one", "hurried")
    talk.opening = scene.speech.one("nothing")
    return talk


@kind
def service_then_time(scene: Scene) -> Customer:
    talk = book(scene, "service_then_time", "hurried")
    talk.opening = scene.speech.one("vague", service=scene.called(talk.wants.service))
    return talk


@kind
def day_then_clock(scene: Scene) -> Customer:
    talk = book(scene, "day_then_clock", "hurried")
    start = talk.wants.start
    assert start
    talk.opening = scene.speech.one(
        "hurried", service=scene.called(talk.wants.service), when=scene.speech.day(start.date(), scene.now.date())
    )
    talk.says = {"time": [scene.speech.clock(start)]}
    return talk


def _changed(talk: Customer, start: datetime, service: Offered) -> Customer:
    talk.wants = Goal(service, start)
    talk.goals = [talk.wants]
    return talk


def _same_clock(scene: Scene, service: Offered) -> tuple[datetime, datetime]:
    """Two times of different days with the same hour."""
    while True:
        first, other = scene.some(service), scene.some(service)
        moved = first.replace(year=other.year, month=other.month, day=other.day)
        if first.date() != other.date() and moved in scene.shop.opens(other.date(), service):
            return first, moved


@kind
def changes_day(scene: Scene) -> Customer:
    service = scene.service()
    first, moved = _same_clock(scene, service)
    talk = book(scene, "changes_day", "polite", first, service)
    talk.says = {"confirm": [scene.speech.one("other_day", day=scene.speech.day(moved.date(), scene.now.date()))]}
    return _changed(talk, moved, service)


@kind
def changes_twice(scene: Scene) -> Customer:
    service = scene.service()
    first, moved = _same_clock(scene, service)
    other = scene.speech.pick.choice([t for t in scene.shop.opens(moved.date(), service) if t != moved])
    talk = book(scene, "changes_twice", "hurried", first, service)
    talk.says = {
        "confirm": [
            scene.speech.one("other_day", day=scene.speech.day(moved.date(), scene.now.date())),
            scene.speech.one("other_clock", clock=scene.speech.clock(other)),
        ]
    }
    return _changed(talk, other, service)


@kind
def yes_but(scene: Scene) -> Customer:
    service = scene.service()
    first = scene.some(service)
    other = scene.speech.pick.choice([t for t in scene.shop.opens(first.date(), service) if t != first])
    talk = book(scene, "yes_but", "hurried", first, service)
    talk.says = {"confirm": [scene.speech.one("yes_but", clock=scene.speech.clock(other))]}
    return _changed(talk, other, service)


@kind
def other_service(scene: Scene) -> Customer:
    first, second = scene.shop.services[:2]
    start = next(t for t in (scene.some(second) for _ in range(99)) if t in scene.shop.opens(t.date(), first))
    talk = book(scene, "other_service", "polite", start, first)
    talk.says = {"confirm": [second.name]}
    return _changed(talk, start, second)


@kind
def several(scene: Scene) -> Customer:
    first, second = scene.shop.services[:2]
    talk = book(scene, "several", "hurried", scene.some(first, 1, 4), first)
    also = Goal(second, scene.some(second, 6, 12))
    assert also.start
    talk.says = {"end": [scene.line("second", second, also.start)]}
    talk.goals.append(also)
    return talk


@kind
def sooner(scene: Scene) -> Customer:
    service = scene.service()
    start = scene.some(service, 5, 12)
    talk = book(scene, "sooner", "polite", start, service)
    talk.says = {"confirm": [scene.speech.one("sooner")]}
    return _fits(talk, Goal(service, None, lambda t: scene.now < t < start))


def _fits(talk: Customer, goal: Goal) -> Customer:
    talk.wants, talk.goals = goal, [goal]
    return talk


@kind
def picks_the_last(scene: Scene) -> Customer:
    return _picks(scene, "pick_last")


@kind
def picks_the_second(scene: Scene) -> Customer:
    return _picks(scene, "pick_second")


def _picks(scene: Scene, name: str) -> Customer:
    service = scene.service()
    day = scene.some(service, 2, 9).date()
    talk = book(scene, name, "hurried", None, service)
    talk.opening = scene.speech.one(
        "hurried", service=scene.called(service), when=scene.speech.day(day, scene.now.date())
    )
    talk.says = {"time": [scene.speech.one(name)]}
    first = scene.shop.opens(day, service)[0]
    return _fits(talk, Goal(service, None, lambda t: t.date() == day and t > first))


@kind
def cancels(scene: Scene) -> Customer:
    talk = book(scene, "cancels", "hurried")
    talk.says = {"end": [scene.speech.one("cancels")]}
    talk.goals = []
    talk.label = None
    return _pressing_cancel(talk)


def _pressing_cancel(talk: Customer) -> Customer:
    """The yes to a cancellation is a button: the summary of it has no service to compare."""
    booked = talk.answer

    def answer(reply: str, asking: str | None, choices: tuple[str, ...]) -> str | None:
        over = not talk.says.get("end")
        if asking == "confirm" and over:
            return choices[0] if choices else None
        return booked(reply, asking, choices)

    talk.answer = answer  # type: ignore[method-assign]
    return talk


@kind
def moves(scene: Scene) -> Customer:
    service = scene.service()
    first, other = scene.some(service, 1, 5), scene.some(service, 6, 12)
    talk = book(scene, "moves", "polite", first, service)
    talk.says = {"end": [scene.speech.one("moves", when=scene.when(other))]}
    talk.goals, talk.moves_to = [Goal(service, other)], other
    return talk


@kind
def moves_then_cancels(scene: Scene) -> Customer:
    talk = moves(scene)
    talk.kind, talk.goals = "moves_then_cancels", []
    talk.says["end"].append(scene.speech.one("cancels"))
    return _pressing_cancel(talk)


@kind
def cancels_by_code(scene: Scene) -> Customer:
    talk = book(scene, "cancels_by_code", "chatty")
    talk.goals = []
    later = Customer(
        "cancels_by_code", scene.shop, scene.speech, scene.now, scene.speech.one("cancels"), talk.wants,
        says={"confirm": ["#0"]},
    )  # fmt: skip
    talk.sequel = later
    return talk


@kind
def stranger(scene: Scene) -> Customer:
    talk = book(scene, "stranger", "hurried")
    talk.sequel = Customer(
        "stranger", scene.shop, scene.speech, scene.now, scene.speech.one("cancels"), talk.wants,
        says={"code": ["QWERT-ZXCVB", "KJHG2-PLMN9", "BCDFG-HJKLM"], "confirm": ["#0"]}, leaves_after=4,
    )  # fmt: skip
    return talk


@kind
def repeated_yes(scene: Scene) -> Customer:
    talk = book(scene, "repeated_yes", "hurried")
    talk.says = {"end": [scene.speech.one("yes"), scene.speech.one("yes")]}
    return talk


@kind
def abandons(scene: Scene) -> Customer:
    talk = book(scene, "abandons", "polite")
    talk.says, talk.goals = {"confirm": [scene.speech.one("thinks")]}, []
    talk.leaves_after = 4
    talk.wants = Goal(talk.wants.service, scene.now - timedelta(days=999))
    talk.says["confirm"] += ["…", "…"]
    return talk


@kind
def taken(scene: Scene) -> Customer:
    service = next(s for s in scene.shop.services if s.capacity == 1)
    start = scene.some(service)
    rivals = [book(scene, "taken", "hurried", start, service) for _ in scene.shop.staff or ("house",)]
    able = service.staff or tuple(scene.shop.staff) or ("house",)
    talk = book(scene, "taken", "polite", start, service)
    talk.before = rivals[: len(able)]
    return _fits(talk, Goal(service, None, lambda t: t != start and abs(t - start) < timedelta(days=3)))


@kind
def past(scene: Scene) -> Customer:
    return _impossible(scene, "past", scene.speech.one("past"))


@kind
def closed(scene: Scene) -> Customer:
    day = scene.shop.shut(scene.now)
    return _impossible(
        scene, "closed", scene.speech.plainly(datetime.combine(day, datetime.min.time()).replace(hour=10))
    )


@kind
def out_of_hours(scene: Scene) -> Customer:
    day = scene.some(scene.shop.services[0], 2, 9).date()
    said = f"{scene.speech.day(day, scene.now.date())} {scene.speech.one('night')}"
    return _impossible(scene, "out_of_hours", said)


def _impossible(scene: Scene, name: str, said: str) -> Customer:
    talk = book(scene, name, "hurried")
    assert talk.wants.start
    talk.opening = scene.speech.one("hurried", service=scene.called(talk.wants.service), when=said)
    talk.says = {"time": [scene.speech.plainly(talk.wants.start)]}
    return talk


@kind
def asks_in_between(scene: Scene) -> Customer:
    talk = book(scene, "asks_in_between", "polite")
    talk.says = {"confirm": [scene.speech.one("question")]}
    return talk


@kind
def blindly(scene: Scene) -> Customer:
    maker = scene.speech.pick.choice((changes_day, changes_twice, yes_but, typos, KINDS["chatty"], day_then_clock))
    talk = maker(scene)
    talk.kind, talk.blind = "blindly", True
    return talk
