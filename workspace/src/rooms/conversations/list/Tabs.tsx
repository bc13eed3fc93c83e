import { Menu } from "@mantine/core"
import { IconChevronDown } from "@tabler/icons-react"
import { useEffect, useRef } from "react"
import { Link, useLocation } from "wouter"
import type { View } from "../../../api/types"
import { t } from "../../../i18n"
import { counts } from "../../../live/counts"
import { desk } from "../../../live/desk"
import { Glyph } from "../../../parts/Glyph"
import { viewLabel, type Filter } from "../views"
import { hrefOf } from "../address"
import classes from "./list.module.css"

const FIRST: readonly View[] = ["mine", "unassigned", "all"]
const REST: readonly View[] = ["later", "waiting", "mentions", "closed", "spam", "trash"]
const COUNTED: readonly View[] = ["mine", "unassigned", "all"]

export function Tabs({ filter }: { filter: Filter }) {
  const numbers = counts.use((now) => now)
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => void row.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [filter.view, numbers])
  const fourth = REST.includes(filter.view) ? filter.view : "later"
  return (
    <nav className={classes.tabs} aria-label={t("list.views")}>
      <div ref={row} className={classes.scroll}>
      {[...FIRST, fourth].map((view) => (
        <Link key={view} href={hrefOf({ ...filter, view })} aria-current={view === filter.view ? "page" : undefined}>
          {t(viewLabel(view))}
          {COUNTED.includes(view) && numbers[view] !== undefined && <span className="n">{numbers[view]}</span>}
        </Link>
      ))}
      </div>
      <MoreViews filter={filter} />
    </nav>
  )
}

function MoreViews({ filter }: { filter: Filter }) {
  const [, go] = useLocation()
  const inboxes = desk.use((now) => now.me?.inboxes ?? [])
  const tags = desk.use((now) => (now.me?.tags ?? []).map((each) => (typeof each === "string" ? each : each.name)))
  const numbers = counts.use((now) => now)
  const to = (next: Filter) => () => go(hrefOf(next))
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <button type="button" className={`plain ${classes.moreViews}`} aria-label={t("list.more_views")}><IconChevronDown size={16} stroke={1.6} aria-hidden="true" /></button>
      </Menu.Target>
      <Menu.Dropdown mah={460} style={{ overflowY: "auto" }}>
        {REST.map((view) => (
          <Menu.Item key={view} onClick={to({ ...filter, view })} rightSection={<span className="n" style={{ color: "var(--sk-ink-3)" }}>{numbers[view] || ""}</span>}>{t(viewLabel(view))}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("list.by_inbox")}</Menu.Label>
        {inboxes.map((each) => (
          <Menu.Item key={each.id} leftSection={<Glyph channel={each.kind} />} onClick={to({ view: "all", inbox: each.id })}>{each.name}</Menu.Item>
        ))}
        {tags.length > 0 && <><Menu.Divider /><Menu.Label>{t("list.by_tag")}</Menu.Label></>}
        {tags.map((each) => <Menu.Item key={each} onClick={to({ view: "all", tag: each })}>{each}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
