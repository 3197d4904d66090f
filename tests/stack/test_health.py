"""What the health page says: the truth, and not more often than it costs little."""

from emulation_workflow.stack.health import KEPT_FOR, Health, redis_fault


def test_each_thing_is_told_and_looked_at_once_in_a_while() -> None:
    """Who asks without signing in cannot make the record busy."""
    now, looked = 0.0, 0

    def record() -> bool:
        nonlocal looked
        looked += 1
        return looked == 1

    health = Health({"record": record}, clock=lambda: now)
    assert (health.look(), health.look()) == ({"record": True}, {"record": True})
    assert looked == 1
    now += KEPT_FOR
    assert health.look() == {"record": False}


def test_a_redis_that_is_not_there_is_a_fault() -> None:
    """Prefect's own health says yes all the while."""
    assert "refused" in redis_fault("redis://127.0.0.1:1/0")
