import { useEffect, useRef, useState } from "preact/hooks"
import { Close, Sheet } from "../icons"
import type { FileRef } from "../protocol"
import { size } from "../words"
import { useRoom } from "./context"

const MOST = 10

interface Upload {
  n: number
  name: string
  share: number
  done?: FileRef
  problem?: string
}

export interface Files {
  all: Upload[]
  done: FileRef[]
  busy: boolean
  problem: string
  add(files: File[]): void
  remove(n: number): void
  take(): FileRef[]
}

let count = 0

export function useFiles(): Files {
  const { t, talk, config, locale } = useRoom()
  const [all, setAll] = useState<Upload[]>([])
  const [problem, setProblem] = useState("")
  const now = useRef(all)
  const change = (update: (old: Upload[]) => Upload[]) => setAll((now.current = update(now.current)))

  const upload = async (file: File, n: number) => {
    const patch = (more: Partial<Upload>) => change((old) => old.map((one) => (one.n === n ? { ...one, ...more } : one)))
    try {
      patch({ done: await talk.upload(file, (share) => patch({ share })), share: 1 })
    } catch (error) {
      change((old) => old.filter((one) => one.n !== n))
      const why = error instanceof Error && "status" in error ? error.message : t("no_line")
      setProblem(t("file_failed", { name: file.name, why }))
    }
  }
  const refusal = (file: File): string => {
    const longest = config.longest_file ?? 10_000_000
    if (file.size > longest) return t("too_big", { name: file.name, size: size(longest, locale) })
    return file.size ? "" : t("empty_file", { name: file.name })
  }
  const add = (files: File[]) => {
    setProblem(files.length + now.current.length > MOST ? t("too_many", { n: MOST }) : "")
    for (const file of files.slice(0, MOST - now.current.length)) {
      const no = refusal(file)
      if (no) {
        setProblem(no)
        continue
      }
      const n = ++count
      change((old) => [...old, { n, name: file.name, share: 0 }])
      void upload(file, n)
    }
  }
  useDropped(add)
  const done = all.flatMap((one) => (one.done ? [one.done] : []))
  return {
    all,
    done,
    busy: all.some((one) => !one.done),
    problem,
    add,
    remove: (n) => change((old) => old.filter((one) => one.n !== n)),
    take: () => (change(() => []), setProblem(""), done),
  }
}

const drops = new Set<(files: File[]) => void>()

/** Files let go anywhere over the panel. */
export function dropped(files: File[]): void {
  for (const add of drops) add(files)
}

function useDropped(add: (files: File[]) => void): void {
  const latest = useRef(add)
  latest.current = add
  useEffect(() => {
    const take = (files: File[]) => latest.current(files)
    drops.add(take)
    return () => void drops.delete(take)
  }, [])
}

export function Chips({ files }: { files: Files }) {
  const { t } = useRoom()
  return (
    <>
      {files.all.length > 0 && (
        <ul class="chips">
          {files.all.map(({ n, name, share, done }) => (
            <li key={n} class={done ? "" : "going"} style={{ "--share": share }}>
              <Sheet />
              <bdi>{name}</bdi>
              {!done && <span class="vh">{t("uploading", { name, n: Math.round(share * 100) })}</span>}
              <button type="button" aria-label={t("remove", { name })} onClick={() => files.remove(n)}>
                <Close />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class={files.problem ? "problem" : "vh"} role="alert">
        {files.problem}
      </p>
    </>
  )
}
