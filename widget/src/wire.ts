/** Requests to the desk, and what can go wrong with them in two words: the desk refused, or the line is dead. */

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    detail: string,
    readonly wait: number,
  ) {
    super(detail)
  }

  /** Worth sending again as it is. */
  get passing(): boolean {
    return this.status === 429 || this.status === 408 || this.status >= 500
  }
}

export class LineDead extends Error {}

export interface Ask {
  method?: string
  json?: unknown
  token?: string | undefined
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const PATIENCE = 20_000

export async function ask<T>(fetch: Fetch, url: string, { method = "GET", json, token }: Ask = {}): Promise<T> {
  const headers: Record<string, string> = {}
  if (token) headers["Authorization"] = "Visitor " + token
  if (json !== undefined) headers["Content-Type"] = "application/json"
  const body = json === undefined ? null : JSON.stringify(json)
  let answer: Response
  let text: string
  try {
    answer = await fetch(url, { method, headers, body, mode: "cors", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) })
    text = await answer.text()
  } catch (error) {
    throw new LineDead(String(error))
  }
  if (!answer.ok) throw refusal(answer.status, text, answer.headers.get("Retry-After"))
  return (text ? JSON.parse(text) : undefined) as T
}

function refusal(status: number, text: string, retryAfter: string | null): Refused {
  let problem: { kind?: string; detail?: string } = {}
  try {
    problem = JSON.parse(text) as typeof problem
  } catch {
    // A proxy's own page: the status says enough.
  }
  return new Refused(status, problem.kind ?? "", problem.detail ?? String(status), (Number(retryAfter) || 0) * 1000)
}

/** Files go by XMLHttpRequest: fetch does not tell how far an upload is. */
export function upload<T>(url: string, file: Blob, token: string, progress: (share: number) => void): Promise<T> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open("POST", url)
    request.setRequestHeader("Authorization", "Visitor " + token)
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream")
    request.timeout = 180_000
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    request.onerror = request.ontimeout = () => failed(new LineDead("upload"))
    request.onload = () =>
      request.status < 300
        ? done(JSON.parse(request.responseText) as T)
        : failed(refusal(request.status, request.responseText, request.getResponseHeader("Retry-After")))
    request.send(file)
  })
}
