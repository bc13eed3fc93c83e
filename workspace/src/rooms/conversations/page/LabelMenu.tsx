import { Button, Modal } from "@mantine/core"
import { useMemo, useState } from "react"
import type { Conversation, Id, Topic } from "../../../api/types"
import { t } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { setTopic, tag } from "../acts"
import classes from "./page.module.css"

interface Node { topic: Topic; depth: number }

/** The tree of topics as lines, each under its parent. */
export function treeOf(topics: readonly Topic[], parent: Id | null = null, depth = 0): Node[] {
  return topics
    .filter((each) => each.parent_id === parent)
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
    .flatMap((topic) => [{ topic, depth }, ...treeOf(topics, topic.id, depth + 1)])
}

/** What it is about (one topic), and words to find it again by (tags). */
export function LabelMenu({ conversation, opened, onChange }: { conversation: Conversation; opened: boolean; onChange: (on: boolean) => void }) {
  const me = useMe()
  const nodes = useMemo(() => treeOf(me.topics), [me.topics])
  return (
    <Modal opened={opened} onClose={() => onChange(false)} title={t("labels.title")} size={420} closeButtonProps={{ "aria-label": t("act.close") }}>
      <fieldset className={classes.topics}>
        <legend>{t("labels.topic")}</legend>
        {[{ topic: null, depth: 0 }, ...nodes].map(({ topic, depth }) => (
          <label key={topic?.id ?? "none"} style={{ paddingInlineStart: depth * 18 }}>
            <input type="radio" name="topic" checked={(conversation.topic_id ?? null) === (topic?.id ?? null)} onChange={() => void setTopic(conversation.id, topic?.id ?? null)} />
            {topic?.name ?? t("labels.no_topic")}
          </label>
        ))}
      </fieldset>
      <Tags conversation={conversation} known={me.tags.map((each) => (typeof each === "string" ? each : each.name))} />
    </Modal>
  )
}

function Tags({ conversation, known }: { conversation: Conversation; known: string[] }) {
  const [typed, setTyped] = useState("")
  const all = [...new Set([...known, ...conversation.tags])].sort((a, b) => a.localeCompare(b))
  const add = () => { if (typed.trim()) void tag(conversation.id, typed.trim().toLocaleLowerCase(), true); setTyped("") }
  return (
    <fieldset className={classes.tags}>
      <legend>{t("labels.tags")}</legend>
      <div>
        {all.map((each) => {
          const on = conversation.tags.includes(each)
          return <button key={each} type="button" className={`plain ${classes.tag}`} aria-pressed={on} onClick={() => void tag(conversation.id, each, !on)}>{each}</button>
        })}
      </div>
      <form onSubmit={(event) => { event.preventDefault(); add() }}>
        <input value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t("labels.new_tag")} aria-label={t("labels.new_tag")} />
        <Button type="submit" size="compact-sm" variant="default" disabled={!typed.trim()}>{t("act.add")}</Button>
      </form>
    </fieldset>
  )
}
