import { Modal } from "@mantine/core"
import { IconFile, IconFileText, IconFileTypePdf, IconFileZip, IconMusic, IconPhoto, IconVideo } from "@tabler/icons-react"
import { useState } from "react"
import type { Attachment } from "../../../api/types"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import classes from "./timeline.module.css"

export const fileAddress = (file: Attachment): string => file.url ?? `/api/v1/attachments/${file.id}`
const SHOWN = /^image\/(png|jpe?g|gif|webp|avif)$/
const KINDS: [RegExp, typeof IconFile][] = [
  [/pdf/, IconFileTypePdf], [/^image\//, IconPhoto], [/^audio\//, IconMusic], [/^video\//, IconVideo], [/zip|compress/, IconFileZip], [/^text\/|word|document/, IconFileText],
]

export function FileGlyph({ type }: { type: string }) {
  const Shape = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? IconFile
  return <Shape size={20} stroke={1.5} aria-hidden="true" />
}

/** Pictures are shown, other files named with their size. */
export function Attachments({ list }: { list: Attachment[] }) {
  const [big, setBig] = useState<Attachment | null>(null)
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set())
  const files = list.filter((file) => !file.inline || SHOWN.test(file.content_type))
  return (
    <div className={classes.files}>
      {files.map((file) =>
        SHOWN.test(file.content_type) && !broken.has(file.id) ? (
          <button key={file.id} type="button" className={classes.picture} onClick={() => setBig(file)} aria-label={t("file.show", { name: file.name })}>
            <img src={fileAddress(file)} alt={file.name} loading="lazy" onError={() => setBroken(new Set([...broken, file.id]))} />
          </button>
        ) : (
          <a key={file.id} className={classes.file} href={fileAddress(file)} target="_blank" rel="noreferrer" download={file.name}>
            <FileGlyph type={file.content_type} />
            <b dir="auto" title={file.name}>{file.name}</b>
            <span>{fileSize(file.size)}</span>
          </a>
        ),
      )}
      <Modal opened={!!big} onClose={() => setBig(null)} title={big?.name} size="auto" closeButtonProps={{ "aria-label": t("act.close") }}>
        {big && <a href={fileAddress(big)} target="_blank" rel="noreferrer"><img className={classes.big} src={fileAddress(big)} alt={big.name} /></a>}
      </Modal>
    </div>
  )
}
