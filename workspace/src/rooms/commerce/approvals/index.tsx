import { useEffect } from "react"
import { useParams } from "wouter"
import { api, type Page } from "../../../api/client"
import type { Approval } from "../../../api/ruling"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { useLoaded, type Loaded } from "../../../live/loaded"
import { onNews } from "../../../live/socket"
import { Bones, Empty, Trouble } from "../../../parts/States"
import { Room } from "../Room"
import { Asked } from "./Asked"
import { forMe } from "./count"
import { Waiting } from "./Waiting"
import classes from "./approvals.module.css"

/** What waits for a second person, and what became of what I asked for. */
export default function Approvals() {
  const { which } = useParams<{ which?: string }>()
  const asked = which === "asked"
  const count = forMe.use((now) => now)
  const loaded = useApprovals(asked)
  const tabs = [{ href: "/approvals", label: t("approvals.waiting"), current: !asked, count }, { href: "/approvals/asked", label: t("approvals.asked"), current: asked }]
  return <Room title={t("approvals.title")} lead={t("approvals.lead")} tabs={tabs}><Shown loaded={loaded} asked={asked} /></Room>
}

function Shown({ loaded, asked }: { loaded: Loaded<Page<Approval>>; asked: boolean }) {
  if (!loaded.data) return loaded.problem ? <Trouble problem={loaded.problem} again={loaded.again} /> : <Bones lines={[48, 82, 64]} />
  const { items, next } = loaded.data
  const more = next ? () => void api.get<Page<Approval>>("/approvals", { after: next }).then((page) => loaded.set({ items: [...items, ...page.items], next: page.next }), loaded.again) : null
  if (!items.length) return <Empty title={t(asked ? "approvals.asked_none" : "approvals.none")}>{t(asked ? "approvals.asked_none_more" : "approvals.none_more")}</Empty>
  return (
    <>
      {asked ? <Asked items={items} again={loaded.again} /> : <Waiting items={items} again={loaded.again} />}
      {more && <button type="button" className={`word ${classes.more}`} onClick={more}>{t("act.show_more")}</button>}
    </>
  )
}

const A_MOMENT = 300

/** Asked again when a wish moved; several at once are one question. */
function useApprovals(asked: boolean): Loaded<Page<Approval>> {
  const epoch = desk.use((now) => now.epoch)
  const loaded = useLoaded(`approvals ${asked} ${epoch}`, (signal) => api.get<Page<Approval>>(asked ? "/approvals/asked" : "/approvals", undefined, signal))
  const { again } = loaded
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    const stop = onNews((news) => {
      if (!news.intents?.length && !news.orders?.length && !news.commerce_policy) return
      clearTimeout(soon)
      soon = setTimeout(again, A_MOMENT)
    })
    return () => { clearTimeout(soon); stop() }
  }, [again])
  return loaded
}
