import type { Translated } from ".."
import type en from "../en/search"

export default {
  "search.field": "Buscar en todo",
  "search.ask": "Un nombre, una dirección, un pedido, una palabra que alguien escribió",
  "search.begin": "¿Qué recuerda?",
  "search.begin_more": "Personas, pedidos (por número, paquete o referencia), asuntos, mensajes y notas se buscan mientras escribe. Bastan dos palabras, la última puede ser media.",
  "search.none": "Nadie escribió eso",
  "search.none_more": "Nada contiene todo «{words}». Pruebe con menos palabras, o solo el comienzo de una.",
  "search.found": { one: "{count} encontrado", other: "{count} encontrados" },
  "search.words": "Lo que se escribió",
  "search.note": "{name}, para nosotros:",
  "search.we": "{name}:",
} satisfies Translated<typeof en>
