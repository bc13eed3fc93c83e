import { Suspense, useEffect } from "react"
import { Link, Redirect, Route, Switch, useLocation } from "wouter"
import { t } from "../../i18n"
import { useAgent } from "../../live/desk"
import { Bones, Empty } from "../../parts/States"
import { may, SHELVES } from "./pages"
import classes from "./settings.module.css"

const wide = (): boolean => matchMedia("(min-width: 760px)").matches

export default function Settings() {
  const { role } = useAgent()
  const [here] = useLocation()
  const bare = here === "/settings" || here === "/settings/"
  useEffect(() => { if (bare) document.title = `${t("settings.title")} · ${t("app.name")}` }, [bare])
  return (
    <main className={classes.room} data-reading={!bare || undefined}>
      <nav className={classes.list} aria-label={t("settings.title")}>
        <h1>{t("settings.title")}</h1>
        {SHELVES.map(({ title, places }) => {
          const open = places.filter((place) => may(role, place.needs))
          return !!open.length && (
            <section key={title}>
              <h2>{t(title)}</h2>
              <ul>
                {open.map(({ slug, label }) => (
                  <li key={slug}><Link href={`/settings/${slug}`} aria-current={here.startsWith(`/settings/${slug}`) ? "page" : undefined}>{t(label)}</Link></li>
                ))}
              </ul>
            </section>
          )
        })}
      </nav>
      <div className={classes.page}>
        <Suspense fallback={<Bones />}>
          <Switch>
            {SHELVES.flatMap(({ places }) => places).map(({ slug, needs, page: Page }) => (
              <Route key={slug} path={`/settings/${slug}/*?`}>{may(role, needs) ? <Page /> : <NotYours />}</Route>
            ))}
            <Route path="/settings">{wide() ? <Redirect to="/settings/profile" replace /> : null}</Route>
            <Route><Empty title={t("error.not_found")}>{t("error.not_found_more")}</Empty></Route>
          </Switch>
        </Suspense>
      </div>
    </main>
  )
}

const NotYours = () => <Empty title={t("settings.not_yours")}>{t("settings.not_yours_more")}</Empty>
