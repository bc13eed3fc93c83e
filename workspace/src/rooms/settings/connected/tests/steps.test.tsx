import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { Steps } from "../TryOut"

test("each step is told with what was tried, and whether it works also to those who see no icon", () => {
  const told = renderToStaticMarkup(
    <Steps steps={[
      { name: "Fetching mail from imap.example", ok: true, words: "Signed in.", advice: null },
      { name: "Sending mail through smtp.example", ok: false, words: "The password is wrong.", advice: "Write it again." },
    ]} />,
  ).replaceAll(/<[^>]+>/g, "")
  expect(told).toBe("Works:Fetching mail from imap.example. Signed in.Does not work:Sending mail through smtp.example. The password is wrong.Write it again.")
})
