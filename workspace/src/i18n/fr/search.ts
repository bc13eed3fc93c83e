import type { Translated } from ".."
import type en from "../en/search"

export default {
  "search.field": "Chercher partout",
  "search.ask": "Un nom, une adresse, une commande, un mot que quelqu’un a écrit",
  "search.begin": "De quoi vous souvenez-vous ?",
  "search.begin_more": "Personnes, commandes (par numéro, colis ou référence), objets, messages et notes sont cherchés à mesure que vous tapez. Deux mots suffisent, le dernier peut être une moitié.",
  "search.none": "Personne n’a écrit cela",
  "search.none_more": "Rien ne contient tout « {words} ». Essayez moins de mots, ou seulement le début d’un seul.",
  "search.found": { one: "{count} trouvé", other: "{count} trouvés" },
  "search.words": "Ce qui fut écrit",
  "search.note": "{name}, pour nous :",
  "search.we": "{name} :",
} satisfies Translated<typeof en>
