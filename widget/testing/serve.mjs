// A shop page with the widget on it and a pretend desk behind: `npm run try`. POST /act {"verb":"says","args":["Good morning"]}.
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { dirname, extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { runnerImport } from "vite"
import { WebSocketServer } from "ws"

const here = dirname(fileURLToPath(import.meta.url))
const built = process.env.WIDGET_OUT ?? join(here, "../../shopkeeper/assets/widget")
const { module } = await runnerImport(join(here, "shop.ts"))
let shop = new module.Shop()
const TYPES = { ".js": "text/javascript", ".woff2": "font/woff2", ".html": "text/html", ".json": "application/json" }
const POLICY = "default-src 'none'; script-src 'self'; style-src 'nonce-shop'; img-src 'self' data:; font-src 'self'; connect-src 'self'"

async function read(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

async function page(query) {
  const values = { LANG: query.get("lang") ?? "en", DIR: query.get("dir") ?? "ltr", SCHEME: query.get("scheme") ?? "light", EXTRA: query.get("extra") ?? "" }
  const text = await readFile(join(here, "page.html"), "utf8")
  return text.replace(/LANG|DIR|SCHEME|EXTRA/g, (name) => values[name])
}

async function chat(url, request) {
  const body = await read(request)
  const json = request.headers["content-type"] === "application/json"
  return shop.answer({
    method: request.method,
    path: url.pathname.replace(/^\/chat\/v1\/[^/]+/, ""),
    query: url.searchParams,
    token: request.headers.authorization?.replace("Visitor ", ""),
    body: json && body.length ? JSON.parse(body) : {},
    raw: json ? null : body,
  })
}

async function act(request) {
  const { verb, args = [], faults, config, fresh } = JSON.parse(await read(request))
  if (fresh) shop = new module.Shop()
  if (faults) Object.assign(shop.faults, faults)
  if (config) shop.config = { ...shop.config, ...config }
  const done = verb ? shop[verb](...args) : null
  return { status: 200, json: { done, guests: shop.guests.map(({ sockets: _, ...guest }) => guest) } }
}

async function answer(request) {
  const url = new URL(request.url, "http://shop")
  if (url.pathname === "/act") return act(request)
  if (url.pathname.startsWith("/chat/")) return shop.faults.dropRequest >= 1 ? null : chat(url, request)
  if (url.pathname === "/") return { status: 200, type: "text/html", data: await page(url.searchParams), policy: POLICY }
  const kept = shop.files.get(url.pathname.replace("/files/", ""))
  if (kept) return { status: 200, type: kept.type, data: Buffer.from(kept.data) }
  const file = url.pathname === "/widget.js" ? "widget.js" : url.pathname.replace("/widget/", "")
  return { status: 200, type: TYPES[extname(file)], data: await readFile(join(built, file)) }
}

const server = createServer((request, response) => {
  answer(request).then(
    (found) => {
      if (!found) return request.socket.destroy()
      const { status, json, type, data, headers = {}, policy } = found
      if (policy) response.setHeader("Content-Security-Policy", policy)
      response.writeHead(status, { "Content-Type": type ?? "application/json", ...headers })
      response.end(data ?? (json === undefined ? "" : JSON.stringify(json)))
    },
    () => response.writeHead(404).end(),
  )
})

new WebSocketServer({ server }).on("connection", (line) => {
  if (shop.faults.breakSocket >= 1) return line.terminate()
  const socket = shop.socket()
  socket.onmessage = ({ data }) => line.send(data)
  socket.onclose = () => line.terminate()
  line.on("message", (data) => socket.send(String(data)))
  line.on("close", () => socket.close())
})

server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`))
