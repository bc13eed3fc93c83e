/** A file goes to the store part by part: what arrived stays, so that the same file chosen again goes on where it was. */
import { useRef, useState } from "react"
import { api, asProblem, type Problem } from "../../../../api/client"
import type { Id } from "../../../../api/types"
import type { StoreFile } from "./model"

const PART = 1_000_000

export interface Upload { going: StoreFile | null; problem: Problem | null; send: (file: File, known: readonly StoreFile[]) => void }

export function useUpload(store: Id, told: (file: StoreFile) => void): Upload {
  const [going, setGoing] = useState<StoreFile | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const busy = useRef(false)
  const send = async (file: File, known: readonly StoreFile[]) => {
    if (busy.current) return
    busy.current = true
    setProblem(null)
    try {
      const begun = known.find((each) => each.state === "arriving" && each.name === file.name && each.size === file.size)
      let one = begun ?? (await api.post<StoreFile>(`/stores/${store}/files`, { name: file.name, size: file.size }))
      while (one.arrived < one.size) {
        setGoing(one)
        const part = new Blob([await file.slice(one.arrived, one.arrived + PART).arrayBuffer()], { type: "application/octet-stream" })
        one = await api.put<StoreFile>(`/store-files/${one.id}/bytes?at=${one.arrived}`, part)
      }
      told(one)
    } catch (failure) {
      setProblem(asProblem(failure))
    }
    setGoing(null)
    busy.current = false
  }
  return { going, problem, send: (file, known) => void send(file, known) }
}
