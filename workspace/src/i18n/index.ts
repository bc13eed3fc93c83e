/** All words of the desk. English is the source; the other catalogues are loaded when chosen and typed by its keys. */
import { createElement, Fragment, type ReactNode } from "react"
import { createStore } from "../live/observed"
import en from "./en"

export type Locale = "en" | "de" | "es" | "fr"
export type Plural = { one: string; other: string; many?: string }
export type Text = string | Plural
export type Key = keyof typeof en
/** A catalogue of another language: the same keys, a plural where English has one. */
export type Translated<Source> = { readonly [K in keyof Source]: Source[K] extends string ? string : Plural }
export type Values = Record<string, string | number>

export const LOCALES: Record<Locale, string> = { en: "English", de: "Deutsch", es: "Español", fr: "Français" }
/** What Intl gets: British English writes 16:20 and 3 March. */
export const REGION: Record<Locale, string> = { en: "en-GB", de: "de", es: "es", fr: "fr" }

const loaders: Record<Locale, () => Promise<{ default: Record<Key, Text> }>> = {
  en: async () => ({ default: en }),
  de: () => import("./de"),
  es: () => import("./es"),
  fr: () => import("./fr"),
}

interface Spoken { locale: Locale; texts: Record<Key, Text>; plurals: Intl.PluralRules }
export const spoken = createStore<Spoken>({ locale: "en", texts: en, plurals: new Intl.PluralRules("en-GB") })

export const isLocale = (word: string | null | undefined): word is Locale => !!word && word in LOCALES

/** What the browser asks for, before anyone has signed in. */
export function guessed(): Locale {
  const wanted = [localStorage.getItem("sk-locale"), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wanted.find(isLocale) ?? "en"
}

export async function speak(locale: Locale): Promise<void> {
  const texts = (await loaders[locale]()).default
  localStorage.setItem("sk-locale", locale)
  document.documentElement.lang = locale
  document.getElementById("overlays")?.setAttribute("aria-label", texts["app.overlays"] as string)
  spoken.set({ locale, texts, plurals: new Intl.PluralRules(REGION[locale]) })
}

export const region = (): string => REGION[spoken.read().locale]

function chosen(key: Key, values?: Values): string {
  const { texts, plurals } = spoken.read()
  const text = texts[key] ?? en[key] ?? key
  if (typeof text === "string") return text
  const form = plurals.select(Number(values?.count ?? 0))
  return (form === "one" ? text.one : form === "many" ? text.many : undefined) ?? text.other
}

/** `t("inbox.count", { count: 3 })`; a plural text is chosen by `count`. */
export function t(key: Key, values?: Values): string {
  return chosen(key, values).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values?.[name]
    return value === undefined ? whole : typeof value === "number" ? value.toLocaleString(region()) : value
  })
}

/** The same with elements inside: `rich("timeline.closed_by", { name: <b>Bob</b> })`. */
export function rich(key: Key, values: Record<string, ReactNode>): ReactNode {
  const parts = chosen(key).split(/(\{\w+\})/)
  const shown = parts.map((part) => (/^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : part))
  return createElement(Fragment, null, ...shown)
}

/** Whether there are words of this name: a server newer than this window may know more. */
export const knows = (key: string): key is Key => key in spoken.read().texts

export const useLocale = (): Locale => spoken.use((now) => now.locale)
