import { MantineProvider } from "@mantine/core"
import { Suspense, useEffect } from "react"
import { Redirect, Route, Router, Switch, useLocation } from "wouter"
import { t, useLocale } from "../i18n"
import { boot, desk } from "../live/desk"
import { connect } from "../live/socket"
import { Bones, Empty, Trouble } from "../parts/States"
import { theme, variables } from "../theme/theme"
import { Caught } from "./Caught"
import { Dialogs } from "./Dialogs"
import { HealthLine } from "./HealthLine"
import { onKey } from "./keys"
import { DOORS, ROOMS } from "./pages"
import { nonce } from "./nonce"
import { Rail } from "./Rail"
import { askFirst, useAskingLocation } from "./unsaved"
import classes from "./App.module.css"

export function App() {
  return (
    <MantineProvider getStyleNonce={nonce} theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <Router hook={useAskingLocation} aroundNav={askFirst}><Speaking /></Router>
    </MantineProvider>
  )
}

/** All is drawn again in the new language when it changes. */
function Speaking() {
  const locale = useLocale()
  return <Hall key={locale} />
}

function Hall() {
  return (
    <Caught>
      <Suspense fallback={<div className={classes.waiting}><Bones /></div>}>
        <Switch>
          {DOORS.map(({ path, page: Page }) => <Route key={path} path={path}><Page /></Route>)}
          <Route><Inside /></Route>
        </Switch>
      </Suspense>
    </Caught>
  )
}

function useBoot(): void {
  useEffect(() => {
    if (desk.read().phase !== "ready") void boot()
  }, [])
}

function Inside() {
  const phase = desk.use((now) => now.phase)
  const problem = desk.use((now) => now.problem)
  const [here] = useLocation()
  useBoot()
  if (phase === "failed" && problem)
    return <div className={classes.waiting}><Trouble title={t("error.boot")} problem={problem} again={() => void boot()} /></div>
  if (phase === "signed_out") return <Redirect to={`/sign-in?to=${encodeURIComponent(here + location.search)}`} replace />
  if (phase === "booting") return <Opening />
  return <Signed />
}

/** The shape of the desk while it is being fetched. */
function Opening() {
  return (
    <div className={classes.desk} aria-busy="true">
      <div className={classes.railGhost} />
      <div className={classes.room}><Bones lines={[30, 80, 64, 72, 50]} /></div>
    </div>
  )
}

function useLive(): void {
  useEffect(connect, [])
  useEffect(() => {
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  }, [])
}

function Signed() {
  useLive()
  return (
    <div className={classes.desk}>
      <Rail />
      <div className={classes.lines}><Line /><HealthLine /></div>
      <div className={classes.room}>
        <Caught>
          <Suspense fallback={<Bones />}>
            <Switch>
              <Route path="/"><Redirect to={`/inbox/mine${location.search}`} replace /></Route>
              <Route path="/c/:id">{({ id }) => <Redirect to={`/inbox/all/${id}`} replace />}</Route>
              {ROOMS.map(({ path, page: Page }) => <Route key={path} path={path}><Page /></Route>)}
              <Route><Empty title={t("error.not_found")}>{t("error.not_found_more")}</Empty></Route>
            </Switch>
          </Suspense>
        </Caught>
      </div>
      <Dialogs />
    </div>
  )
}

function Line() {
  const line = desk.use((now) => now.line)
  return <div role="status" className={classes.line} data-line={line}>{line === "down" ? t("line.down") : ""}</div>
}
