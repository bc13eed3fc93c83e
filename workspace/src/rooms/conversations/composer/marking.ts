/** Gaps and filled-in values, marked in the editor while they stand there; they are no part of the mail. */
import { Extension } from "@tiptap/react"
import { Plugin } from "@tiptap/pm/state"
import { Decoration, DecorationSet } from "@tiptap/pm/view"
import { marksIn } from "./filled"

export const marking = (values: () => readonly string[], look: Record<"gap" | "filled", string>) =>
  Extension.create({
    name: "marking",
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            const all: Decoration[] = []
            doc.descendants((node, start) => {
              if (node.isText) for (const { from, to, kind } of marksIn(node.text ?? "", values())) all.push(Decoration.inline(start + from, start + to, { class: look[kind] }))
            })
            return DecorationSet.create(doc, all)
          },
        },
      }),
    ],
  })
