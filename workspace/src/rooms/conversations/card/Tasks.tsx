import { Button } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { useEffect, useMemo, useState } from "react"
import { api, asProblem } from "../../../api/client"
import { newId } from "../../../api/ids"
import type { Id, Person, Task } from "../../../api/types"
import { t } from "../../../i18n"
import { DAY, momentWords } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { colleague, desk, keep, useMe } from "../../../live/desk"
import { useCommands } from "../../../shell/keys"
import { announce, trouble } from "../../../shell/news"
import { membersOf } from "../timeline/items"
import classes from "./card.module.css"

/** Open ones, the next first; those ticked today stay visible, struck through. */
export function tasksOf(all: Iterable<Task>, members: ReadonlySet<Id>, now: number): Task[] {
  return [...all]
    .filter((each) => members.has(each.person_id) && (!each.done_at || now - each.done_at < DAY / 4))
    .sort((a, b) => Number(!!a.done_at) - Number(!!b.done_at) || (a.due_at ?? Infinity) - (b.due_at ?? Infinity) || (a.id < b.id ? -1 : 1))
}

async function tick(task: Task, done: boolean): Promise<void> {
  keep({ tasks: [{ ...task, done_at: done ? Date.now() : null }] })
  try {
    const fresh = await (done ? api.put<Task>(`/tasks/${task.id}/completion`) : api.delete<Task>(`/tasks/${task.id}/completion`))
    if (fresh) keep({ tasks: [fresh] })
    if (done) announce({ words: t("task.done", { text: task.text }), undo: () => tick({ ...task, done_at: Date.now() }, false) })
  } catch (failure) {
    keep({ tasks: [task] })
    trouble(asProblem(failure).detail)
  }
}

export function Tasks({ person, conversationId, first }: { person: Person; conversationId: Id; first: Task[] }) {
  const now = useNow()
  const held = desk.use((state) => state.held.tasks)
  const [adding, setAdding] = useState(false)
  useEffect(() => keep({ tasks: first }), [first])
  const tasks = useMemo(() => tasksOf(held.values(), membersOf(person), now), [held, person, now])
  useCommands([{ id: "task", label: t("task.add"), group: "keys.conversation", keys: "shift+t", run: () => setAdding(true) }])
  return (
    <section className={classes.section}>
      <h4>{t("task.title")}
        <button type="button" className={`plain ${classes.plus}`} aria-label={t("task.add")} aria-expanded={adding} onClick={() => setAdding(!adding)}><IconPlus size={16} stroke={1.6} aria-hidden="true" /></button>
      </h4>
      {tasks.map((each) => <Line key={each.id} task={each} now={now} />)}
      {adding && <Add person={person} conversationId={conversationId} close={() => setAdding(false)} />}
      {!tasks.length && !adding && <p className={classes.none}>{t("task.none")}</p>}
    </section>
  )
}

function Line({ task, now }: { task: Task; now: number }) {
  const me = useMe()
  const owner = task.owner_id === me.agent.id ? t("who.you") : colleague(task.owner_id)?.name.split(" ")[0]
  const late = !task.done_at && task.due_at !== null && task.due_at < now
  const when = task.due_at ? momentWords(task.due_at, now) : ""
  return (
    <label className={classes.task} data-done={task.done_at ? true : undefined}>
      <input type="checkbox" className="check" checked={!!task.done_at} onChange={(event) => void tick(task, event.target.checked)} />
      <span dir="auto">{task.text}<small data-late={late || undefined}>{[owner, late ? t("task.was_due", { when }) : when].filter(Boolean).join(", ")}</small></span>
    </label>
  )
}

function Add({ person, conversationId, close }: { person: Person; conversationId: Id; close: () => void }) {
  const me = useMe()
  const [text, setText] = useState("")
  const [owner, setOwner] = useState(me.agent.id)
  const [due, setDue] = useState("")
  const [busy, setBusy] = useState(false)
  const add = async () => {
    if (!text.trim()) return
    setBusy(true)
    const data = { id: newId(), person_id: person.id, conversation_id: conversationId, text: text.trim(), owner_id: owner || null, due_at: due ? new Date(due).getTime() : null }
    try {
      keep({ tasks: [await api.post<Task>("/tasks", data)] })
      close()
    } catch (failure) {
      trouble(asProblem(failure).detail)
      setBusy(false)
    }
  }
  return (
    <form className={classes.add} onSubmit={(event) => { event.preventDefault(); void add() }} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); close() } }}>
      <input autoFocus value={text} onChange={(event) => setText(event.target.value)} placeholder={t("task.what")} aria-label={t("task.what")} dir="auto" />
      <div>
        <select value={owner} onChange={(event) => setOwner(event.target.value)} aria-label={t("task.who")}>
          {me.agents.filter((each) => each.state === "active").map((each) => <option key={each.id} value={each.id}>{each.id === me.agent.id ? t("assign.me") : each.name}</option>)}
          <option value="">{t("task.anybody")}</option>
        </select>
        <input type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} aria-label={t("task.when")} />
      </div>
      <p><Button type="submit" size="compact-sm" variant="default" disabled={!text.trim() || busy}>{t("act.add")}</Button><button type="button" className="word" onClick={close}>{t("act.cancel")}</button></p>
    </form>
  )
}
