import { Menu, Tooltip, useComputedColorScheme } from "@mantine/core"
import { IconGift, IconInbox, IconRubberStamp, IconSearch, IconSettings, IconUsers } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { Link, useLocation } from "wouter"
import { api } from "../api/client"
import { t } from "../i18n"
import { desk, forget, useAgent } from "../live/desk"
import { useWaiting } from "../live/counts"
import { say } from "../live/socket"
import { Avatar } from "../parts/Avatar"
import { Mark } from "../parts/Mark"
import { useForMe } from "../rooms/commerce/approvals/count"
import { useCommands } from "./keys"
import { schemeCommand, useScheme } from "./scheme"
import classes from "./Rail.module.css"

interface Place { to: string; label: string; icon: ReactNode; badge?: number; low?: boolean }

function Door({ to, label, icon, badge, low }: Place) {
  const [here] = useLocation()
  const current = here === to || here.startsWith(`${to}/`)
  return (
    <Tooltip label={label} position="right">
      <Link href={to} className={classes.door} data-low={low || undefined} aria-current={current ? "page" : undefined} aria-label={label}>
        {icon}
        {!!badge && <b className={`n ${classes.badge}`} aria-hidden="true">{badge > 99 ? "99+" : badge}</b>}
      </Link>
    </Tooltip>
  )
}

/** Approvals and the wow budget belong to a shop: without a store there is none. */
const useSells = (): boolean => desk.use((now) => !!now.me?.stores?.length)

function useRoomCommands(sells: boolean): void {
  const [, go] = useLocation()
  const dark = useComputedColorScheme("light") === "dark"
  const { setScheme } = useScheme()
  useCommands([
    { id: "go.inbox", label: t("go.inbox"), group: "keys.rooms", keys: "g i", run: () => go("/inbox/mine") },
    { id: "go.people", label: t("go.people"), group: "keys.rooms", keys: "g p", run: () => go("/people") },
    sells && { id: "go.approvals", label: t("go.approvals"), group: "keys.rooms", keys: "g v", run: () => go("/approvals") },
    sells && { id: "go.wow", label: t("go.wow"), group: "keys.rooms", keys: "g b", run: () => go("/wow") },
    { id: "go.search", label: t("go.search"), group: "keys.rooms", keys: "/", run: () => go("/search") },
    { id: "go.settings", label: t("go.settings"), group: "keys.rooms", keys: "g s", run: () => go("/settings") },
    schemeCommand(() => setScheme(dark ? "light" : "dark")),
  ])
}

export function Rail() {
  const waiting = useWaiting()
  const sells = useSells()
  const approvals = useForMe(sells)
  useRoomCommands(sells)
  const size = { size: 20, stroke: 1.5, "aria-hidden": true } as const
  return (
    <nav className={classes.rail} aria-label={t("nav.rooms")}>
      <span className={classes.mark}><Mark /></span>
      <Door to="/inbox" label={waiting ? t("nav.inbox_waiting", { count: waiting }) : t("nav.inbox")} icon={<IconInbox {...size} />} badge={waiting} />
      <Door to="/people" label={t("nav.people")} icon={<IconUsers {...size} />} />
      {sells && <Door to="/approvals" label={approvals ? t("nav.approvals_waiting", { count: approvals }) : t("nav.approvals")} icon={<IconRubberStamp {...size} />} badge={approvals} />}
      {sells && <Door to="/wow" label={t("nav.wow")} icon={<IconGift {...size} />} />}
      <span className={classes.space} />
      <Door to="/search" label={t("nav.search")} icon={<IconSearch {...size} />} low />
      <Door to="/settings" label={t("nav.settings")} icon={<IconSettings {...size} />} low />
      <MeMenu />
    </nav>
  )
}

async function signOut(): Promise<void> {
  await api.delete("/session").catch(() => undefined)
  forget()
}

function MeMenu() {
  const me = useAgent()
  const presence = desk.use((now) => now.presence[me.id]) ?? "here"
  const { scheme, setScheme } = useScheme()
  const [, go] = useLocation()
  const away = presence === "away"
  const set = (state: "here" | "away") => {
    say({ away: state === "away" })
    desk.change((now) => ({ ...now, presence: { ...now.presence, [me.id]: state } }))
  }
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <button type="button" className={`plain ${classes.me}`} data-presence={presence}
          aria-label={t("nav.you", { name: me.name, presence: t(`presence.${presence}`) })}>
          <Avatar name={me.name} colour={me.colour} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        <Menu.Item onClick={() => set(away ? "here" : "away")}>{away ? t("me.here") : t("me.away")}</Menu.Item>
        <Menu.Item onClick={() => go("/settings/profile")}>{t("me.profile")}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("me.theme")}</Menu.Label>
        {(["light", "dark", "auto"] as const).map((each) => (
          <Menu.Item key={each} role="menuitemradio" aria-checked={scheme === each} className={classes.choice} onClick={() => setScheme(each)}>
            {t(`me.theme_${each}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t("act.sign_out")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
