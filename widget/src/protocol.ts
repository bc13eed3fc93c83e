/** What the desk and the widget say to each other. Times are milliseconds UTC; `seq` counts within one visitor's stream. */

export interface Face {
  name: string
  colour: string
}

export interface Prechat {
  ask_name: boolean
  ask_email: boolean
  required: boolean
}

export interface Config {
  brand: { name: string; colour: string; locale: string; privacy_url: string | null }
  agents: Face[]
  open: boolean
  opens_at: number | null
  closes_at: number | null
  reply_time: string
  prechat: Prechat | null
  texts?: Record<string, string>
  longest_file?: number
  longest_text?: number
}

export interface FileRef {
  id: string
  name: string
  content_type: string
  size: number
  url?: string
}

export interface Line {
  id: string
  at: number
  from: "me" | "shop" | "system"
  name?: string | null
  colour?: string | null
  text: string
  attachments: FileRef[]
  seq: number
  read_at?: number | null
}

export interface Visitor {
  id: string
  name: string | null
  email: string | null
  proven?: boolean
}

export interface Page {
  items: Line[]
  next: string | null
  seq: number
  read?: number
  seen?: number
}

export interface Pending {
  id: string
  text: string
  attachments: FileRef[]
  at: number
  failed?: string
}

/** One frame of the visitor's socket, from the desk. */
export interface Frame {
  hello?: boolean
  seq?: number
  entry?: Line
  typing?: { name: string | null }
  read?: number
  seen?: number
  presence?: { open: boolean }
  /** Who we are for the desk changed: an address that was claimed, and taken back there. */
  visitor?: Visitor
  reset?: boolean
  gone?: boolean
  ping?: number
  pong?: number
}
