/** Every page of the desk and when its code is loaded: one line each. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react"

type Page = LazyExoticComponent<ComponentType>
const page = (load: () => Promise<{ default: ComponentType }>): Page => lazy(load)

export interface Route { path: string; page: Page }

/** Shown with the rail, to whoever is signed in. A pattern with `/*?` also takes what is below it. */
export const ROOMS: readonly Route[] = [
  { path: "/inbox/:view?/:id?", page: page(() => import("../rooms/conversations")) },
  { path: "/people/*?", page: page(() => import("../rooms/people")) },
  { path: "/approvals/:which?", page: page(() => import("../rooms/commerce/approvals")) },
  { path: "/wow/:which?", page: page(() => import("../rooms/commerce/wow")) },
  { path: "/search", page: page(() => import("../rooms/search")) },
  { path: "/settings/*?", page: page(() => import("../rooms/settings")) },
]

/** Shown alone, to anybody. `/setup` is also where a new house begins. */
export const DOORS: readonly Route[] = [
  { path: "/sign-in", page: page(() => import("../rooms/team")) },
  { path: "/join/:token", page: page(() => import("../rooms/team")) },
  { path: "/reset/:token?", page: page(() => import("../rooms/team")) },
  { path: "/setup/*?", page: page(() => import("../rooms/setup")) },
]
