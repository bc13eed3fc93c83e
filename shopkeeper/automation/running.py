"""One click on a macro: everything in one transaction, or nothing; and what has to wait for the shop goes on by itself.

The order is fixed by what may be promised. First what the shop has to do: only when it is done do the words go out that tell of
it, and only then is the talk closed. A shop that refuses stops the run there: the words come back as the agent's draft, and the
run says what was done and what was not.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from shopkeeper import channels, conversations, team
from shopkeeper.automation import acts, macros, store, telling, templating
from shopkeeper.automation.errors import HasGaps, NoSuchRun
from shopkeeper.automation.events import MacroRan
from shopkeeper.automation.model import Act, Look, Macro, Run, RunState, Step, StepState, Wish
from shopkeeper.conversations import Conversation, Draft
from shopkeeper.kit import errors, events, ids, text
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

WORDS = "answer"
WORDS_RANK = 50


def look(tx: Tx, agent: Agent, conversation_id: str, macro_id: str, order_id: str | None = None) -> Look:
    """The macro with this customer's data in it. Raises NoSuchMacro, NoSuchConversation, NotYourInbox, BadTemplate."""
    macro, talk = macros.macro(tx, macro_id), conversations.conversation(tx, agent, conversation_id)
    values = telling.values(tx, talk, agent, order_id)
    words = templating.fill(macro.text, values)
    html = templating.fill(macro.html, values, html=True) if macro.html else None
    promised = _promised(macro)
    missing = [
        name for name in dict.fromkeys((*words.missing, *(html.missing if html else ()))) if name not in promised
    ]
    about = telling.order_of(tx, talk, order_id)
    return Look(
        macro_id=macro.id,
        text=words.text,
        html=html.text if html else None,
        missing=tuple(missing),
        steps=_steps(tx, macro, bool(macro.text.strip())),
        about=about.order.number if about else None,
        order_id=about.id if about else None,
        order_version=about.order.version if about else "",
    )


def run(tx: Tx, agent: Agent, conversation_id: str, wish: Wish) -> Run:
    """Do it. The same id again answers with the same run.

    Raises what any of its acts may raise, HasGaps for words with something missing, and then nothing at all was done.
    """
    if not ids.valid(wish.id):
        raise errors.Invalid("An id has 26 characters of 0-9 and a-z (a ULID in lower case).", fields={"id": "shape"})
    macro, talk = macros.macro(tx, wish.macro_id), conversations.conversation(tx, agent, conversation_id)
    tx.lock(f"macro:{wish.id}")
    known = store.run(tx, wish.id)
    if known is not None:
        return _theirs(known, agent, conversation_id)
    # What a shop act will only bring forth (a code) may still be a gap: it is filled in before the words go.
    if wish.answer is not None and (gaps := _unfilled(wish.answer, _promised(macro))):
        raise HasGaps(f"Still missing: {', '.join(gaps)}. Fill it in or take it out, then send.", extra={"gaps": gaps})
    store.add_run(tx, _begun(tx, agent, talk, macro, wish), wish, talk.person_id)
    store.count_use(tx, macro.id, talk.topic_id)
    return advance(tx, wish.id)


def advance(tx: Tx, run_id: str) -> Run:
    """Do the next steps, until one has to wait or all are done."""
    return _advance(tx, *store.run_and_wish(tx, run_id))


def _advance(tx: Tx, found: Run, wish: Wish) -> Run:
    steps, agent = list(found.steps), team.agent(tx, found.agent_id)
    talk = conversations.conversation(tx, agent, found.conversation_id)
    for index, step in enumerate(steps):
        if step.state is not StepState.ready:
            continue
        if step.kind == WORDS:
            found = msgspec.structs.replace(found, entry_id=_say(tx, agent, talk, wish, store.brought(tx, found.id)))
            waits = None
        else:
            scene = _scene(tx, agent, talk, found, wish, index)
            waits = acts.deed(step.kind).do(tx, scene, step.args)
        state = StepState.waiting if waits else StepState.done
        steps[index] = msgspec.structs.replace(step, state=state)
        if waits:
            store.wait(tx, found.id, waits)
            break
    return _keep(tx, msgspec.structs.replace(found, steps=tuple(steps), state=_state(steps)))


def go_on(tx: Tx, waits_for: str, brought: Mapping[str, str]) -> Run | None:
    """What a run waited for is done; `brought` is what came of it (a code, a link to pay). None: nobody waited."""
    run_id = store.waiting_for(tx, waits_for)
    if run_id is None:
        return None
    found, wish = store.run_and_wish(tx, run_id)
    store.bring(tx, run_id, brought)
    return _advance(tx, msgspec.structs.replace(found, steps=_moved(found, StepState.done, None)), wish)


def stop(tx: Tx, waits_for: str, problem: str) -> Run | None:
    """What a run waited for was refused: what came after is left, and the words are the agent's draft again."""
    run_id = store.waiting_for(tx, waits_for)
    return None if run_id is None else stop_run(tx, run_id, problem)


