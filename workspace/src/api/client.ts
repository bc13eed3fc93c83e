/** One way to the server. Every failure becomes a Problem whose `detail` can be shown as it is. */
import { t } from "../i18n"
import { untwisted } from "../i18n/untwisted"

export interface ProblemBody {
  type?: string
  title?: string
  status?: number
  detail?: string
  kind?: string
  fields?: Record<string, string>
  extra?: Record<string, unknown>
}

export class Problem extends Error {
  readonly status: number
  /** "conflict", "answered", "not_found", "code_needed", "busy", … or "offline" where nothing answered. */
  readonly kind: string
  readonly detail: string
  readonly fields: Record<string, string>
  readonly extra: Record<string, unknown>

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title ?? body.kind ?? "")
    this.status = body.status ?? 0
    this.kind = body.kind ?? "unknown"
    this.detail = body.detail ?? body.title ?? t("error.unknown")
    this.fields = body.fields ?? {}
    this.extra = body.extra ?? {}
  }
}

export interface Page<T> { items: T[]; next: string | null }
export type Query = Record<string, string | number | boolean | null | undefined>

const BASE = "/api/v1"

/** Who wants to know that the session is over. */
export const sessionOver: { tell: () => void } = { tell: () => {} }
/** Who asks for the password once more where the server wants it; true when it was given. */
export const proving: { ask: () => Promise<boolean> } = { ask: () => Promise.resolve(false) }
const ASKS_WHO = new Set(["/me", "/session", "/setup"])

export function address(path: string, query?: Query): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") words.set(name, String(value))
  }
  const asked = words.toString()
  return BASE + path + (asked ? `?${asked}` : "")
}

async function problem(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as ProblemBody
  return new Problem({ detail: t("error.server", { status: answer.status }), ...body, status: answer.status })
}

async function call<T>(method: string, path: string, options: { query?: Query; data?: unknown; signal?: AbortSignal } = {}, proven = false): Promise<T> {
  const { query, data, signal } = options
  const raw = data instanceof Blob || data instanceof FormData
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRF": "1" }
  if (data !== undefined && !raw) headers["Content-Type"] = "application/json"
  const init: RequestInit = { method, headers, credentials: "same-origin" }
  if (data !== undefined) init.body = raw ? (data as BodyInit) : JSON.stringify(data)
  if (signal) init.signal = signal
  const answer = await fetch(address(path, query), init).catch((failure: unknown) => {
    if (signal?.aborted) throw failure
    throw new Problem({ kind: "offline", detail: t("error.offline") })
  })
  if (answer.status === 401 && !ASKS_WHO.has(path)) sessionOver.tell()
  if (!answer.ok) {
    const failure = await problem(answer)
    if (failure.kind === "prove_again" && !proven && (await proving.ask())) return call<T>(method, path, options, true)
    throw failure
  }
  if (answer.status === 204) return undefined as T
  const text = await answer.text()
  return (text ? JSON.parse(untwisted(text)) : undefined) as T
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>("GET", path, { query, signal }),
  post: <T>(path: string, data?: unknown, query?: Query) => call<T>("POST", path, { data, query }),
  put: <T>(path: string, data?: unknown) => call<T>("PUT", path, { data }),
  patch: <T>(path: string, data?: unknown) => call<T>("PATCH", path, { data }),
  delete: <T>(path: string, data?: unknown) => call<T>("DELETE", path, { data }),
}

export const asProblem = (failure: unknown): Problem =>
  failure instanceof Problem ? failure : new Problem({ kind: "bug", detail: t("error.unknown") })
