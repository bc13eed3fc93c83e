/** What is asked for each kind of inbox: data, so that a new kind is one more entry here and nothing else. */
import type { Key } from "../../../i18n"

export type Value = string | number | boolean | string[] | null
export interface Ask {
  /** A setting's name (dots go inside: `prechat.ask_name`), or a secret's. */
  name: string
  label: Key
  hint?: Key
  input: "text" | "password" | "number" | "email" | "check" | "list" | "choice"
  choices?: readonly { value: string; label: Key }[]
  secret?: boolean
  required?: boolean
  example?: string
  begins?: Value
  /** Shown only when this holds of the other settings. */
  when?: (settings: Record<string, Value>) => boolean
}
export interface Part { title?: Key; lead?: Key; asks: readonly Ask[]; /** Folded away at first. */ later?: boolean }
export interface KindForm { kind: string; label: Key; words: Key; address: "email" | null; parts: readonly Part[] }

const SECURITY = [
  { value: "tls", label: "settings.tls" }, { value: "starttls", label: "settings.starttls" }, { value: "none", label: "settings.plain" },
] as const
const fetched = (settings: Record<string, Value>) => settings.receive === "imap"

export const KINDS: readonly KindForm[] = [
  {
    kind: "email", label: "settings.kind_email", words: "settings.kind_email_words", address: "email",
    parts: [
      {
        asks: [
          { name: "password", label: "settings.mail_password", hint: "settings.mail_password_hint", input: "password", secret: true },
          { name: "from_name", label: "settings.from_name", hint: "settings.from_name_hint", input: "text" },
        ],
      },
      {
        title: "settings.mail_in", lead: "settings.mail_in_lead",
        asks: [
          {
            name: "receive", label: "settings.receive", input: "choice", begins: "imap",
            choices: [{ value: "imap", label: "settings.receive_imap" }, { value: "listener", label: "settings.receive_listener" }, { value: "none", label: "settings.receive_none" }],
          },
          { name: "imap_host", label: "settings.imap_host", input: "text", example: "imap.example.com", when: fetched },
          { name: "imap_security", label: "settings.security_of_line", input: "choice", choices: SECURITY, begins: "tls", when: fetched },
        ],
      },
      {
        title: "settings.mail_out", lead: "settings.mail_out_lead",
        asks: [
          { name: "smtp_host", label: "settings.smtp_host", input: "text", example: "smtp.example.com" },
          { name: "smtp_security", label: "settings.security_of_line", input: "choice", choices: SECURITY, begins: "starttls" },
          { name: "undo_seconds", label: "settings.undo_seconds", hint: "settings.undo_seconds_hint", input: "number", begins: 10 },
        ],
      },
      {
        title: "settings.mail_more", later: true,
        asks: [
          { name: "user", label: "settings.mail_user", hint: "settings.mail_user_hint", input: "text" },
          { name: "imap_port", label: "settings.imap_port", hint: "settings.port_hint", input: "number", begins: 0, when: fetched },
          { name: "smtp_port", label: "settings.smtp_port", hint: "settings.port_hint", input: "number", begins: 0 },
          { name: "aliases", label: "settings.aliases", hint: "settings.aliases_hint", input: "list", begins: [] },
          { name: "trusted_hosts", label: "settings.trusted_hosts", hint: "settings.trusted_hosts_hint", input: "list", begins: [] },
          { name: "plus_addresses", label: "settings.plus_addresses", hint: "settings.plus_addresses_hint", input: "check", begins: false },
          { name: "keep_copy", label: "settings.keep_copy", hint: "settings.keep_copy_hint", input: "check", begins: false },
        ],
      },
    ],
  },
  {
    kind: "chat", label: "settings.kind_chat", words: "settings.kind_chat_words", address: null,
    parts: [
      {
        title: "settings.prechat", lead: "settings.prechat_lead",
        asks: [
          { name: "prechat.ask_name", label: "settings.ask_name", input: "check", begins: false },
          { name: "prechat.ask_email", label: "settings.ask_email", input: "check", begins: false },
          { name: "prechat.required", label: "settings.prechat_required", input: "check", begins: false, when: (settings) => !!settings["prechat.ask_name"] || !!settings["prechat.ask_email"] },
        ],
      },
      {
        title: "settings.where_shown", later: true,
        asks: [
          { name: "origins", label: "settings.origins", hint: "settings.origins_hint", input: "list", begins: [], example: "https://shop.example.com" },
          { name: "identity", label: "settings.identity", hint: "settings.identity_hint", input: "password", secret: true },
        ],
      },
    ],
  },
]

export const kindForm = (kind: string): KindForm =>
  KINDS.find((each) => each.kind === kind) ?? { kind, label: "settings.kind_other", words: "settings.kind_other_words", address: null, parts: [] }

/** Most providers name their servers after the domain; the well-known ones are known. */
const KNOWN: Record<string, [string, string]> = {
  "gmail.com": ["imap.gmail.com", "smtp.gmail.com"], "googlemail.com": ["imap.gmail.com", "smtp.gmail.com"],
  "outlook.com": ["outlook.office365.com", "smtp.office365.com"], "hotmail.com": ["outlook.office365.com", "smtp.office365.com"],
  "icloud.com": ["imap.mail.me.com", "smtp.mail.me.com"], "fastmail.com": ["imap.fastmail.com", "smtp.fastmail.com"],
  "yahoo.com": ["imap.mail.yahoo.com", "smtp.mail.yahoo.com"], "gmx.de": ["imap.gmx.net", "mail.gmx.net"], "gmx.net": ["imap.gmx.net", "mail.gmx.net"],
  "web.de": ["imap.web.de", "smtp.web.de"], "posteo.de": ["posteo.de", "posteo.de"], "mailbox.org": ["imap.mailbox.org", "smtp.mailbox.org"],
}

export function guessServers(address: string): { imap_host: string; smtp_host: string } | null {
  const domain = address.split("@")[1]?.trim().toLowerCase()
  if (!domain || !domain.includes(".")) return null
  const [imap_host, smtp_host] = KNOWN[domain] ?? [`imap.${domain}`, `smtp.${domain}`]
  return { imap_host, smtp_host }
}
