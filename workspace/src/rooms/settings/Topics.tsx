import { Button, TextInput } from "@mantine/core"
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react"
import { useState } from "react"
import { api } from "../../api/client"
import type { Id, Topic } from "../../api/types"
import { t } from "../../i18n"
import { changeMe, useMe } from "../../live/desk"
import { Empty } from "../../parts/States"
import { useForm } from "./parts/form"
import { Ask, attempt, Sheet } from "./parts/parts"
import { children, moved } from "./topics/tree"
import parts from "./parts/parts.module.css"
import classes from "./topics/topics.module.css"

const keep = (topics: Topic[]) => changeMe((me) => ({ ...me, topics }))

export default function Topics() {
  const { topics } = useMe()
  const [adding, setAdding] = useState<Id | "" | null>(null)
  return (
    <Sheet title={t("settings.topics")} lead={t("settings.topics_lead")} tools={<Button variant="default" onClick={() => setAdding("")}>{t("settings.topic_add")}</Button>}>
      {adding === "" && <Add parent={null} close={() => setAdding(null)} />}
      {!topics.length && adding === null && <Empty title={t("settings.topics_none")}>{t("settings.topics_none_more")}</Empty>}
      <Branch parent={null} depth={0} adding={adding} setAdding={setAdding} />
    </Sheet>
  )
}

interface Adding { adding: Id | "" | null; setAdding: (id: Id | "" | null) => void }

function Branch({ parent, depth, ...add }: { parent: Id | null; depth: number } & Adding) {
  const { topics } = useMe()
  const here = children(topics, parent)
  if (!here.length) return null
  return (
    <ul className={classes.branch} data-depth={depth} aria-label={depth ? undefined : t("settings.topics")}>
      {here.map((topic, at) => (
        <li key={topic.id}>
          <Leaf topic={topic} depth={depth} first={at === 0} last={at === here.length - 1} {...add} />
          {add.adding === topic.id && <Add parent={topic.id} close={() => add.setAdding(null)} />}
          <Branch parent={topic.id} depth={depth + 1} {...add} />
        </li>
      ))}
    </ul>
  )
}

function Leaf({ topic, depth, first, last, setAdding }: { topic: Topic; depth: number; first: boolean; last: boolean } & Adding) {
  const { topics } = useMe()
  const [editing, setEditing] = useState(false)
  const below = children(topics, topic.id).length > 0
  const move = (step: -1 | 1) => void attempt(async () => {
    const { all, changed } = moved(topics, topic.id, step)
    keep(all)
    await Promise.all(changed.map(({ id, position }) => api.patch(`/topics/${id}`, { position })))
  })
  const drop = async () => {
    await api.delete(`/topics/${topic.id}`)
    keep(topics.filter((each) => each.id !== topic.id))
  }
  if (editing) return <Rename topic={topic} close={() => setEditing(false)} />
  return (
    <div className={classes.leaf}>
      <span className={classes.name}>{topic.name}</span>
      <span className={classes.tools}>
        <Tool label={t("settings.move_up", { name: topic.name })} off={first} act={() => move(-1)}><IconArrowUp size={16} stroke={1.6} aria-hidden="true" /></Tool>
        <Tool label={t("settings.move_down", { name: topic.name })} off={last} act={() => move(1)}><IconArrowDown size={16} stroke={1.6} aria-hidden="true" /></Tool>
        {depth < 3 && <Tool label={t("settings.topic_under", { name: topic.name })} act={() => setAdding(topic.id)}><IconPlus size={16} stroke={1.6} aria-hidden="true" /></Tool>}
        <button type="button" className="word" data-tone="plain" aria-label={t("settings.edit_name", { name: topic.name })} onClick={() => setEditing(true)}>{t("act.edit")}</button>
        {!below && <Ask words={t("act.remove")} question={t("settings.topic_ask", { name: topic.name })} yes={t("act.remove")} act={drop} tone="plain" />}
      </span>
    </div>
  )
}

const Tool = ({ label, off = false, act, children: icon }: { label: string; off?: boolean; act: () => void; children: React.ReactNode }) => (
  <button type="button" className={`plain ${classes.tool}`} aria-label={label} title={label} disabled={off} onClick={act}>{icon}</button>
)

function Rename({ topic, close }: { topic: Topic; close: () => void }) {
  const { topics } = useMe()
  const form = useForm({ name: topic.name }, async ({ name }) => {
    const kept = await api.patch<Topic>(`/topics/${topic.id}`, { name })
    keep(topics.map((each) => (each.id === topic.id ? { ...each, ...kept } : each)))
    close()
  })
  return <Line form={form} label={t("settings.topic_name")} close={close} />
}

function Add({ parent, close }: { parent: Id | null; close: () => void }) {
  const { topics } = useMe()
  const form = useForm({ name: "" }, async ({ name }) => {
    keep([...topics, await api.post<Topic>("/topics", { name, parent_id: parent, position: children(topics, parent).length })])
    close()
  })
  return <Line form={form} label={t("settings.topic_name")} close={close} />
}

function Line({ form, label, close }: { form: ReturnType<typeof useForm<{ name: string }>>; label: string; close: () => void }) {
  return (
    <form className={classes.line} onSubmit={(event) => void form.submit(event)}>
      <TextInput aria-label={label} placeholder={label} required autoFocus {...form.text("name")} onKeyDown={(event) => { if (event.key === "Escape") close() }} />
      <Button type="submit" loading={form.busy}>{t("act.save")}</Button>
      <Button variant="default" onClick={close}>{t("act.cancel")}</Button>
      {form.loose && <p role="alert" className={parts.fault}>{form.loose.detail}</p>}
    </form>
  )
}