def stop_run(tx: Tx, run_id: str, problem: str) -> Run:
    """End a run where it stands, say why, and give the agent back the words that were not sent."""
    found, wish = store.run_and_wish(tx, run_id)
    steps = tuple(
        msgspec.structs.replace(step, state=StepState.left) if step.state is StepState.ready else step
        for step in _moved(found, StepState.stopped, problem)
    )
    if wish.answer is not None and found.entry_id is None:
        agent = team.agent(tx, found.agent_id)
        conversations.save_draft(tx, agent, found.conversation_id, Draft(text=wish.answer.text, html=wish.answer.html))
    team.alert(tx, found.agent_id, "macro_stopped", found.conversation_id)
    return _keep(tx, msgspec.structs.replace(found, steps=steps, state=RunState.stopped, problem=problem))


def runs(tx: Tx, agent: Agent, conversation_id: str, limit: int = 20) -> tuple[Run, ...]:
    """What macros did in a conversation, newest first. Raises NoSuchConversation, NotYourInbox."""
    conversations.conversation(tx, agent, conversation_id)
    return store.runs(tx, conversation_id, limit)


def run_of(tx: Tx, agent: Agent, run_id: str) -> Run:
    """Raises NoSuchRun, NotYourInbox."""
    found = store.run(tx, run_id)
    if found is None:
        raise NoSuchRun
    conversations.conversation(tx, agent, found.conversation_id)
    return found


# --- parts ---


def _steps(tx: Tx, macro: Macro, speaks: bool) -> tuple[Step, ...]:
    ranked = [(acts.deed(act.kind).rank, _step(tx, act)) for act in macro.acts]
    if speaks:
        ranked.append((WORDS_RANK, Step(kind=WORDS, words="Send the answer")))
    return tuple(step for _, step in sorted(ranked, key=lambda pair: pair[0]))


def _step(tx: Tx, act: Act) -> Step:
    return Step(kind=act.kind, words=acts.deed(act.kind).words(tx, act.args), args=act.args)


def _scene(tx: Tx, agent: Agent, talk: Conversation, found: Run, wish: Wish, index: int) -> acts.Scene:
    # The shop's first act changes the order: only for that one does the agent's version still hold.
    first = all(step.state is StepState.ready for step in found.steps)
    return acts.Scene(
        agent=agent,
        talk=talk,
        key=_step_id(found.id, index),
        order_id=wish.order_id,
        order_version=wish.order_version if first else "",
        reason=_why(tx, found),
    )


def _step_id(run_id: str, index: int) -> str:
    """A step's own id, always the same: the run's with its place at the end."""
    return f"{run_id[:24]}{index:02d}"


def _begun(tx: Tx, agent: Agent, talk: Conversation, macro: Macro, wish: Wish) -> Run:
    steps = _steps(tx, macro, wish.answer is not None)
    return Run(
        id=wish.id, macro_id=macro.id, conversation_id=talk.id, agent_id=agent.id, state=RunState.waiting, steps=steps, at=tx.now
    )  # fmt: skip


def _theirs(known: Run, agent: Agent, conversation_id: str) -> Run:
    if (known.agent_id, known.conversation_id) != (agent.id, conversation_id):
        raise errors.Conflict("Another click bears this id already. Try again with a fresh one.")
    return known


def _say(tx: Tx, agent: Agent, talk: Conversation, wish: Wish, brought: Mapping[str, str]) -> str:
    assert wish.answer is not None
    answer = msgspec.structs.replace(
        wish.answer,
        text=_with(wish.answer.text, brought),
        html=_with(wish.answer.html, brought) if wish.answer.html else None,
        close=False,
    )
    if gaps := _unfilled(answer, ()):
        raise HasGaps(f"Still missing: {', '.join(gaps)}.", extra={"gaps": gaps})
    return channels.reply(tx, agent, talk.id, answer).id


def _with(words: str, brought: Mapping[str, str]) -> str:
    for name, value in brought.items():
        words = words.replace(templating.gap(name), value)
    return words


def _unfilled(answer: channels.Answer, promised: tuple[str, ...]) -> list[str]:
    allowed = {templating.said(name) for name in promised}
    found = text.gaps(answer.text) + text.gaps(answer.html or "")
    return [name for name in dict.fromkeys(found) if name not in allowed]


def _promised(macro: Macro) -> tuple[str, ...]:
    """What its shop acts will bring forth: each deed lists its own."""
    return tuple(name for act in macro.acts for name in getattr(acts.deed(act.kind), "brings", ()))


def _moved(found: Run, state: StepState, problem: str | None) -> tuple[Step, ...]:
    return tuple(
        msgspec.structs.replace(step, state=state, problem=problem) if step.state is StepState.waiting else step
        for step in found.steps
    )


def _state(steps: list[Step]) -> RunState:
    return (
        RunState.waiting if any(step.state in (StepState.waiting, StepState.ready) for step in steps) else RunState.done
    )


def _why(tx: Tx, found: Run) -> str:
    known = store.one(tx, found.macro_id)
    return known.name if known else ""


def _keep(tx: Tx, found: Run) -> Run:
    store.save_run(tx, found)
    events.record(tx, MacroRan(found.id, found.conversation_id))
    return found
