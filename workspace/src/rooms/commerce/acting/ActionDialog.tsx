import { Modal, Textarea } from "@mantine/core"
import "@mantine/core/styles/Radio.layer.css"
import { useMediaQuery } from "@mantine/hooks"
import { useEffect, useRef } from "react"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { announce } from "../../../shell/news"
import { lastIn } from "../../conversations/composer/sending"
import { firstName, onlySays } from "../../conversations/names"
import { bare, buyerOf } from "../pane/order"
import { actionName } from "../timeline/said"
import { useDoing, type About } from "./doing"
import { FORMS } from "./forms"
import type { Doing } from "./kinds"
import { named } from "./named"
import { useCurrency } from "./selling"
import { After, gifts } from "./After"
import { Feet, Progress, WhatHappens, Wow } from "./Shown"
import classes from "./acting.module.css"

/** Whether the talk is with somebody who only says to be this person: money and addresses are what such people ask for. */
const useDoubt = (person: Person, conversationId: Id | null): boolean => {
  const last = desk.use((now) => (conversationId ? lastIn(now.held.entries, conversationId) : undefined))
  return !!last && onlySays(last, person)
}

const TRAPPED = 60

/** Hands on the keys: the first thing to choose has the focus, not the cross that closes. On a phone that would bring up the keyboard. */
function useFirstField(wanted: boolean) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const soon = wanted && setTimeout(() => form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus(), TRAPPED)
    return () => { if (soon) clearTimeout(soon) }
  }, [wanted])
  return form
}

interface Props { doing: Doing; about: Omit<About, "currency"> & { currency: string | null }; person: Person; close: () => void }

/** Opens as soon as it is known what the shop counts its money in. */
export default function ActionDialog({ about, ...rest }: Props) {
  const currency = useCurrency(about.store, about.currency)
  return currency === null ? null : <Dialog about={{ ...about, currency }} {...rest} />
}

/** Choose, see what will happen, do it once, pass on what came of it. */
function Dialog({ doing, about, person, close }: Props & { about: About }) {
  const form = FORMS[doing]
  const state = useDoing(form, about)
  const phone = useMediaQuery("(max-width: 759px)", false, { getInitialValueInEffect: false })
  const { intent, number } = state
  const made = intent?.state === "done" ? gifts(intent) : []
  const done = intent?.state === "done" && !made.length ? actionName(intent.verb) : ""
  useEffect(() => {
    if (!done) return
    announce(t("do.done", { act: done, number: bare(number) }).replace(/[,，] *$/, ""))
    close()
  }, [done, number, close])
  const fields = useFirstField(!phone)
  const { Fields } = form
  const doubted = useDoubt(person, about.conversationId) && !form.plain
  const buyer = about.order && buyerOf(about.order, person)
  const name = firstName(buyer ?? person.name) || t("do.customer")
  const doubts = [
    buyer ? t("shop.of_another", { buyer, name: person.name || t("person.nameless") }) : "",
    doubted ? t("do.doubt", { name: firstName(person.name) || t("do.customer") }) : "",
  ]
  return (
    <Modal opened onClose={close} title={named(doing, number, person)} size={580} padding={phone ? 16 : 20} fullScreen={!!phone} closeButtonProps={{ "aria-label": t("act.close") }} classNames={{ content: classes.content, body: classes.whole }}>
      {made.length && intent ? <After intent={intent} made={made} conversationId={about.conversationId} close={close} /> : intent ? <Progress state={state} close={close} /> : (
        <form ref={fields} className={classes.form} noValidate onSubmit={(event) => { event.preventDefault(); void state.go() }}>
          <Fields scene={state.scene} choice={state.choice} set={state.set} />
          {!form.plain && (
            <Textarea label={t("do.why")} description={t("do.why_hint")} inputWrapperOrder={["label", "input", "description", "error"]} autosize minRows={1} maxRows={4} maxLength={500} value={state.why} required={state.wow} withAsterisk={false}
              onChange={(event) => state.setWhy(event.currentTarget.value)} dir="auto" />
          )}
          {form.gives && <Wow state={state} />}
          <WhatHappens form={form} state={state} doubts={doubts.filter(Boolean)} />
          <Feet doing={doing} state={state} name={name} close={close} />
        </form>
      )}
    </Modal>
  )
}
