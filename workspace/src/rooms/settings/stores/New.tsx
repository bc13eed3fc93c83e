/** A new store: its kind as a card, then what that kind asks, tried before it is kept. */
import { Button, NativeSelect } from "@mantine/core"
import { useState, type ComponentProps } from "react"
import { Link, Redirect, useLocation, useParams } from "wouter"
import { api, Problem } from "../../../api/client"
import { t } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { useForm } from "../parts/form"
import { attempt, Saving, Section, Sheet } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { inOrder, type Kind, type Store } from "./model"
import { goToShop } from "./letting"
import { askedOf, said, sent, wishOf, type Wish } from "../connected/asked"
import connected from "../connected/connected.module.css"
import { Fields, Lead } from "../connected/Fields"
import { Steps, type Step, type Trial } from "../connected/TryOut"
import classes from "./stores.module.css"

export const toStores = () => <Link href="/settings/stores">{t("stores.back")}</Link>

export function Choose({ kinds }: { kinds: readonly Kind[] }) {
  return (
    <Sheet title={t("stores.add")} lead={toStores()}>
      <p className={connected.lead}>{t("stores.choose")}</p>
      <div className={connected.kinds}>
        {inOrder(kinds).map((each) => (
          <Link key={each.kind} className={connected.kind} href={`/settings/stores/new/${each.kind}`}>
            <b>{each.label}</b><span>{said(each.form.words)}</span>{each.form.practice && <small>{t("stores.practice")}</small>}
          </Link>
        ))}
      </div>
    </Sheet>
  )
}

export function New({ kinds, keep }: { kinds: readonly Kind[]; keep: (store: Store) => void }) {
  const { kind: name = "" } = useParams<{ kind: string }>()
  const kind = kinds.find((each) => each.kind === name)
  return kind ? <Asked key={name} kind={kind} keep={keep} /> : <Redirect to="/settings/stores/new" replace />
}

/** Signing in is offered where it spares typing. */
const offersSignIn = (kind: Kind): boolean => kind.signs_in && kind.form.fields.some((field) => field.by_sign_in)

function Asked({ kind, keep }: { kind: Kind; keep: (store: Store) => void }) {
  const me = useMe()
  const [, go] = useLocation()
  const [signIn, setSignIn] = useState(offersSignIn(kind))
  const [steps, setSteps] = useState<readonly Step[] | null>(null)
  const { form } = kind
  const asked = askedOf(form, signIn)
  const connect = async (wish: Wish) => {
    const store = await api.post<Store>("/stores", { kind: kind.kind, ...sent(asked, wish) })
    keep(store)
    if (signIn && (await goToShop(store.id))) return
    go(`/settings/stores/${store.id}`, { replace: true })
  }
  const typing = useForm(wishOf(form, me.brands[0]?.id ?? ""), async (wish) => {
    setSteps(null)
    if (!signIn) await tried(kind, sent(asked, wish), setSteps)
    await connect(wish)
  })
  const failed = steps?.some((step) => !step.ok)
  return (
    <Sheet title={t("stores.add_kind", { kind: kind.label })} lead={<Link href="/settings/stores/new">{t("stores.other_kind")}</Link>}>
      <Lead form={form} />
      <form className={parts.form} onSubmit={(event) => void typing.submit(event)} autoComplete="off" aria-label={t("stores.add_kind", { kind: kind.label })}>
        {offersSignIn(kind) && <Ways label={kind.label} signIn={signIn} choose={(next) => { setSignIn(next); setSteps(null) }} />}
        <StoreFields form={typing} asked={asked} placeholder={kind.label} />
        <Saving form={typing} label={signIn ? t("stores.go_on", { kind: kind.label }) : failed ? t("stores.again") : t("settings.connect")} />
      </form>
      <div role="status">
        {typing.busy && !signIn && <p className={parts.hint} style={{ marginTop: 8 }}>{t("stores.trying")}</p>}
        {steps && <Steps steps={steps} />}
      </div>
      {failed && <Anyway connect={() => connect(typing.values)} />}
    </Sheet>
  )
}

/** Tried first: what does not let us in is said before anything is kept. */
async function tried(kind: Kind, wish: object, tell: (steps: readonly Step[]) => void): Promise<void> {
  const trial = await api.post<Trial>("/store-trials", { kind: kind.kind, ...wish })
  tell(trial.steps)
  if (!trial.ok) throw new Problem({ kind: "trial", detail: t("stores.not_yet") })
}

/** The brand it belongs to, where there are several, and what this kind of store asks for. */
export function StoreFields(given: Omit<ComponentProps<typeof Fields>, "hint">) {
  const { brands } = useMe()
  return (
    <Fields {...given} hint={t("stores.name_hint")}>
      {brands.length > 1 && (
        <NativeSelect className={parts.narrow} label={t("settings.brand")} description={t("stores.brand_hint")} data={brands.map((each) => ({ value: each.id, label: each.name }))} {...given.form.text("brand_id")} />
      )}
    </Fields>
  )
}

function Ways({ label, signIn, choose }: { label: string; signIn: boolean; choose: (signIn: boolean) => void }) {
  return (
    <fieldset className={classes.ways}>
      <legend>{t("stores.ways")}</legend>
      <label className={classes.way}>
        <input type="radio" name="way" checked={signIn} onChange={() => choose(true)} />
        {t("stores.by_sign_in", { kind: label })}<span>{t("stores.by_sign_in_hint")}</span>
      </label>
      <label className={classes.way}>
        <input type="radio" name="way" checked={!signIn} onChange={() => choose(false)} />
        {t("stores.by_hand")}<span>{t("stores.by_hand_hint")}</span>
      </label>
    </fieldset>
  )
}

/** A shop that is down today may be connected all the same. */
function Anyway({ connect }: { connect: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    await attempt(connect)
    setBusy(false)
  }
  return (
    <Section lead={t("stores.anyway_lead")}>
      <Button variant="default" loading={busy} onClick={() => void go()}>{t("stores.anyway")}</Button>
    </Section>
  )
}
