/** What a pretend route is given and gives back. */
export interface Asked { params: Record<string, string>; query: URLSearchParams; data: unknown }
export class Refusal {
  constructor(readonly status: number, readonly body: Record<string, unknown>) {}
}
export type Pretend = (asked: Asked) => unknown

export function matcher(routes: Record<string, Pretend>) {
  const table = Object.entries(routes).map(([name, act]) => {
    const [method, path = ""] = name.split(" ")
    const names = [...path.matchAll(/:(\w+)/g)].map((hit) => hit[1] as string)
    return { method, pattern: new RegExp(`^${path.replace(/:\w+/g, "([^/]+)")}$`), names, act }
  })
  return (method: string, path: string) => {
    for (const route of table) {
      const hit = route.method === method ? route.pattern.exec(path) : null
      if (hit) return { act: route.act, params: Object.fromEntries(route.names.map((name, index) => [name, decodeURIComponent(hit[index + 1] ?? "")])) }
    }
    return null
  }
}
