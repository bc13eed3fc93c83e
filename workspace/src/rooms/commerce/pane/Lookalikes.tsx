import { api, asProblem } from "../../../api/client"
import type { Lookalike } from "../../../api/shop"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { keep } from "../../../live/desk"
import { announce, trouble } from "../../../shell/news"
import classes from "./pane.module.css"

/** Somebody who gave the same address and did not prove it: a person decides, and both answers can be taken back. */
export function Lookalikes({ person, found, done }: { person: Person; found: Lookalike[]; done: () => void }) {
  const act = async (what: () => Promise<Person | undefined>, words: string, undo?: () => Promise<void>) => {
    try {
      const fresh = await what()
      if (fresh) keep({ people: [fresh] })
      announce(undo ? { words, undo } : words)
      done()
    } catch (failure) {
      trouble(asProblem(failure).detail)
    }
  }
  const part = (one: Lookalike) => act(() => api.delete<Person>(`/people/${person.identity_id}/merges/${one.person_id}`), t("merge.parted", { name: one.name }))
  const join = (one: Lookalike) => act(() => api.post<Person>(`/people/${person.id}/merges`, { person_id: one.person_id }), t("merge.done", { name: one.name }), () => part(one))
  const differ = (one: Lookalike) => act(() => api.delete<undefined>(`/people/${person.id}/lookalikes/${one.person_id}`), t("shop.not_same_done", { name: one.name }))
  return (
    <>
      {found.map((one) => (
        <p key={one.person_id} className={classes.alike}>
          {t(one.reason === "phone" ? "shop.alike_phone" : "shop.alike_email", { name: one.name || t("person.nameless"), value: one.value })}{" "}
          <button type="button" className="word" onClick={() => void join(one)}>{t("shop.same")}</button>&ensp;
          <button type="button" className="word" onClick={() => void differ(one)}>{t("shop.not_same")}</button>
        </p>
      ))}
    </>
  )
}
