import { useState } from "react"
import { fillOf, inkOn } from "../../parts/Avatar"
import classes from "./pane/pane.module.css"

/** The product's own picture; where it does not come, its first letter on a colour of its own. */
export function Picture({ of }: { of: { title: string; image_url: string | null } }) {
  const [broken, setBroken] = useState(false)
  const fill = fillOf(of.title)
  if (of.image_url && !broken) return <img className={classes.picture} src={near(of.image_url)} alt="" width={36} height={36} loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(true)} />
  return <span className={classes.picture} style={{ background: fill, color: inkOn(fill) }} aria-hidden="true">{[...of.title.trim()][0]?.toUpperCase() ?? ""}</span>
}

/** Our pages show nothing from elsewhere: the shop's pictures come through the desk. */
function near(url: string): string {
  const absolute = URL.canParse(url, location.href) ? new URL(url, location.href) : null
  return absolute?.origin === location.origin ? url : `/api/v1/product-pictures?url=${encodeURIComponent(absolute?.href ?? url)}`
}
