import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import type { Macro, Topic } from "../../api/types"
import { t } from "../../i18n"
import { useAgent, useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Empty } from "../../parts/States"
import { actWords } from "../conversations/composer/macros"
import { Acts } from "./macros/Acts"
import does from "./macros/acts.module.css"
import { Names } from "./macros/Names"
import { may } from "./pages"
import { useForm } from "./parts/form"
import { listed, type Listed } from "./parts/listed"
import { Ask, Row, Rows, Saving, Sheet, When } from "./parts/parts"
import classes from "./parts/parts.module.css"
import { children } from "./topics/tree"

interface Reply extends Macro { created_by?: string | null }

const short = (text: string): string => (text.length > 140 ? `${text.slice(0, 139)}…` : text)

export default function Replies() {
  const loaded = useLoaded("replies", (signal) => api.get<Listed<Reply>>("/macros", { limit: 200 }, signal))
  const [open, setOpen] = useState<string | null>(null)
  const me = useAgent()
  // Whoever wrote one, or a lead, may change it.
  const mayEdit = (reply: Reply) => may(me.role, "lead") || reply.created_by === me.id
  const close = () => { setOpen(null); loaded.again() }
  return (
    <Sheet title={t("settings.replies")} lead={t("settings.replies_lead")} tools={open !== "" && <Button variant="default" onClick={() => setOpen("")}>{t("settings.reply_add")}</Button>}>
      {open === "" && <Edit close={close} />}
      <When loaded={loaded}>
        {(data) => listed(data).length || open === "" ? (
          <Rows label={t("settings.replies")}>
            {listed(data).map((reply) => (
              <Row key={reply.id} name={<>{reply.name} <span className={classes.hint}>/{reply.shortcut}</span></>} words={open === reply.id ? <Edit reply={reply} close={close} /> : <>{short(reply.text)}{!!reply.acts?.length && <span className={does.does}>{reply.acts.map((each) => actWords(each.kind, each.args ?? {})).join("\u2002·\u2002")}</span>}</>}
                tools={mayEdit(reply) && open !== reply.id && (
                  <>
                    <button type="button" className="word" aria-label={t("settings.edit_name", { name: reply.name })} onClick={() => setOpen(reply.id)}>{t("act.edit")}</button>
                    <Ask words={t("act.remove")} question={t("settings.reply_ask", { name: reply.name })} yes={t("act.remove")} act={() => api.delete(`/macros/${reply.id}`).then(loaded.again)} tone="plain" />
                  </>
                )} />
            ))}
          </Rows>
        ) : <Empty title={t("settings.replies_none")}>{t("settings.replies_none_more")}</Empty>}
      </When>
    </Sheet>
  )
}

/** Every topic with those above it: "Parcels, Late". */
export function topicChoices(topics: Topic[], parent: string | null = null, above = ""): { value: string; label: string }[] {
  return children(topics, parent).flatMap((each) => {
    const label = above ? `${above}, ${each.name}` : each.name
    return [{ value: each.id, label }, ...topicChoices(topics, each.id, label)]
  })
}

function Edit({ reply, close }: { reply?: Reply; close: () => void }) {
  const { brands, topics } = useMe()
  const begin = { name: reply?.name ?? "", shortcut: reply?.shortcut ?? "", text: reply?.text ?? "", brand_id: reply?.brand_id ?? "", topic_id: reply?.topic_id ?? "", acts: reply?.acts ?? [] }
  const form = useForm(begin, async (values) => {
    const data = { ...values, brand_id: values.brand_id || null, topic_id: values.topic_id || null }
    await (reply ? api.patch(`/macros/${reply.id}`, data) : api.post("/macros", data))
    close()
  })
  return (
    <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
      <div className={classes.pair}>
        <TextInput label={t("settings.name")} required autoFocus {...form.text("name")} />
        <TextInput label={t("settings.shortcut")} description={t("settings.shortcut_hint")} inputWrapperOrder={["label", "input", "description"]} required {...form.text("shortcut")} />
      </div>
      <Textarea label={t("settings.reply_text")} autosize minRows={4} maxRows={14} required={!form.values.acts.length} {...form.text("text")} />
      <Names put={(words) => form.set({ text: `${form.values.text}${words}` })} />
      <Acts acts={form.values.acts} set={(acts) => form.set({ acts })} topics={topicChoices(topics)} error={form.problem?.fields.acts} />
      <div className={classes.pair}>
        <NativeSelect label={t("settings.topic")} data={[{ value: "", label: t("settings.any") }, ...topicChoices(topics)]} {...form.text("topic_id")} />
        {brands.length > 1 && <NativeSelect label={t("settings.brand")} data={[{ value: "", label: t("settings.any") }, ...brands.map((each) => ({ value: each.id, label: each.name }))]} {...form.text("brand_id")} />}
      </div>
      <Saving form={form} back={close} />
    </form>
  )
}
