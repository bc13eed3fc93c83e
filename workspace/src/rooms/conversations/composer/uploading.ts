import { useState } from "react"
import { api, asProblem } from "../../../api/client"
import type { Attachment, Id } from "../../../api/types"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { composingOf, write } from "./state"

export interface Upload { key: number; name: string; problem: string | null }
let key = 0

/** Files go up as soon as they are dropped; the answer only carries their ids. */
export function useUploads(id: Id, longest: number) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const done = (upload: Upload) => setUploads((now) => now.filter((each) => each.key !== upload.key))
  const failed = (upload: Upload, problem: string) => setUploads((now) => now.map((each) => (each.key === upload.key ? { ...each, problem } : each)))

  async function send(file: File, upload: Upload): Promise<void> {
    if (longest && file.size > longest) return failed(upload, t("file.too_big", { size: fileSize(longest) }))
    try {
      const body = file.type ? file : new Blob([file], { type: "application/octet-stream" })
      const attachment = await api.post<Attachment>("/attachments", body, { name: file.name || "file" })
      write(id, { attachments: [...composingOf(id).attachments, attachment] })
      done(upload)
    } catch (failure) {
      failed(upload, asProblem(failure).detail)
    }
  }

  function add(files: Iterable<File>): void {
    const fresh = [...files].map((file) => ({ file, upload: { key: ++key, name: file.name, problem: null } }))
    setUploads((now) => [...now, ...fresh.map((each) => each.upload)])
    for (const { file, upload } of fresh) void send(file, upload)
  }
  return { uploads, add, dismiss: done }
}
