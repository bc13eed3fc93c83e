/** Every page of the settings, in the order of the list: one line each. */
import { lazy, type ComponentType } from "react"
import type { Role } from "../../api/types"
import type { Key } from "../../i18n"

export interface Place { slug: string; label: Key; needs: Role; page: ComponentType }
export interface Shelf { title: Key; places: readonly Place[] }

export const SHELVES: readonly Shelf[] = [
  {
    title: "settings.you",
    places: [
      { slug: "profile", label: "settings.profile", needs: "agent", page: lazy(() => import("./Profile")) },
      { slug: "security", label: "settings.security", needs: "agent", page: lazy(() => import("./Security")) },
    ],
  },
  {
    title: "settings.desk",
    places: [
      { slug: "replies", label: "settings.replies", needs: "agent", page: lazy(() => import("./Replies")) },
      { slug: "topics", label: "settings.topics", needs: "lead", page: lazy(() => import("./Topics")) },
      { slug: "tags", label: "settings.tags", needs: "agent", page: lazy(() => import("./Tags")) },
    ],
  },
  {
    title: "settings.shop",
    places: [
      { slug: "brands", label: "settings.brands", needs: "admin", page: lazy(() => import("./Brands")) },
      { slug: "hours", label: "settings.hours", needs: "lead", page: lazy(() => import("./HoursPage")) },
      { slug: "inboxes", label: "settings.inboxes", needs: "admin", page: lazy(() => import("./Inboxes")) },
      { slug: "stores", label: "stores.title", needs: "admin", page: lazy(() => import("./Stores")) },
      { slug: "carriers", label: "carriers.title", needs: "lead", page: lazy(() => import("./carriers")) },
      { slug: "policy", label: "policy.title", needs: "agent", page: lazy(() => import("./policy")) },
    ],
  },
  {
    title: "settings.running",
    places: [
      { slug: "health", label: "health.title", needs: "admin", page: lazy(() => import("./Health")) },
      { slug: "mail", label: "settings.mail", needs: "lead", page: lazy(() => import("./MailCount")) },
    ],
  },
  {
    title: "settings.house",
    places: [
      { slug: "agents", label: "settings.agents", needs: "admin", page: lazy(() => import("./Agents")) },
      { slug: "teams", label: "settings.teams", needs: "lead", page: lazy(() => import("./Teams")) },
    ],
  },
]

const RANK: Record<Role, number> = { agent: 0, lead: 1, admin: 2 }
export const may = (role: Role, needs: Role): boolean => RANK[role] >= RANK[needs]
