/** A form that keeps what was typed when the server says no, and shows its words at the field they are about. */
import { useRef, useState, type ChangeEvent, type FormEvent } from "react"
import { asProblem, type Problem } from "../../../api/client"

type Typed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>

export interface Form<T> {
  values: T
  set: (part: Partial<T>) => void
  /** For a text field: value, onChange, the server's words. */
  text: (name: keyof T & string) => { name: string; value: string; onChange: (event: Typed) => void; error: string | undefined }
  submit: (event?: FormEvent) => Promise<void>
  reset: (values: T) => void
  busy: boolean
  problem: Problem | null
  /** The problem is not about a field that is shown. */
  loose: Problem | null
  changed: boolean
  saved: boolean
}

export function useForm<T extends object>(initial: T, save: (values: T) => Promise<unknown>): Form<T> {
  const [values, setValues] = useState(initial)
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null; saved: boolean; clean: T }>({
    busy: false, problem: null, saved: false, clean: initial,
  })
  const shown = useRef(new Set<string>())
  const busy = useRef(false)
  const set = (part: Partial<T>) => {
    setValues((now) => ({ ...now, ...part }))
    setState((now) => (now.saved || now.problem ? { ...now, saved: false, problem: null } : now))
  }
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (busy.current) return
    busy.current = true
    setState((now) => ({ ...now, busy: true, problem: null, saved: false }))
    try {
      await save(values)
      setState({ busy: false, problem: null, saved: true, clean: values })
    } catch (failure) {
      setState((now) => ({ ...now, busy: false, problem: asProblem(failure) }))
    } finally {
      busy.current = false
    }
  }
  const { problem } = state
  const atField = problem ? Object.keys(problem.fields).some((field) => shown.current.has(field)) : false
  return {
    values, set, submit,
    reset: (next) => { setValues(next); setState({ busy: false, problem: null, saved: false, clean: next }) },
    text: (name) => {
      shown.current.add(name)
      return { name, value: String(values[name] ?? ""), onChange: (event) => set({ [name]: event.currentTarget.value } as Partial<T>), error: problem?.fields[name] }
    },
    busy: state.busy, problem, loose: atField ? null : problem,
    changed: JSON.stringify(values) !== JSON.stringify(state.clean), saved: state.saved,
  }
}
