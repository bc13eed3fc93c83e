export default {
  "search.field": "Search everything",
  "search.ask": "A name, an address, an order, a word somebody wrote",
  "search.begin": "What do you remember of it?",
  "search.begin_more": "People, orders (by number, parcel or article number), subjects, messages and notes are searched as you type. Two words are enough, the last may be half a word.",
  "search.none": "Nobody wrote that",
  "search.none_more": "Nothing holds all of “{words}”. Try fewer words, or only the beginning of one.",
  "search.found": { one: "{count} found", other: "{count} found" },
  "search.words": "What was written",
  "search.note": "{name}, for us:",
  "search.we": "{name}:",
} as const
