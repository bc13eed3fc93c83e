/** The page of a store that is told by files: bring one, say what its columns mean, see what is in it, take it in. */
import { Button } from "@mantine/core"
import { IconFileImport } from "@tabler/icons-react"
import { useEffect, useId, useState, type DragEvent } from "react"
import { api } from "../../../../api/client"
import { t } from "../../../../i18n"
import { fileSize, wholeTime } from "../../../../i18n/times"
import { useLoaded } from "../../../../live/loaded"
import { onNews } from "../../../../live/socket"
import { listed, type Listed } from "../../parts/listed"
import { Ask, Fault, Row, Rows, Section, When } from "../../parts/parts"
import parts from "../../parts/parts.module.css"
import type { Store } from "../model"
import connected from "../../connected/connected.module.css"
import { Bar } from "./Bar"
import classes from "./csv.module.css"
import { busy, things, type StoreFile } from "./model"
import { Problems } from "./Found"
import { Planned } from "./Planned"
import { useChange } from "../shops"
import { useUpload, type Upload } from "./upload"

const ASK_EVERY = 1_500

/** `brought`: what stands in the store is told anew once a file was taken in. */
export default function Files({ store, brought }: { store: Pick<Store, "id" | "settings">; brought: () => void }) {
  const loaded = useLoaded(`files ${store.id}`, (signal) => api.get<Listed<StoreFile>>(`/stores/${store.id}/files`, undefined, signal))
  const files = loaded.data ? listed(loaded.data) : []
  const put = (file: StoreFile) => loaded.set([file, ...files.filter((each) => each.id !== file.id)])
  const keep = (file: StoreFile) => loaded.set(files.map((each) => (each.id === file.id ? file : each)))
  const upload = useUpload(store.id, put)
  const { again } = loaded
  const moving = files.some(busy)
  useEffect(() => onNews((news) => { if (news.syncs?.some((each) => each.store_id === store.id)) again() }), [again, store.id])
  useEffect(() => {
    const timer = moving ? setInterval(again, ASK_EVERY) : undefined
    return () => clearInterval(timer)
  }, [moving, again])
  const open = files.filter((each) => each.state !== "done" && each.id !== upload.going?.id)
  const done = files.filter((each) => each.state === "done")
  useChange(loaded.data && done.length, brought)
  return (
    <>
      <Section title={t("csv.bring")} lead={t("csv.bring_lead")}>
        <Drop upload={upload} known={files} main={!open.length} />
      </Section>
      <When loaded={loaded}>
        {() => (
          <>
            {open.map((file) => <One key={file.id} file={file} keep={keep} again={again} />)}
            {done.length > 0 && <Done files={done} again={again} />}
          </>
        )}
      </When>
    </>
  )
}

function Drop({ upload, known, main }: { upload: Upload; known: readonly StoreFile[]; main: boolean }) {
  const [over, setOver] = useState(false)
  const id = useId()
  const { going } = upload
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) upload.send(file, known)
  }
  return (
    <>
      <div className={classes.drop} data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <IconFileImport size={22} stroke={1.5} aria-hidden="true" />
        <p>{t("csv.drop")}</p>
        <Button component="label" htmlFor={id} variant={main ? "filled" : "default"} disabled={!!going} className={classes.choose}>{t("csv.choose")}
          <input id={id} className="vh" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" disabled={!!going}
            onChange={(event) => { const [file] = event.currentTarget.files ?? []; if (file) upload.send(file, known); event.currentTarget.value = "" }} />
        </Button>
        <p className={parts.hint}>{t("csv.drop_hint")}</p>
      </div>
      <div role="status" aria-live="polite">
        {going && <Bar name={t("csv.arriving")} part={going.arrived} whole={going.size} words={t("csv.arrived", { name: going.name, arrived: fileSize(going.arrived), size: fileSize(going.size) })} />}
      </div>
      <Fault problem={upload.problem} />
    </>
  )
}

function One({ file, keep, again }: { file: StoreFile; keep: (file: StoreFile) => void; again: () => void }) {
  const drop = () => api.delete(`/store-files/${file.id}`).then(again)
  const asking = file.state === "importing" ? t("csv.stop_ask", { name: file.name }) : t("csv.drop_ask", { name: file.name })
  return (
    <Section title={file.name} lead={lead(file)}>
      {file.state === "arriving" && <p className={parts.ochre}>{t("csv.half", { arrived: fileSize(file.arrived), size: fileSize(file.size) })}</p>}
      {file.state === "failed" && <p className={parts.clay} role="alert">{file.problem}</p>}
      {file.state === "checking" && <Bar name={t("csv.checking")} part={file.checked} whole={file.size} words={t("csv.checked_so_far", { read: fileSize(file.checked), size: fileSize(file.size) })} />}
      {file.state === "importing" && <Importing file={file} />}
      {(file.state === "ready" || file.state === "checked") && file.plan && <Planned key={file.id} file={file} plan={file.plan} keep={keep} />}
      <div className={connected.tools}><Ask words={file.state === "importing" ? t("csv.stop") : t("csv.remove")} question={asking} yes={file.state === "importing" ? t("csv.stop") : t("act.remove")} act={drop} /></div>
    </Section>
  )
}

function lead({ state, shape, size }: StoreFile): string {
  const from = shape?.export ? t("csv.export_of", { name: NAMES[shape.export] ?? shape.export }) : ""
  return [fileSize(size), from, state === "ready" ? t("csv.ready") : ""].filter(Boolean).join(" · ")
}

const NAMES: Record<string, string> = { shopify: "Shopify", woocommerce: "WooCommerce", amazon: "Amazon", ebay: "eBay", etsy: "Etsy" }

function Importing({ file: { brought, total, problem } }: { file: StoreFile }) {
  const whole = total ?? 0
  return (
    <>
      <Bar name={t("csv.importing")} part={brought} whole={whole} words={t("stores.bringing", { seen: brought, total: whole })} pace />
      {problem && <p className={parts.ochre} role="alert">{t("stores.stands", { problem })}</p>}
      <p className={parts.hint}>{t("csv.importing_lead")}</p>
    </>
  )
}

function Done({ files, again }: { files: StoreFile[]; again: () => void }) {
  return (
    <Section title={t("csv.done")}>
      <Rows label={t("csv.done")}>
        {files.map((file) => (
          <Row key={file.id} name={file.name} words={<>{file.done_at && wholeTime(file.done_at)}{file.report && <> · {doneWords(file)}</>}</>} more={<Wrong file={file} />}
            tools={<Ask words={t("csv.forget")} question={t("csv.forget_ask", { name: file.name })} yes={t("csv.forget")} act={() => api.delete(`/store-files/${file.id}`).then(again)} />} />
        ))}
      </Rows>
    </Section>
  )
}

/** What was left out stays to be read when the rest was taken in. */
function Wrong({ file }: { file: StoreFile }) {
  const { report } = file
  return report && report.problems > 0 && (
    <details className={classes.known}>
      <summary>{t("csv.problems", { count: report.problems })}</summary>
      <Problems file={file} report={report} />
    </details>
  )
}

function doneWords({ plan, report }: StoreFile): string {
  if (!plan || !report) return ""
  const { new: fresh, changed, same } = report.things
  return [t(`csv.count_${plan.kind}`, { count: things(report) }), t("csv.of_them", { fresh, changed, same })].join(": ")
}
