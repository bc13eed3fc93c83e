import { NativeSelect } from "@mantine/core"
import { useState, type KeyboardEvent } from "react"
import type { Product, StoreShown, Variant } from "../../../api/shop"
import { t } from "../../../i18n"
import { money } from "../money"
import { Picture } from "../Picture"
import { inStock, kindWords, useKinds, useProducts } from "./selling"
import classes from "./acting.module.css"

interface KindProps { store: StoreShown; product: string | null; label: string; value: string; pieces: number; set: (variant: string) => void; none?: string; eager: boolean }

/** Another kind of the same thing, as the shop sells it now. `none` is said where no other kind is wanted. */
export function KindSelect({ store, product, label, value, pieces, set, none, eager }: KindProps) {
  const [asked, setAsked] = useState(eager)
  const { data, problem, loading, again } = useKinds(store, asked ? product : null)
  if (!product || !store.abilities.products) return null
  if (!asked) return <button type="button" className="word" aria-label={label} onClick={() => setAsked(true)}>{t("do.other_kind")}</button>
  if (problem) return <span className={classes.trouble} role="alert">{problem.detail} <button type="button" className="word" onClick={again}>{t("act.retry")}</button></span>
  if (loading || !data) return <span className={classes.quiet} role="status">{t("do.kinds_coming")}</span>
  if (data.length < 2 && !none) return null
  const kinds = data.map((each) => ({ value: each.id, label: optionWords(each, pieces), disabled: each.id !== value && !inStock(each, pieces) }))
  const unknown = value && !data.some((each) => each.id === value) ? [{ value, label: t("do.as_ordered") }] : []
  return <NativeSelect size="xs" className={classes.kinds} aria-label={label} value={value} data={[...(none ? [{ value: "", label: none }] : []), ...unknown, ...kinds]} onChange={(event) => set(event.currentTarget.value)} />
}

const optionWords = (variant: Variant, pieces: number): string =>
  [kindWords(variant) || variant.title, money(variant.price), inStock(variant, pieces) ? (variant.stock !== null && variant.stock < 10 ? t("do.stock", { count: variant.stock }) : "") : t("do.sold_out")].filter(Boolean).join("\u2002·\u2002")

/** Find a thing and take it with one click; Enter takes the first one found. */
export function ProductPicker({ store, label, add, eager = false }: { store: StoreShown; label: string; add: (variant: Variant, title: string) => void; eager?: boolean }) {
  const { words, setWords, found, late } = useProducts(store, eager)
  const take = (variant: Variant, title: string) => { add(variant, title); setWords("") }
  const products = found.data?.items ?? []
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    const first = products.flatMap((each) => each.variants.map((variant) => ({ variant, title: each.title }))).find((each) => inStock(each.variant))
    if (first && words.trim() && !late && !found.loading) take(first.variant, first.title)
  }
  return (
    <div className={classes.picker}>
      <input type="search" className={classes.find} value={words} placeholder={t("do.find_hint")} aria-label={label} autoComplete="off" dir="auto" onChange={(event) => setWords(event.currentTarget.value)} onKeyDown={onKeyDown} />
      <div aria-live="polite" aria-busy={found.loading || late}>
        {found.problem && <p className={classes.trouble} role="alert">{found.problem.detail} <button type="button" className="word" onClick={found.again}>{t("act.retry")}</button></p>}
        {found.data && !products.length && <p className={classes.quiet}>{t("do.found_nothing")}</p>}
        <ul className={classes.found}>{products.map((each) => <Found key={each.id} product={each} add={take} />)}</ul>
      </div>
    </div>
  )
}

function Found({ product, add }: { product: Product; add: (variant: Variant, title: string) => void }) {
  return (
    <li>
      <Picture of={{ title: product.title, image_url: product.image_url ?? product.variants.find((each) => each.image_url)?.image_url ?? null }} />
      <div>
        <p dir="auto">{product.title}</p>
        <span className={classes.variants}>
          {product.variants.map((each) => <Choice key={each.id} product={product} variant={each} add={() => add(each, product.title)} />)}
        </span>
      </div>
    </li>
  )
}

function Choice({ product, variant, add }: { product: Product; variant: Variant; add: () => void }) {
  const [kind, price, out] = [kindWords(variant), money(variant.price), inStock(variant) ? "" : t("do.sold_out")]
  const seen = [kind, price, out].filter(Boolean).join(" ")
  return (
    <button type="button" className="plain" disabled={!!out} aria-label={t("do.add", { title: `${product.title}, ${seen}` })} onClick={add}>
      {kind} <b className="n">{price}</b>{out && <em> {out}</em>}
    </button>
  )
}
