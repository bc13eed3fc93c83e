import { IconCoffee, IconInbox } from "@tabler/icons-react"
import { Link } from "wouter"
import { t } from "../../../i18n"
import { counts } from "../../../live/counts"
import { Empty } from "../../../parts/States"
import type { Filter } from "../views"

/** An empty list is good news more often than not. */
export function EmptyView({ filter }: { filter: Filter }) {
  const unassigned = counts.use((now) => now.unassigned ?? 0)
  const icon = { size: 36, stroke: 1.2 }
  if (filter.view === "mine" && !filter.inbox && !filter.tag)
    return (
      <Empty title={t("empty.mine")} art={<IconCoffee {...icon} />}
        tools={unassigned > 0 && <Link href="/inbox/unassigned" className="word">{t("empty.mine_more", { count: unassigned })}</Link>}>
        {unassigned ? "" : t("empty.mine_none")}
      </Empty>
    )
  if (filter.inbox || filter.tag) return <Empty title={t("empty.filter")} art={<IconInbox {...icon} />} />
  return <Empty title={t(`empty.${filter.view}`)} art={<IconInbox {...icon} />}>{t(`empty.${filter.view}_more`)}</Empty>
}
