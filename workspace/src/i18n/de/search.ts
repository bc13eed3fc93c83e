import type { Translated } from ".."
import type en from "../en/search"

export default {
  "search.field": "Alles durchsuchen",
  "search.ask": "Ein Name, eine Adresse, eine Bestellung, ein Wort, das jemand schrieb",
  "search.begin": "Woran erinnern Sie sich?",
  "search.begin_more": "Menschen, Bestellungen (nach Nummer, Paket oder Artikelnummer), Betreffe, Nachrichten und Notizen werden beim Tippen durchsucht. Zwei Wörter genügen, das letzte darf ein halbes sein.",
  "search.none": "Das schrieb niemand",
  "search.none_more": "Nichts enthält alles von „{words}“. Versuchen Sie weniger Wörter oder nur den Anfang von einem.",
  "search.found": { one: "{count} gefunden", other: "{count} gefunden" },
  "search.words": "Was geschrieben wurde",
  "search.note": "{name}, für uns:",
  "search.we": "{name}:",
} satisfies Translated<typeof en>
