// Two bundles: the app as hashed modules, then the loader, which is told the app's name.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "vite"

const here = dirname(fileURLToPath(import.meta.url))
const out = resolve(here, process.env.WIDGET_OUT ?? "../shopkeeper/assets/widget")
const LOADER_BUDGET = 2_048
const FIRST_BUDGET = 20_480

async function app() {
  const result = await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    base: "./",
    build: {
      target: ["chrome123", "safari17.5", "firefox121"],
      outDir: out,
      emptyOutDir: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { app: join(here, "src/app.tsx") },
        preserveEntrySignatures: "allow-extension",
        output: { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
      },
    },
  })
  return (Array.isArray(result) ? result[0] : result).output
}

async function loader(entry) {
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    define: { __APP__: JSON.stringify("/widget/" + entry) },
    build: {
      target: ["chrome123", "safari17.5", "firefox121"],
      outDir: out,
      emptyOutDir: false,
      rolldownOptions: { input: join(here, "src/loader.ts"), output: { format: "iife", entryFileNames: "widget.js" } },
    },
  })
}

function bytes(name) {
  return gzipSync(readFileSync(join(out, name)), { level: 9 }).length
}

async function all() {
  const old = existsSync(out) ? readdirSync(out) : []
  mkdirSync(out, { recursive: true })
  const output = await app()
  const entry = output.find((chunk) => chunk.isEntry)
  await loader(entry.fileName)
  const fresh = new Set([...output.map((chunk) => chunk.fileName), "widget.js"])
  for (const name of old) if (!fresh.has(name) && !name.startsWith(".")) rmSync(join(out, name), { recursive: true })
  const catalogues = output.filter((chunk) => /^(en|de|es|fr)-/.test(chunk.fileName)).map((chunk) => bytes(chunk.fileName))
  const first = [entry.fileName, ...entry.imports].reduce((sum, name) => sum + bytes(name), 0) + Math.max(...catalogues)
  const sizes = { loader: bytes("widget.js"), first_word: first }
  writeFileSync(join(out, "sizes.json"), JSON.stringify(sizes) + "\n")
  console.log(`widget: loader ${sizes.loader} bytes, before the first word ${sizes.loader + first} bytes (gzip)`)
  if (sizes.loader > LOADER_BUDGET || first > FIRST_BUDGET) throw new Error("The widget grew beyond its budget: load what is seldom needed later.")
}

await all()
if (process.argv.includes("--watch")) {
  let timer
  watch(join(here, "src"), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => all().catch((error) => console.error(error.message)), 150)
  })
}
